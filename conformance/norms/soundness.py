"""What of a document can be used: each part that is broken is told by its pointer, and costs only its own operation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any

from conformance.model.contract import UNREADABLE, Flaw
from conformance.model.pointer import escaped
from conformance.model.text import Text
from conformance.norms.fields import ANSWER, BODY, ITEM, OPERATION
from conformance.norms.layout import METHODS
from conformance.norms.parts import Parts
from conformance.norms.references import Broken, References
from conformance.norms.schemas import sound

_TEMPLATE = re.compile(r"(?:[^{}]|\{[^{}]+\})*")
_UNKNOWN_ANSWER: Mapping[str, Any] = {"description": "", "content": {UNREADABLE: {}}}


def each_operation(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """JSON pointer, path, method and path item of every operation of a sound document, in its order."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"/paths/{escaped(path)}/{method}", path, method, item


def name_of(raw: Mapping[str, Any], method: str, path: str) -> str:
    """The operationId of an operation; its method and path where it has none that is text or a number."""
    given = raw.get("operationId")
    is_one = bool(given) and isinstance(given, str | int) and not isinstance(given, bool)
    return str(given) if is_one else f"{method.upper()} {path}"


class Soundness:
    """Reads one document part by part; `flaws` are what it found. A part that is sound stays the very same object.

    `unread` are pointers to what holds parameters of which nobody can tell whether they must be sent.
    Parameters that are headers named in `reserved` are left out: they are not a document's to ask for.
    """

    def __init__(self, document: Mapping[str, Any], reserved: Collection[str]) -> None:
        self.flaws: list[Flaw] = []
        self.unread: set[str] = set()
        self._reserved = {*reserved}
        components = self._object(document.get("components"), "/components")
        schemas, spoiled = self._schemas(self._object(components.get("schemas"), "/components/schemas"))
        shared = {name: part for name, part in components.items() if isinstance(part, Mapping)}
        if "schemas" in components:
            shared["schemas"] = schemas
        self.document = {**document, "components": shared} if "components" in document else document
        self._references = References(self.document, spoiled)
        self._keys = set(self._of_schemes(_mapping(components.get("securitySchemes"))))
        self._reserved |= {name.lower() for where, name in self._keys if where == "header"}
        self._parts = Parts(self._references)

    def _of_schemes(self, schemes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Where keys are sent, and under which names: who asks is said by credentials, whatever parameters say."""
        for given in schemes.values():
            with suppress(Broken):
                scheme = _mapping(self._references.resolve(given))
                where, name = scheme.get("in"), scheme.get("name")
                if scheme.get("type") == "apiKey" and isinstance(where, str) and isinstance(name, str):
                    yield where, name

    def whole(self) -> Mapping[str, Any]:
        """The document without what is broken in it."""
        paths: dict[str, dict[str, Any]] = {}
        for path, item in self._object(self.document.get("paths"), "/paths").items():
            pointer = f"/paths/{escaped(path)}"
            try:
                paths |= {} if path.startswith("x-") else {path: self._item(path, item, pointer)}
            except Broken as broken:
                for name in _lost(path, item):
                    self._tell(pointer, broken, name)
        if not any(method in item for item in paths.values() for method in METHODS):
            self._tell("/paths", Broken("文档没有可用的操作", "the document describes no operation that can be used"))
        return {**self.document, "paths": paths}

    def _tell(self, pointer: str, broken: Broken, operation: str = "") -> None:
        self.flaws.append(Flaw(broken.pointer or pointer, broken.text, operation))

    def _object(self, value: Any, pointer: str) -> Mapping[str, Any]:
        if value is not None and not isinstance(value, Mapping):
            self._tell(pointer, Broken("应为“名称: 内容”的形式", "should hold names, each with what it names"))
        return value if isinstance(value, Mapping) else {}

    def _schemas(self, given: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Text]]:
        """The shared schemas that are some, and why the others are none."""
        found: dict[str, Any] = {}
        spoiled: dict[str, Text] = {}
        for name, schema in given.items():
            pointer = f"/components/schemas/{escaped(name)}"
            try:
                found[name] = sound(schema, pointer)
            except Broken as broken:
                self._tell(pointer, broken)
                spoiled[name] = broken.text
        is_same = len(found) == len(given) and all(found[name] is schema for name, schema in given.items())
        return (given if is_same else found), spoiled

    def _item(self, path: str, item: Any, pointer: str) -> dict[str, Any]:
        read = ITEM.read(self._followed(item, pointer), pointer)
        if not path.startswith("/"):
            raise Broken("路径应以 / 开头", "a path begins with /")
        if not _TEMPLATE.fullmatch(path):
            raise Broken("路径中的花括号不成对", "the braces in the path do not match")
        shared = self._in_its_place(self._parameters(read, pointer, ""), path, pointer, "")
        kept = {name: part for name, part in read.items() if name not in METHODS}
        kept["parameters"] = shared
        for method in METHODS:
            if method in read:
                self._into(kept, method, path, read[method], f"{pointer}/{method}")
        return kept

    def _followed(self, item: Any, pointer: str) -> Any:
        """A path item with what it refers to laid under it."""
        if not isinstance(item, Mapping) or item.get("$ref") is None:
            return item
        if not isinstance(item["$ref"], str):
            raise Broken("应为文字", "should be text", f"{pointer}/$ref")
        under = self._references.resolve({"$ref": item["$ref"]})
        over = {name: part for name, part in item.items() if name != "$ref"}
        return {**under, **over} if isinstance(under, Mapping) else under

    def _into(self, item: dict[str, Any], method: str, path: str, raw: Any, pointer: str) -> None:
        """Put an operation into its path item, unless it is broken."""
        name = name_of(_mapping(raw), method, path)
        try:
            raw = self._references.resolve(raw)  # as bundlers take it, though no version says that it may be one
            name = name_of(_mapping(raw), method, path)
            item[method] = self._operation(item, path, raw, pointer, name)
        except Broken as broken:
            self._tell(pointer, broken, name)

    def _operation(self, item: Mapping[str, Any], path: str, raw: Any, pointer: str, name: str) -> dict[str, Any]:
        read = OPERATION.read(raw, pointer)
        parameters = self._in_its_place(self._parameters(read, pointer, name), path, pointer, name)
        named = map(self._parts.named, (*item["parameters"], *parameters))
        missing = sorted(_named_by(path) - {name for name, where in named if where == "path"})
        if missing:
            names = ", ".join(missing)
            zh, en = (
                f"路径参数 {names} 没有声明，视为任意文本",
                f"path parameter {names} is not declared, and is taken as any text",
            )
            self._tell(pointer, Broken(zh, en), name)
        kept = {**read, "parameters": [*parameters, *map(_any_text, missing)]}
        if "requestBody" in read:
            kept["requestBody"] = self._parts.part(BODY, read["requestBody"], f"{pointer}/requestBody")
        answers = self._answers(read, pointer, name)
        if self._is_sent_as_another(path):
            zh, en = (
                "# 之后的部分不发送，与另一路径无从区分",
                "what stands behind # is not sent, and another path is the same without it",
            )
            self._tell(pointer, Broken(zh, en), name)
            answers = dict.fromkeys(answers, _UNKNOWN_ANSWER)
        return {**kept, "responses": answers}

    def _is_sent_as_another(self, path: str) -> bool:
        sent, mark, _ = path.partition("#")
        return bool(mark) and sum(str(each).partition("#")[0] == sent for each in self.document["paths"]) > 1

    def _parameters(self, holder: Mapping[str, Any], pointer: str, operation: str) -> list[Any]:
        kept = []
        for index, given in enumerate(holder.get("parameters", ())):
            place = f"{pointer}/parameters/{index}"
            try:
                parameter = self._parts.parameter(given, place)
            except Broken as broken:
                if _is_demanded(given):  # without it, nothing that is asked would be what the document asks for
                    raise Broken(broken.text.zh, broken.text.en, broken.pointer or place) from None
                self._tell(place, broken, operation)
                self.unread |= {pointer} if _may_be_demanded(given) else set()
            else:
                kept += [] if self._is_reserved(parameter) else [parameter]
        return kept

    def _in_its_place(self, parameters: list[Any], path: str, pointer: str, operation: str) -> list[Any]:
        """The parameters without those of the path that it has no place for: they could not be sent."""
        kept, known = [], _named_by(path)
        for parameter in parameters:
            name, where = self._parts.named(parameter)
            if where != "path" or name in known:
                kept.append(parameter)
                continue
            zh, en = f"路径中没有参数 {name} 的位置", f"the path has no place for the parameter {name}"
            self._tell(f"{pointer}/parameters", Broken(zh, en), operation)
        return kept

    def _is_reserved(self, parameter: Any) -> bool:
        name, where = self._parts.named(parameter)
        return (where, name) in self._keys or (where == "header" and name.lower() in self._reserved)

    def _answers(self, holder: Mapping[str, Any], pointer: str, operation: str) -> Mapping[str, Any]:
        given = holder.get("responses")
        if not isinstance(given, Mapping) or not given:
            self._tell(f"{pointer}/responses", Broken("没有写明任何应答", "no response is described"), operation)
            return {"default": _UNKNOWN_ANSWER}
        answers: dict[str, Any] = {}
        for status, answer in given.items():
            place = f"{pointer}/responses/{escaped(status)}"
            if status.startswith("x-"):
                continue
            try:
                answers[status] = self._parts.part(ANSWER, answer, place)
            except Broken as broken:
                self._tell(place, broken, operation)
                answers[status] = _UNKNOWN_ANSWER
        return answers


def _lost(path: str, item: Any) -> list[str]:
    """The operations of a path item that cannot be read; one without a name where it does not show any."""
    said = item if isinstance(item, Mapping) else {}
    return [name_of(_mapping(said[method]), method, path) for method in METHODS if method in said] or [""]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _named_by(path: str) -> set[str]:
    """The parameters a path has places for."""
    return {part.partition("}")[0] for part in path.split("{")[1:]}


def _any_text(name: str) -> Mapping[str, Any]:
    """A path parameter of which the path alone tells: its place holds a segment, whatever the document left unsaid."""
    return {"name": name, "in": "path", "required": True, "schema": {}}


def _is_demanded(given: Any) -> bool:
    return isinstance(given, Mapping) and given.get("required") is True and given.get("in") != "path"


def _may_be_demanded(given: Any) -> bool:
    return isinstance(given, Mapping) and ("$ref" in given or not isinstance(given.get("required", False), bool | None))
