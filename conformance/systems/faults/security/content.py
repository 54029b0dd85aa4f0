"""Faults of what goes out and what comes in: headers, errors, pages, personal information, input."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.system import System
from conformance.systems.service.accounts import Caller
from conformance.systems.service.call import Call
from conformance.systems.service.dispatch import Methods
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.system import Service

# Made up: the region is right, the date real, and the check character holds.
CITIZEN = "45990019900307741X"


def _headers(change: Callable[[dict[str, str]], dict[str, str]]) -> Callable[[Service], None]:
    """A fault of the headers that go with every answer."""

    def apply(system: Service) -> None:
        common = system.responses.common_headers
        system.responses.common_headers = lambda request: change(common(request))  # type: ignore[method-assign] # that is how a fault is applied

    return apply


def _without(name: str) -> Callable[[dict[str, str]], dict[str, str]]:
    return lambda headers: {key: value for key, value in headers.items() if key != name}


def _debug_page_for_404(system: Service) -> None:
    whole = system.responses.problem_body

    def problem_body(refusal: Refusal, path: str) -> dict[str, Any]:
        if refusal.status == 404:
            refusal = Refusal(404, f"No handler: looked for /opt/catalogue/webapps/root{path}/index.html and gave up.")
        return whole(refusal, path)

    system.responses.problem_body = problem_body  # type: ignore[method-assign] # as above


def _exception_text_in_400(system: Service) -> None:
    whole = system.responses.place

    def place(place: Place) -> dict[str, str]:
        text = f'File "/srv/catalogue/checking.py", line 91, in body: ValidationError: {place.message}'
        return whole(replace(place, message=text))

    system.responses.place = place  # type: ignore[method-assign] # as above


def _trace_answered(system: Service) -> None:
    answered = system.dispatch.answer

    async def answer(request: Request, methods: Methods) -> Response:
        if request.method != "TRACE":
            return await answered(request, methods)
        lines = [f"TRACE {request.url.path} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers.items())]
        return system.responses.finish(request, Response("\r\n".join(lines), 200, media_type="message/http"))

    system.dispatch.answer = answer  # type: ignore[method-assign] # as above


def _frames_anywhere(system: Service) -> None:
    policy = system.pages.policy().replace("; frame-ancestors 'none'", "")
    system.pages.policy = lambda: policy  # type: ignore[method-assign] # as above


def _origin_reflected(system: Service) -> None:
    answered = system.dispatch.answer

    async def answer(request: Request, methods: Methods) -> Response:
        response = await answered(request, methods)
        if "origin" in request.headers:
            response.headers["Access-Control-Allow-Origin"] = request.headers["origin"]
            response.headers["Access-Control-Allow-Credentials"] = "true"
        return response

    system.dispatch.answer = answer  # type: ignore[method-assign] # as above


def _no_security_txt(system: Service) -> None:
    def get_security_txt(call: Call) -> Response:
        raise Refusal(404, "没有此路径。There is no such path.")

    system.operations.get_security_txt = get_security_txt  # type: ignore[method-assign] # as above


def _security_txt(change: Callable[[str], str]) -> Callable[[Service], None]:
    """A fault of the text of security.txt."""

    def apply(system: Service) -> None:
        text = system.declare.security_txt
        system.declare.security_txt = lambda: change(text())  # type: ignore[method-assign] # as above

    return apply


def _quote_ends_the_query(system: System) -> None:
    found = system.entries.listed

    def listed(caller: Caller, asked: Mapping[str, Any]) -> Sequence[Record]:
        if "'" in (asked.get("q") or ""):
            raise sqlite3.OperationalError("unrecognized token")
        return found(caller, asked)

    system.entries.listed = listed  # type: ignore[method-assign] # as above


def _bytes_replaced(system: Service) -> None:
    read = system.checking.read
    system.checking.read = lambda raw: read(raw.decode("utf-8", "replace").encode())  # type: ignore[method-assign] # as above


def _search_box_not_escaped(system: System) -> None:
    form = system.pages.form

    def unescaped(call: Call) -> str:
        words = str(call.get("q") or "")
        return form(call).replace(system.pages.text(words), words) if words else form(call)

    system.pages.form = unescaped  # type: ignore[method-assign] # as above


def _heading_not_escaped(system: System) -> None:
    frame = system.pages.frame

    def unescaped(title: str, body: str) -> str:
        return frame(title, body).replace(f"<h1>{system.pages.text(title)}</h1>", f"<h1>{title}</h1>")

    system.pages.frame = unescaped  # type: ignore[method-assign] # as above


def _parser_overflows(system: Service) -> None:
    read = system.checking.read

    def careless(raw: bytes) -> Any:
        with suppress(ValueError):
            json.loads(raw)
        return read(raw)

    system.checking.read = careless  # type: ignore[method-assign] # as above


def _no_limit_on_bodies(system: Service) -> None:
    async def read(request: Request) -> bytes:
        return await request.body()

    system.dispatch.read = read  # type: ignore[method-assign] # as above


def _shown(change: Callable[[Record], Record]) -> Callable[[System], None]:
    """A fault of how the entries of one department are shown: it migrated its own data."""

    def apply(system: System) -> None:
        shown = system.serializers.record

        def named(record: Record) -> Record:
            plain = shown(record)
            return change(plain) if record["provider"]["name"].endswith("民政局") else plain

        system.serializers.record = named  # type: ignore[method-assign] # as above

    return apply


def _private_caching(system: Service) -> None:
    stated = system.responses.caching

    def caching(call: Call) -> dict[str, str]:
        return {**stated(call), "Cache-Control": "private, max-age=600"} if not call.operation.public else stated(call)

    system.responses.caching = caching  # type: ignore[method-assign] # as above


def _notice_behind_the_login(system: Service) -> None:
    notice = system.operations.get_privacy_notice

    def get_privacy_notice(call: Call) -> Response:
        if call.caller.role == "anonymous":
            raise Refusal(401, "请先登录。Log in first.", headers=(system.rules.challenge(),))
        return notice(call)

    system.operations.get_privacy_notice = get_privacy_notice  # type: ignore[method-assign] # as above


def _notice_without_period(system: Service) -> None:
    notice = system.pages.notice
    system.pages.notice = lambda: tuple(part for part in notice() if part[0] != "保存期限")  # type: ignore[method-assign] # as above


FAULTS: tuple[Fault, ...] = (
    Fault(
        "security.exposure.error-internals",
        Text("找不到页面时显示服务器目录", "a page not found shows the server's folders"),
        _debug_page_for_404,
    ),
    Fault(
        "security.exposure.version-banner",
        Text("Server 头写明版本", "the Server header tells the version"),
        _headers(lambda headers: {**headers, "Server": "Apache-Tomcat/9.0.54"}),
    ),
    Fault("security.exposure.trace-method", Text("TRACE 开着", "TRACE is on"), _trace_answered),
    Fault(
        "security.exposure.type-guessing",
        Text("没有 X-Content-Type-Options", "no X-Content-Type-Options"),
        _headers(_without("X-Content-Type-Options")),
    ),
    Fault("security.exposure.framing", Text("页面可被任意站点嵌入", "any site may frame the pages"), _frames_anywhere),
    Fault(
        "security.exposure.foreign-origins",
        Text("原样返回 Origin 并允许凭据", "the Origin is reflected, credentials allowed"),
        _origin_reflected,
    ),
    Fault(
        "security.reporting.published",
        Text("没有 security.txt", "there is no security.txt"),
        _no_security_txt,
        also=("security.reporting.contact", "security.reporting.expires", "security.reporting.current"),
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
        _security_txt(lambda text: text.replace("tel:+86-999-5550700", "信息科")),
    ),
    Fault(
        "security.reporting.expires",
        Text("security.txt 没有 Expires", "security.txt has no Expires"),
        _security_txt(lambda text: "".join(line for line in text.splitlines(True) if not line.startswith("Expires"))),
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
        _security_txt(
            lambda text: "".join(
                "Expires: 2024-12-31T00:00:00Z\n" if line.startswith("Expires") else line
                for line in text.splitlines(True)
            )
        ),
    ),
    Fault(
        "security.input.no-breakdown",
        Text("检索词拼入查询语句，引号使其出错", "search words are pasted into the query; a quote breaks it"),
        _quote_ends_the_query,
        kinds=(CATALOGUE,),
    ),
    Fault(
        "security.input.malformed-refused",
        Text("无法解码的字节换成替换字符后收下", "bytes that cannot be decoded are replaced and taken in"),
        _bytes_replaced,
    ),
    Fault(
        "security.input.error-internals",
        Text("把异常原文写进应答", "the text of the exception goes into the answer"),
        _exception_text_in_400,
    ),
    Fault(
        "security.input.markup-escaped",
        Text("检索框回显未转义", "the search box repeats words unescaped"),
        _search_box_not_escaped,
        kinds=(CATALOGUE,),
    ),
    Fault(
        "security.input.markup-escaped",
        Text("条目页面的标题未转义", "the heading of an entry's page is not escaped"),
        _heading_not_escaped,
        kinds=(CATALOGUE,),
        variant="stored",
    ),
    Fault(
        "security.input.deep-json",
        Text("解析器溢出未作处理", "the parser's overflow is not handled"),
        _parser_overflows,
    ),
    Fault(
        "security.input.large-body",
        Text("正文大小不设上限", "bodies have no limit"),
        _no_limit_on_bodies,
    ),
    Fault(
        "security.privacy.no-personal-numbers",
        Text("迁移的旧数据中服务信息含身份号码", "old data moved over hold a citizen id in the service information"),
        _shown(lambda record: {**record, "serviceInfo": f"经办人身份号码 {CITIZEN}，可电话查询。"}),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "security.privacy.declared-members",
        Text("直接序列化实体，带出经办人手机号", "the entity is serialised whole, the officer's mobile number with it"),
        _shown(lambda record: {**record, "operatorPhone": "13900000000"}),
        kinds=(CATALOGUE,),
        also=("support.contract.answers-match", "support.description.own-document"),
    ),
    Fault(
        "security.privacy.not-stored",
        Text("须认证的应答允许浏览器缓存十分钟", "answers that need a credential may be cached for ten minutes"),
        _private_caching,
    ),
    Fault(
        "security.privacy.notice-public",
        Text("处理规则要登录才能看", "the notice is behind the log-in"),
        _notice_behind_the_login,
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
        _notice_without_period,
    ),
)
