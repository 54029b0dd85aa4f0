"""Faults of HTTP: paths, methods, media types, conditional requests, errors."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.rules import Rules
from conformance.systems.resource_catalogue.store import Entry
from conformance.systems.service.call import Call
from conformance.systems.service.checking import Checking
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.dispatch import Dispatch, Methods
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.responses import HTML, Responses


class PageForEveryPath(Dispatch):
    async def answer(self, request: Request, methods: Methods) -> Response:
        if methods:
            return await super().answer(request, methods)
        page = "<!doctype html><html lang=zh-CN><title>资源目录</title><div id=app></div></html>"
        return self._system.responses.finish(request, Response(page, 200, media_type="text/html"))


class GatewayError(Dispatch):
    async def answer(self, request: Request, methods: Methods) -> Response:
        if methods:
            return await super().answer(request, methods)
        body = json.dumps({"message": "no route matched"})
        return self._system.responses.finish(request, Response(body, 404, media_type="application/json"))


class NoAllow(Dispatch):
    def operation(self, method: str, methods: Methods) -> Operation:
        try:
            return super().operation(method, methods)
        except Refusal as refusal:
            raise Refusal(refusal.status, refusal.detail) from refusal


class RoutedByMethod(Dispatch):
    def operation(self, method: str, methods: Methods) -> Operation:
        try:
            return super().operation(method, methods)
        except Refusal as refusal:
            raise Refusal(404, "没有此路径。There is no such path.") from refusal


class NoHead(Dispatch):
    def operation(self, method: str, methods: Methods) -> Operation:
        if method == "HEAD":
            raise Refusal(405, headers=(("Allow", self.allowed(methods)),))
        return super().operation(method, methods)


class NoValidators(Responses):
    def tagged(self, call: Call, response: Response) -> Response:
        del response.headers["ETag"]
        return response


class ConditionIgnored(Responses):
    def tagged(self, call: Call, response: Response) -> Response:
        response.headers["ETag"] = self.tag(bytes(response.body))
        return response


class Bare304(Responses):
    def tagged(self, call: Call, response: Response) -> Response:
        found = super().tagged(call, response)
        return Response(None, 304) if found.status_code == 304 else found


class EmptyForUnknown(Operations):
    def read(self, call: Call, of: Records) -> Response:
        if self._system.store.entry(call.arguments["id"]) is None:
            return self._system.responses.json(call, {})
        return super().read(call, of)


class AnyMediaType(Checking):
    def media_type(self, content_type: str) -> None:
        return


class NoDefaultRepresentation(Responses):
    def media(self, operation: Operation, accept: str) -> str:
        try:
            return super().media(operation, accept)
        except Refusal as refusal:
            raise LookupError("no message converter") from refusal


class InnerLocation(Operations):
    def made(self, call: Call, shown: Record, location: str) -> Response:
        return super().made(call, shown, f"http://catalogue.internal:8080{location}")


class NewCodeWithEveryChange(Registry):
    def code_after(self, entry: Entry, body: Record) -> str:
        super().code_after(entry, body)
        return self.new_code(body["category"])


class WithdrawnStaysReadable(Rules):
    def refuse_withdrawn(self, entry: Entry) -> None:
        return


def _withdrawn(operations: Operations, call: Call) -> Entry | None:
    entry = operations._system.store.entry(call.arguments["id"])
    return entry if entry and entry.withdrawn_at and entry.in_force else None


class PageOfTheWithdrawn(Operations):
    def read(self, call: Call, of: Records) -> Response:
        entry = _withdrawn(self, call)
        if entry is None or call.media != HTML:
            return super().read(call, of)
        page = self._system.pages.record(self._system.serializers.record(entry.latest.record), call)
        return self._system.responses.tagged(call, self._system.responses.html(call, page))


class DataOfTheWithdrawn(Operations):
    def open_resource(self, call: Call) -> Response:
        entry = _withdrawn(self, call)
        if entry is None:
            return super().open_resource(call)
        return self._system.responses.json(call, self._system.serializers.data(entry.latest.record))


class HistoryOfTheWithdrawn(Operations):
    def list_versions(self, call: Call) -> Response:
        entry = _withdrawn(self, call)
        if entry is None:
            return super().list_versions(call)
        shown = [self._system.serializers.version(entry, version) for version in entry.versions]
        return self._system.responses.json(call, self._system.serializers.whole(shown))


FAULTS = (
    Fault(
        "support.http.unknown-path",
        Text("任何路径都返回单页应用", "every path serves the single-page application"),
        instead("dispatch", PageForEveryPath),
        also=(
            "support.errors.problem-details",
            "security.exposure.error-internals",
            "security.exposure.trace-method",
            "security.exposure.framing",
        ),
    ),
    Fault("support.requests.allow", Text("405 没有 Allow", "405 without Allow"), instead("dispatch", NoAllow)),
    Fault(
        "support.conditional.validator",
        Text("读取不给出 ETag", "reads carry no ETag"),
        instead("responses", NoValidators),
        also=(
            "support.conditional.not-modified",
            "support.conditional.not-modified-headers",
            "support.submission.no-lost-update",
            "support.submission.precondition-failed",
        ),
        hides=hiding(
            "没有 ETag，条件请求无从提出",
            "without an ETag there is no condition to ask with",
            "support.conditional.not-modified",
            "support.conditional.not-modified-headers",
        ),
    ),
    Fault(
        "support.conditional.not-modified",
        Text("不理会 If-None-Match", "If-None-Match is ignored"),
        instead("responses", ConditionIgnored),
        also=("support.conditional.not-modified-headers",),
        hides=hiding(
            "从不应答 304，无从查看其字段",
            "where there is never a 304, its fields cannot be seen",
            "support.conditional.not-modified-headers",
        ),
    ),
    Fault(
        "support.conditional.not-modified-headers",
        Text("304 去掉了全部字段", "the 304 drops every field"),
        instead("responses", Bare304),
    ),
    Fault("support.http.head", Text("没有实现 HEAD", "HEAD is not implemented"), instead("dispatch", NoHead)),
    Fault(
        "support.errors.problem-details",
        Text("网关的 404 用自己的格式", "the gateway's 404 has a form of its own"),
        instead("dispatch", GatewayError),
    ),
    Fault(
        "support.requests.unknown-identifier",
        Text("查无条目时返回空对象", "an empty object where there is no entry"),
        instead("operations", EmptyForUnknown),
        kinds=(CATALOGUE,),
        also=("support.contract.answers-match",),
    ),
    Fault(
        "support.requests.unsupported-method",
        Text("方法不符时应答 404", "404 where only the method is wrong"),
        instead("dispatch", RoutedByMethod),
        also=("support.requests.allow",),
        hides=hiding(
            "方法不符时应答 404 而非 405，无从查看 Allow",
            "where 404 stands for 405, there is no Allow to look for",
            "support.requests.allow",
        ),
    ),
    Fault(
        "support.requests.unsupported-media",
        Text("不看 Content-Type", "Content-Type is not looked at"),
        instead("checking", AnyMediaType),
    ),
    Fault(
        "support.requests.not-acceptable",
        Text("内容协商失败时出错", "failed content negotiation is an error of the server"),
        instead("responses", NoDefaultRepresentation),
    ),
    Fault(
        "support.requests.location",
        Text("Location 指向内网地址", "Location points to an internal host"),
        instead("operations", InnerLocation),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.requests.stable-identifier",
        Text("每次变更都重新赋码", "every change assigns a new code"),
        instead("registry", NewCodeWithEveryChange),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.requests.gone",
        Text("撤销后仍可按标识读取", "what was withdrawn can still be read by id"),
        instead("rules", WithdrawnStaysReadable),
        kinds=(CATALOGUE,),
        also=("support.sequences.stays-withdrawn",),
    ),
    Fault(
        "support.requests.gone",
        Text("页面不看撤销标志", "the page does not look at the mark of withdrawal"),
        instead("operations", PageOfTheWithdrawn),
        kinds=(CATALOGUE,),
        variant="page",
    ),
    Fault(
        "support.requests.gone",
        Text("撤销后数据仍可打开", "the data of what was withdrawn can still be opened"),
        instead("operations", DataOfTheWithdrawn),
        kinds=(CATALOGUE,),
        variant="data",
    ),
    Fault(
        "support.requests.gone",
        Text("撤销后变更历史仍可读取", "the history of what was withdrawn can still be read"),
        instead("operations", HistoryOfTheWithdrawn),
        kinds=(CATALOGUE,),
        variant="history",
    ),
)
