"""Faults of what the system says of itself, and of the characters it says it in."""

from __future__ import annotations

import codecs
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.changes import at, drop
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.mutations import gives, shows
from conformance.systems.faults.parts import override_part
from conformance.systems.faults.values import says
from conformance.systems.service.call import Call
from conformance.systems.service.operations import Operations

SHAPES = ("support.contract.answers-match", "support.description.own-document")
Document = dict[str, Any]


def _swagger_two(document: Document) -> Document:
    return {"swagger": "2.0", **{name: part for name, part in document.items() if name != "openapi"}}


def _hidden_controller(document: Document) -> Document:
    """The document is generated, and the controller of audit records is hidden from it."""
    shown = {path: item for path, item in document["paths"].items() if not path.startswith("/audit")}
    return {**document, "paths": shown}


class SavedWithMark(Operations):
    def list_code_lists(self, call: Call) -> Response:
        answer = super().list_code_lists(call)
        return Response(codecs.BOM_UTF8 + bytes(answer.body), 200, self._system.responses.caching(call), call.media)


class JoinedStrings(Operations):
    """The answer is put together from strings, and the number was added a second time."""

    def get_audit_record(self, call: Call) -> Response:
        answer = bytes(super().get_audit_record(call).body)
        body = answer.removesuffix(b"}") + f',"id":"{call.arguments["id"]}"}}'.encode()
        return Response(body, 200, self._system.responses.caching(call), call.media)


FAULTS = (
    Fault(
        "overall.declaration.published",
        Text("声明中没有代码表与所依标准", "the declaration lacks code lists and standards"),
        shows("declaration", drop("codeLists", "standards")),
        also=SHAPES,
    ),
    Fault(
        "overall.declaration.interface-document",
        Text("接口描述仍为 Swagger 2.0", "the interface document is Swagger 2.0 still"),
        gives("declare.document", _swagger_two),
        also=SHAPES,
    ),
    Fault(
        "overall.declaration.operations-described",
        Text("接口描述隐藏了一个控制器", "one controller is hidden from the interface document"),
        gives("declare.document", _hidden_controller),
    ),
    Fault(
        "overall.declaration.version-agrees",
        Text("升级后声明仍写旧版本", "after an upgrade the declaration still states the old version"),
        shows("declaration", at("contract.version", says("1.0"))),
    ),
    Fault(
        "overall.encoding.utf8",
        Text("代码表存为带 BOM 的文件", "the index of code lists is a file saved with a byte order mark"),
        override_part("operations", SavedWithMark),
        by=("own-operations",),
    ),
    Fault(
        "overall.json.strict",
        Text("拼接字符串生成 JSON，键重复", "JSON joined from strings has a key twice"),
        override_part("operations", JoinedStrings),
        by=("own-operations",),
    ),
)
