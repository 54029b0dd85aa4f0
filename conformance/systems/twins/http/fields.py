"""Other lawful header fields: their case, their order, several lines of one, more of them, parameters of types."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.mutations import gives
from conformance.systems.faults.parts import around
from conformance.systems.twins.http.framing import finishing
from conformance.systems.twins.twin import Lawful, Order, Twin, fixed

_LISTED = (b"vary", b"cache-control", b"allow")


def _capitals(request: Request, response: Response) -> Response:
    response.raw_headers = [(name.upper(), value) for name, value in response.raw_headers]
    return response


def _by_line(request: Request, response: Response) -> Response:
    """Each item of a list on a line of its own, the fields in another order."""
    fields: list[tuple[bytes, bytes]] = []
    for name, value in reversed(response.raw_headers):
        items = value.split(b",") if name.lower() in _LISTED else [value]
        fields += [(name, item.strip()) for item in items]
    response.raw_headers = fields
    return response


def _more(request: Request, response: Response) -> Response:
    number = hashlib.sha256(f"{request.method} {request.url.path}".encode()).hexdigest()[:16]
    response.headers["X-Request-Id"] = number
    response.headers["Server-Timing"] = "db;dur=3.1, total;dur=4"
    response.headers["Content-Language"] = "zh-CN"
    response.headers["Accept-Ranges"] = "none"
    response.headers["RateLimit-Policy"] = '"default";q=100;w=1'
    return response


def _with_charset(request: Request, response: Response) -> Response:
    media, _, _ = response.headers.get("content-type", "").partition(";")
    if media in ("application/json", "application/problem+json"):
        response.headers["Content-Type"] = f"{media}; charset=utf-8"
    elif media.startswith("text/"):
        response.headers["Content-Type"] = f'{media};Charset="UTF-8"'
    return response


def _private(caching: dict[str, str]) -> dict[str, str]:
    said = {"no-store": "private,no-store,max-age=0", "no-cache": "public, max-age=0, must-revalidate"}
    return {"Cache-Control": said[caching["Cache-Control"]], "Vary": "authorization,accept,accept-language"}


def _challenges(challenge: tuple[str, str]) -> tuple[str, str]:
    name, value = challenge
    return name, f'bearer {value.partition(" ")[2]}, error="invalid_token", Basic realm="window"'


TWINS = (
    Twin(
        "names-in-capitals",
        Text("首部字段名全用大写", "writes field names in capitals"),
        Lawful(Text("字段名不分大小写。", "Field names are case-insensitive."), "RFC 9110 5.1"),
        fixed(around("responses.finish", finishing(_capitals))),
        frozenset({"field-names"}),
        order=Order.LINES,
    ),
    Twin(
        "a-line-for-each-item",
        Text("列表型字段分成多行，次序不同", "puts each item of a list field on its own line, fields in another order"),
        Lawful(
            Text("同名字段可分多行，与以逗号相连同义；次序无意义。", "Lines of one name mean what one line means."),
            "RFC 9110 5.2, 5.3",
        ),
        fixed(around("responses.finish", finishing(_by_line))),
        frozenset({"field-lines"}),
        order=Order.LINES,
    ),
    Twin(
        "more-fields",
        Text("应答带更多首部字段", "sends more header fields"),
        Lawful(
            Text("接收方应当略过不认识的字段。", "Recipients should ignore fields they do not know."), "RFC 9110 5.1"
        ),
        fixed(around("responses.finish", finishing(_more))),
        frozenset({"more-fields"}),
    ),
    Twin(
        "charset-parameter",
        Text("媒体类型带 charset 参数", "gives media types a charset parameter"),
        Lawful(
            Text(
                "参数名不分大小写，值可加引号；JSON 的此参数对接收方没有作用。",
                "Parameter names have no case, values may be quoted; on JSON it has no effect on recipients.",
            ),
            "RFC 9110 8.3.1, RFC 8259",
        ),
        fixed(around("responses.finish", finishing(_with_charset))),
        frozenset({"media-type"}),
    ),
    Twin(
        "caching-in-other-words",
        Text("缓存指令用另一种写法", "says its caching in other words"),
        Lawful(
            Text(
                "no-store 之外可另有指令；max-age=0 与 must-revalidate 使缓存每次都要核对。",
                "Directives may stand beside no-store; max-age=0 with must-revalidate has caches ask each time.",
            ),
            "RFC 9111",
        ),
        fixed(gives("responses.caching", _private)),
        frozenset({"caching"}),
    ),
    Twin(
        "several-challenges",
        Text("401 给出多种认证方式，方案名小写", "names several schemes in a 401, in lower case"),
        Lawful(
            Text("可给出多个质询；方案名不分大小写。", "There may be several challenges; scheme names have no case."),
            "RFC 9110 11.1, 11.6.1",
        ),
        fixed(gives("rules.challenge", _challenges)),
        frozenset({"challenge"}),
    ),
)
