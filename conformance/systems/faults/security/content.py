"""Faults of what goes out and what comes in: headers, errors, pages, personal information, input."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.changes import add, drop, only, put
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import gives, of_contract, refuses, shows
from conformance.systems.faults.parts import around, override_part
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.call import Call
from conformance.systems.service.checking import Checking
from conformance.systems.service.dispatch import Dispatch, Methods
from conformance.systems.service.operations import Operations
from conformance.systems.service.pages import Pages
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.responses import Responses

CITIZEN = "45990019900307741X"
"""Made up: the region is right, the date real, and the check character holds."""


class DebugPage(Responses):
    def problem_body(self, refusal: Refusal, path: str) -> dict[str, Any]:
        if refusal.status == 404:
            refusal = Refusal(404, f"No handler: looked for /opt/catalogue/webapps/root{path}/index.html and gave up.")
        return super().problem_body(refusal, path)


class ExceptionTold(Responses):
    def place(self, place: Place) -> dict[str, str]:
        text = f'File "/srv/catalogue/checking.py", line 91, in body: ValidationError: {place.message}'
        return super().place(replace(place, message=text))


class TraceAnswered(Dispatch):
    async def answer(self, request: Request, methods: Methods) -> Response:
        if request.method != "TRACE":
            return await super().answer(request, methods)
        lines = [f"TRACE {request.url.path} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers.items())]
        echoed = Response("\r\n".join(lines), 200, media_type="message/http")
        return self._system.responses.finish(request, echoed)


class OriginReflected(Responses):
    def common_headers(self, request: Request) -> dict[str, str]:
        headers, origin = super().common_headers(request), request.headers.get("origin")
        if origin is None:
            return headers
        return {**headers, "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}


class PrivateCaching(Responses):
    def caching(self, call: Call) -> dict[str, str]:
        stated = dict(super().caching(call))
        return stated if call.operation.public else {**stated, "Cache-Control": "private, max-age=600"}


def _expires(line: str) -> Callable[[str], str]:
    """The text of security.txt with another line where it expires."""
    return lambda text: "".join(line if one.startswith("Expires") else one for one in text.splitlines(keepends=True))


class ParserOverflows(Checking):
    def read(self, raw: bytes) -> Any:
        with suppress(ValueError):
            json.loads(raw)
        return super().read(raw)


class NoLimitOnBodies(Dispatch):
    async def read(self, request: Request) -> bytes:
        return await request.body()


class SearchBoxNotEscaped(Pages):
    def form(self, call: Call) -> str:
        words = str(call.get("q") or "")
        return super().form(call).replace(self.text(words), words) if words else super().form(call)


class HeadingNotEscaped(Pages):
    def frame(self, title: str, body: str) -> str:
        return super().frame(title, body).replace(f"<h1>{self.text(title)}</h1>", f"<h1>{title}</h1>")


def _of_civil_affairs(entry: Record) -> bool:
    """One department migrated its own data."""
    return str(entry["provider"]["name"]).endswith("民政局")


class NoticeBehindTheLogin(Operations):
    def get_privacy_notice(self, call: Call) -> Response:
        if call.caller.role == "anonymous":
            raise Refusal(401, "请先登录。Log in first.", headers=(self._system.rules.challenge(),))
        return super().get_privacy_notice(call)


FAULTS = (
    Fault(
        "security.exposure.error-internals",
        Text("找不到页面时显示服务器目录", "a page not found shows the server's folders"),
        override_part("responses", DebugPage),
    ),
    Fault(
        "security.exposure.version-banner",
        Text("Server 头写明版本", "the Server header tells the version"),
        gives("responses.common_headers", add(Server="Apache-Tomcat/9.0.54")),
        by=("own-operations",),
    ),
    Fault(
        "security.exposure.trace-method", Text("TRACE 开着", "TRACE is on"), override_part("dispatch", TraceAnswered)
    ),
    Fault(
        "security.exposure.type-guessing",
        Text("没有 X-Content-Type-Options", "no X-Content-Type-Options"),
        gives("responses.common_headers", drop("X-Content-Type-Options")),
        by=("own-operations",),
    ),
    Fault(
        "security.exposure.framing",
        Text("页面可被任意站点嵌入", "any site may frame the pages"),
        gives("pages.policy", lambda policy: policy.replace("; frame-ancestors 'none'", "")),
        by=("own-operations",),
    ),
    Fault(
        "security.exposure.foreign-origins",
        Text("原样返回 Origin 并允许凭据", "the Origin is reflected, credentials allowed"),
        override_part("responses", OriginReflected),
    ),
    Fault(
        "security.reporting.published",
        Text("没有 security.txt", "there is no security.txt"),
        refuses("operations.get_security_txt", 404, "没有此路径。There is no such path."),
        also=("security.reporting.contact", "security.reporting.expires", "security.reporting.current"),
        also_on=dict.fromkeys((CENTRE, EXCHANGE), ("support.requests.not-acceptable",)),
        hides=hiding(
            "没有 security.txt，也就没有其内容",
            "where there is no security.txt, nothing in it can be wrong",
            "security.reporting.contact",
            "security.reporting.expires",
            "security.reporting.current",
        ),
    ),
    Fault(
        "security.reporting.contact",
        Text("联系方式写成文字而非 URI", "the contact is words, not a URI"),
        gives("declare.security_txt", lambda text: text.replace("tel:+86-999-5550700", "信息科")),
    ),
    Fault(
        "security.reporting.expires",
        Text("security.txt 没有 Expires", "security.txt has no Expires"),
        gives("declare.security_txt", _expires("")),
        also=("security.reporting.current",),
        hides=hiding(
            "没有 Expires，无从判断是否过期",
            "without an Expires nothing is out of date",
            "security.reporting.current",
        ),
    ),
    Fault(
        "security.reporting.current",
        Text("security.txt 早已过期", "security.txt expired long ago"),
        gives("declare.security_txt", _expires("Expires: 2024-12-31T00:00:00Z\n")),
    ),
    Fault(
        "security.input.malformed-refused",
        Text("无法解码的字节换成替换字符后收下", "bytes that cannot be decoded are replaced and taken in"),
        around("checking.read", lambda sound, raw: sound(raw.decode("utf-8", "replace").encode())),
    ),
    Fault(
        "security.input.error-internals",
        Text("把异常原文写进应答", "the text of the exception goes into the answer"),
        override_part("responses", ExceptionTold),
        also=("security.exposure.error-internals",),
    ),
    Fault(
        "security.input.deep-json",
        Text("解析器溢出未作处理", "the parser's overflow is not handled"),
        override_part("checking", ParserOverflows),
        also=("support.errors.no-server-error",),
    ),
    Fault(
        "security.input.large-body",
        Text("正文大小不设上限", "bodies have no limit"),
        override_part("dispatch", NoLimitOnBodies),
    ),
    Fault(
        "security.privacy.declared-members",
        Text("直接序列化实体，带出经办人手机号", "the entity is serialised whole, the officer's mobile number with it"),
        of_contract(lambda known: shows(known.found, add(operatorPhone="13900000000"))),
        also=("support.contract.answers-match", "support.description.own-document"),
    ),
    Fault(
        "security.privacy.not-stored",
        Text("须认证的应答允许浏览器缓存十分钟", "answers that need a credential may be cached for ten minutes"),
        override_part("responses", PrivateCaching),
    ),
    Fault(
        "security.privacy.notice-public",
        Text("处理规则要登录才能看", "the notice is behind the log-in"),
        override_part("operations", NoticeBehindTheLogin),
        hides=hiding(
            "看不到处理规则，也就看不到其内容",
            "what the notice says cannot be seen where nobody may read it",
            "security.privacy.notice-elements",
            "security.privacy.no-personal-numbers#notice",
        ),
    ),
    Fault(
        "security.privacy.notice-elements",
        Text("处理规则没有保存期限", "the notice does not say how long"),
        gives("pages.notice", lambda parts: tuple(part for part in parts if part[0] != "保存期限")),
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "security.input.markup-escaped",
            Text("检索框回显未转义", "the search box repeats words unescaped"),
            override_part("pages", SearchBoxNotEscaped),
        ),
        Fault(
            "security.input.markup-escaped",
            Text("条目页面的标题未转义", "the heading of an entry's page is not escaped"),
            override_part("pages", HeadingNotEscaped),
            also=("application.catalogue.markup-escaped",),
            variant="stored",
        ),
        Fault(
            "security.privacy.no-personal-numbers",
            Text(
                "迁移的旧数据中服务信息含身份号码", "old data moved over hold a citizen id in the service information"
            ),
            shows("entry", only(_of_civil_affairs, put(serviceInfo=f"经办人身份号码 {CITIZEN}，可电话查询。"))),
        ),
    ),
    *of_kind(
        EXCHANGE,
        Fault(
            "security.privacy.no-personal-numbers",
            Text("处理规则页面带出经办人身份号码", "the page of the notice shows an officer's citizen id"),
            gives("pages.notice", lambda parts: (*parts, ("经办人", f"何静，身份号码 {CITIZEN}。"))),
            variant="notice",
        ),
    ),
)
