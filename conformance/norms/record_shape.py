"""The shape of `x-hutong-records`: its words, and what each of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from conformance.model.clause import ROLES
from conformance.model.contract import Flaw
from conformance.model.pointer import escaped
from conformance.model.record import Part, Party, Word
from conformance.norms.shape import departed

WORD = "x-hutong-records"
TEXT: Mapping[str, Any] = {"type": "string"}
NAME: Mapping[str, Any] = {"type": "string", "minLength": 1}


def _holding(names: Iterable[str], each: Mapping[str, Any] = NAME) -> Mapping[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(names, each)}


_BOTH = {**_holding(("zh", "en")), "required": ["zh", "en"]}
_FILTER = {
    "type": "object",
    "additionalProperties": False,
    "required": ["parameter", "member"],
    "properties": {
        "parameter": NAME,
        "member": NAME,
        "by": {"enum": ["equal", "prefix", "among"]},
        "parts": {"type": "boolean"},
    },
}
_LIST = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("items", "total", "next", "size"), NAME),
        **dict.fromkeys(("page", "search", "since"), TEXT),
        "searched": {"type": "array", "items": NAME},
        "filters": {"type": "array", "items": _FILTER},
        "moves": {"type": "boolean"},
    },
}
SHAPE: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "required": ["title", "operations"],
        "properties": {
            "title": _BOTH,
            "key": NAME,
            "operations": _holding(get_args(Word)),
            "members": _holding(get_args(Part)),
            "roles": _holding(get_args(Party), {"enum": [*ROLES]}),
            "list": _LIST,
            "advanced": {"type": "object"},
            "public": {"type": "object"},
        },
    },
}
"""The shape of `x-hutong-records`."""


def misshapen(stated: Any) -> Iterator[Flaw]:
    """What of `x-hutong-records` is not written as it should be: a word nobody knows, a title in one language only."""
    for path, text, hint, word in departed(stated, SHAPE):
        yield Flaw("".join(f"/{escaped(str(name))}" for name in (WORD, *path)), text, hint=hint, word=word)
