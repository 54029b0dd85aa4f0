"""The fields of one object of an OpenAPI document: empty ones are absent, odd remarks go, anything else odd is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.model.pointer import escaped
from conformance.norms.references import Broken
from conformance.norms.schemas import sound

_ONE: Mapping[type, tuple[str, str]] = {
    bool: ("应为 true 或 false", "should be true or false"),
    dict: ("应为“字段: 值”的形式", "should hold fields, each with its value"),
    list: ("应为列表", "should be a list"),
    str: ("应为文字", "should be text"),
}


@dataclass(frozen=True)
class Fields:
    """What an object is called, its kind in the layout, the types of deciding fields, and those of mere remarks."""

    zh: str
    en: str
    deciding: Mapping[str, type]
    remarks: Mapping[str, type] = field(default_factory=dict)
    has_schema: bool = False
    place: str = ""

    def read(self, given: Any, pointer: str) -> Mapping[str, Any]:
        """The object, the very one where nothing in it is odd. Raises Broken, with its pointer, for what is none."""
        if given is None:
            return {}
        if not isinstance(given, Mapping):
            raise Broken(f"应为{self.zh}", f"should be {self.en}", pointer)
        copy = {name: self._field(name, part, pointer) for name, part in given.items() if self._stays(name, part)}
        is_same = len(copy) == len(given) and all(copy[name] is part for name, part in given.items())
        return given if is_same else copy

    def _stays(self, name: str, part: Any) -> bool:
        if part is None:
            return name in ("example", "value") or name.startswith("x-")
        return isinstance(part, self.remarks.get(name, object))

    def _field(self, name: str, part: Any, pointer: str) -> Any:
        below = f"{pointer}/{escaped(name)}"
        if name == "schema" and self.has_schema:
            return sound(part, below)
        kind = self.deciding.get(name)
        if kind is not None and not isinstance(part, kind):
            zh, en = _ONE[kind]
            raise Broken(zh, en, below)
        return part


ITEM = Fields("路径的各操作", "a path with its operations", {"parameters": list}, {"summary": str, "description": str})
OPERATION = Fields(
    "操作",
    "an operation",
    {"parameters": list},
    {"deprecated": bool, "description": str, "externalDocs": dict, "summary": str, "tags": list},
)
PARAMETER = Fields(
    "参数",
    "a parameter",
    {
        "allowReserved": bool,
        "content": dict,
        "explode": bool,
        "in": str,
        "name": str,
        "required": bool,
        "style": str,
        "x-hutong-live": str,
        "x-hutong-where": dict,
    },
    {"allowEmptyValue": bool, "deprecated": bool, "description": str, "examples": dict},
    has_schema=True,
    place="parameter",
)
BODY = Fields("请求体", "a request body", {"content": dict, "required": bool}, {"description": str}, place="body")
ANSWER = Fields(
    "应答", "a response", {"content": dict}, {"description": str, "headers": dict, "links": dict}, place="answer"
)
MEDIA = Fields("媒体类型的说明", "a media type", {}, {"encoding": dict, "examples": dict}, has_schema=True)
