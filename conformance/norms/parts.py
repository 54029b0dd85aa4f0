"""The parts of an operation that may stand elsewhere in the document: parameters, request bodies, responses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from conformance.model.pointer import escaped
from conformance.norms.fields import MEDIA, PARAMETER, Fields
from conformance.norms.references import Broken, References
from conformance.norms.schemas import sound

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""How headers and cookies may be named (RFC 9110, 5.6.2)."""
PLACES = ("path", "query", "header", "cookie")


class Parts:
    """Reads parts with what they refer to. Each raises Broken, with its pointer, for what is none."""

    def __init__(self, references: References) -> None:
        self._references = references

    def part(self, kind: Fields, given: Any, pointer: str) -> Any:
        """A part with its references proved: as it was given, where it and what it refers to is sound."""
        resolved = self._references.resolve(given)
        read = kind.read(resolved, pointer)
        if "content" in read:
            content = self._content(read["content"], f"{pointer}/content")
            read = read if content is read["content"] else {**read, "content": content}
        self._references.check(read, kind.place, _must_be_schema)
        return given if read is resolved else read

    def _content(self, given: Mapping[str, Any], pointer: str) -> Mapping[str, Any]:
        content = {media: MEDIA.read(part, f"{pointer}/{escaped(media)}") for media, part in given.items()}
        return given if all(content[media] is part for media, part in given.items()) else content

    def parameter(self, given: Any, pointer: str) -> Any:
        parameter = self.part(PARAMETER, given, pointer)
        resolved = self._references.resolve(parameter)
        if not resolved.get("name"):
            raise Broken("参数没有名称", "the parameter has no name", f"{pointer}/name")
        if resolved.get("in") not in PLACES:
            places = ", ".join(PLACES)
            raise Broken(f"in 应为 {places} 之一", f"`in` should be one of {places}", f"{pointer}/in")
        if resolved["in"] in ("header", "cookie") and not _TOKEN.fullmatch(resolved["name"]):
            zh, en = (
                f"{resolved['name']} 不能作头字段或 Cookie 的名称",
                f"{resolved['name']} can name no header or cookie",
            )
            raise Broken(zh, en, f"{pointer}/name")
        return parameter

    def named(self, parameter: Any) -> tuple[str, str]:
        resolved = self._references.resolve(parameter)
        return resolved["name"], resolved["in"]


def _must_be_schema(found: Any, reference: str) -> None:
    """Raise Broken for a reference of a schema that leads to none."""
    try:
        is_same = sound(found, "") is found
    except Broken as broken:
        raise Broken(f"$ref {reference}：{broken.text.zh}", f"$ref {reference}: {broken.text.en}") from None
    if not is_same:  # it stands where nothing is mended, unlike the shared schemas
        raise Broken(f"$ref {reference} 所指不完整", f"$ref {reference} leads to a schema with parts left empty")
