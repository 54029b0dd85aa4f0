"""Faults of HTTP: paths, methods, media types, conditional requests, errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange import operations as exchange
from conformance.systems.data_exchange.requests import Requests
from conformance.systems.faults.fault import Fault, Mutation, hiding, of_kind
from conformance.systems.faults.mutations import always, refuses_otherwise, skips, within
from conformance.systems.faults.parts import around, override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.store import Entry
from conformance.systems.service.accounts import Caller
from conformance.systems.service.call import Call
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


class EmptyForUnknownRequest(exchange.Operations):
    def read(self, call: Call, of: Records) -> Response:
        try:
            return super().read(call, of)
        except Refusal as refusal:
            if refusal.status != 404 or call.operation.id != "getRequest":
                raise
            return self._system.responses.json(call, {})


def _no_converter(refusal: Refusal) -> Exception:
    return LookupError("no message converter")


def _no_converter_for_writes(sound: Callable[..., str], operation: Operation, accept: str) -> str:
    try:
        return sound(operation, accept)
    except Refusal as refusal:
        raise refusal if operation.method == "GET" else _no_converter(refusal) from refusal


def _decided_in_any_media(sound: Callable[..., Any], operation: Operation, media: str, raw: bytes | None) -> Any:
    return sound(operation, "application/json" if operation.act == "decide" else media, raw)


def _inner_location(sound: Callable[..., Response], *given: Any) -> Response:
    response = sound(*given)
    if "Location" in response.headers:
        response.headers["Location"] = f"http://inner.internal:8080{response.headers['Location']}"
    return response


class NewCodeWithEveryChange(Registry):
    def code_after(self, entry: Entry, body: Record) -> str:
        super().code_after(entry, body)
        return self.new_code(body["category"])


class TakenInAgain(Requests):
    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        return self.save({**super().change(caller, record, body), "submittedAt": self.stamp()})


def _of_the_withdrawn(method: str, when: Callable[..., bool] = always) -> Mutation:
    """An operation does not look at the mark of withdrawal."""
    return within(f"operations.{method}", "rules.refuse_withdrawn", lambda sound, entry: None, when)


FAULTS = (
    Fault(
        "support.http.unknown-path",
        Text("任何路径都返回单页应用", "every path serves the single-page application"),
        override_part("dispatch", PageForEveryPath),
        also=(
            "security.exposure.error-internals",
            "security.exposure.trace-method",
            "security.exposure.framing",
        ),
    ),
    Fault(
        "support.requests.allow",
        Text("405 没有 Allow", "405 without Allow"),
        refuses_otherwise("dispatch.operation", lambda refusal: Refusal(refusal.status, refusal.detail)),
    ),
    Fault(
        "support.conditional.validator",
        Text("读取不给出 ETag", "reads carry no ETag"),
        override_part("responses", NoValidators),
        also=(
            "support.conditional.not-modified",
            "support.conditional.not-modified-headers",
            "support.conditional.wherever-tagged",
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
        override_part("responses", ConditionIgnored),
        also=("support.conditional.not-modified-headers", "support.conditional.wherever-tagged"),
        hides=hiding(
            "从不应答 304，无从查看其字段",
            "where there is never a 304, its fields cannot be seen",
            "support.conditional.not-modified-headers",
        ),
    ),
    Fault(
        "support.conditional.not-modified-headers",
        Text("304 去掉了全部字段", "the 304 drops every field"),
        override_part("responses", Bare304),
    ),
    Fault("support.http.head", Text("没有实现 HEAD", "HEAD is not implemented"), override_part("dispatch", NoHead)),
    Fault(
        "support.errors.problem-details",
        Text("网关的 404 用自己的格式", "the gateway's 404 has a form of its own"),
        override_part("dispatch", GatewayError),
        by=("unknown-path",),
    ),
    Fault(
        "support.requests.unsupported-method",
        Text("方法不符时应答 404", "404 where only the method is wrong"),
        refuses_otherwise("dispatch.operation", lambda refusal: Refusal(404, "没有此路径。There is no such path.")),
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
        skips("checking.media_type"),
        hides=hiding(
            "不看 Content-Type，也就不因其中的字符集拒绝",
            "where Content-Type is not looked at, a character set in it is refused by nobody",
            "support.requests.charset-named",
        ),
    ),
    Fault(
        "support.requests.not-acceptable",
        Text("内容协商失败时出错", "failed content negotiation is an error of the server"),
        refuses_otherwise("responses.media", _no_converter),
        also=("support.errors.no-server-error",),
    ),
    Fault(
        "support.requests.not-acceptable",
        Text("提交时内容协商失败即出错", "failed content negotiation of a submission is an error of the server"),
        around("responses.media", _no_converter_for_writes),
        also=("support.errors.no-server-error",),
        variant="writes",
    ),
    Fault(
        "support.requests.unsupported-media",
        Text("办理时不看 Content-Type", "Content-Type is not looked at where a decision is sent"),
        around("checking.body", _decided_in_any_media),
        variant="decision",
    ),
    Fault(
        "support.requests.unknown-identifier",
        Text("办理不存在的对象时出错", "a decision on what does not exist is an error of the server"),
        refuses_otherwise("operations.decide", lambda refusal: LookupError() if refusal.status == 404 else refusal),
        also=("support.errors.no-server-error",),
        variant="decision",
    ),
    Fault(
        "support.requests.location",
        Text("Location 指向内网地址", "Location points to an internal host"),
        around("responses.json", _inner_location),
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "support.requests.unknown-identifier",
            Text("查无条目时返回空对象", "an empty object where there is no entry"),
            override_part("operations", EmptyForUnknown),
            also=("support.contract.answers-match",),
        ),
        Fault(
            "support.refusals.after-withdrawal",
            Text("变更时不看撤销标志", "a change does not look at the mark of withdrawal"),
            within("operations.change", "rules.refuse_withdrawn", lambda sound, entry: None),
            also=("support.sequences.stays-withdrawn",),
        ),
        Fault(
            "support.requests.stable-identifier",
            Text("每次变更都重新赋码", "every change assigns a new code"),
            override_part("registry", NewCodeWithEveryChange),
            also=("overall.catalogue.draft-recoded",),
        ),
        Fault(
            "support.requests.gone",
            Text("撤销后仍可按标识读取", "what was withdrawn can still be read by id"),
            skips("rules.refuse_withdrawn"),
            also=(
                "support.sequences.stays-withdrawn",
                "support.refusals.after-withdrawal",
            ),
        ),
        Fault(
            "support.requests.gone",
            Text("页面不看撤销标志", "the page does not look at the mark of withdrawal"),
            _of_the_withdrawn("read", lambda call, of: call.media == HTML),
            variant="page",
        ),
        Fault(
            "support.requests.gone",
            Text("撤销后数据仍可打开", "the data of what was withdrawn can still be opened"),
            _of_the_withdrawn("open_resource"),
            variant="data",
        ),
        Fault(
            "support.requests.gone",
            Text("撤销后变更历史仍可读取", "the history of what was withdrawn can still be read"),
            _of_the_withdrawn("list_versions"),
            variant="history",
        ),
    ),
    *of_kind(
        EXCHANGE,
        Fault(
            "support.requests.unknown-identifier",
            Text("查无申请时返回空对象", "an empty object where there is no request"),
            override_part("operations", EmptyForUnknownRequest),
            also=("support.contract.answers-match", "security.access.draft-of-unit"),
        ),
        Fault(
            "support.refusals.after-withdrawal",
            Text("已撤回的校核申请仍可反馈", "a request for correction is replied to after its withdrawal"),
            skips("corrections.in_turn", lambda act, record: record["state"] == "withdrawn"),
            also=("support.exchange.correction-once",),
        ),
        Fault(
            "support.requests.other-parent",
            Text("读取时只看记录自己的编号", "a record is read by its own id alone, whatever it is asked under"),
            around("operations.within", lambda sound, call, of, record: record),
        ),
        Fault(
            "support.requests.stable-identifier",
            Text("补充材料后收件时间改为补充的时间", "the time of receipt becomes that of the supplement"),
            override_part("requests", TakenInAgain),
        ),
    ),
)
