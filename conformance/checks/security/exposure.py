"""Whether answers tell more of a system's inside than a caller needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from conformance.checks.reading import shown
from conformance.checks.security.private_addresses import private_addresses
from conformance.model.exchange import Exchange, Headers
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

Internal = Literal["trace", "sql", "path", "address"]
EVERY_KIND: tuple[Internal, ...] = ("trace", "sql", "path", "address")
# Each names one writing of internals that no text for callers has by chance. What may begin in many places looks no
# further than to where it may begin again: else an answer of a megabyte that begins and never ends would cost hours.
INTERNALS: Mapping[str, tuple[Text, re.Pattern[str]]] = {
    "trace": (
        Text("调用栈", "a stack trace"),
        re.compile(
            r"Traceback \(most recent call last\)|File \"[^\"\n]+\.py\", line \d+"
            r"|^[ \t]*at [\w$.<>]+\([\w$]+\.(?:java|kt|scala|groovy):\d+\)"
            r"|\bat [\w$.]+ in (?:(?!\bat [\w$.]+ in )[^\n])*\.cs:line \d+"
            r"|^[ \t]*at [^\n(]*\((?:/|[A-Za-z]:\\|node:|file:)[^\n)]*:\d+:\d+\)|goroutine \d+ \[running\]"
            r"|(?:Fatal error|Warning|Notice)</b>:(?:(?!(?:Fatal error|Warning|Notice)</b>:)[^\n])* on line <b>\d+"
            r"|\b\w+\.php\(\d+\): ",
            re.MULTILINE,
        ),
    ),
    "sql": (
        Text("数据库错误", "an error of the database"),
        re.compile(
            r"ORA-\d{5}|SQLSTATE\[|You have an error in your SQL syntax|PSQLException|SQLSyntaxErrorException"
            r"|sqlite3?\.OperationalError|SQLITE_ERROR|psycopg2?\.|unterminated quoted string at or near"
            r"|Unclosed quotation mark after the character string|dm\.jdbc\.driver|com\.kingbase8?\.|\[SQL: "
        ),
    ),
    "path": (
        Text("服务器上的路径", "a path on the server"),
        re.compile(
            # Not after a quote or an equals sign: there it is an address in a page.
            r"(?<![\w./:\"'=(-])/(?:home|root|var|opt|srv|usr|etc)/(?:[\w.-]+/)+[\w.-]+\."
            r"(?:py|java|jar|war|class|php|rb|go|cs|jsp|html?|conf|ini|properties|log|sock|so)\b"
            r"|\b[A-Za-z]:\\(?:[\w .-]+\\)+[\w .-]+\.\w{1,10}\b"
        ),
    ),
}
_HINTS = re.compile(
    rb"Traceback|File |at |goroutine|on line|\.php|ORA-|SQL|sqlite|psycopg|unterminated|Unclosed|dm\.jdbc|com\.kingbase"
    rb"|\\u00|\0"
)
"""Bytes without which a body holds neither a trace nor an error of the database: most have none, which is soon seen.

Escapes of plain letters, and encodings of two bytes a character, may hide them: what has such is read whole.
"""
_VERSION = re.compile(
    r"(?<![\w.+-])(?>(?:(?![A-Za-z])[\w.+-])*[A-Za-z][\w.+-]*)[/ ]v?\d+(?:\.\d+)+"
    r"|^v?\d+(?:\.\d+)+$|[A-Za-z]/v?\d+\b|\(v?\d+\.\d+"
)
NOTHING_INSIDE = Text("不含内部信息", "nothing of its inside")
ANY_SITE = frozenset(["*", "http:", "https:", "http://*", "https://*"])
"""Sources of a policy that name every site."""
BANNERS = ("server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-generator")


def tells_no_internals(exchange: Exchange, *, what: tuple[Internal, ...] = EVERY_KIND) -> Iterator[Finding]:
    """The answer shows no stack trace, database error, path on the server or private address: none of what is named."""
    only_hinted = exchange.response is not None and {"path", "address"}.isdisjoint(what)
    if only_hinted and exchange.response and not _HINTS.search(exchange.response.body):
        return
    text, asked = _read(exchange), exchange.request.url
    for name, pattern in ((INTERNALS[kind][0], INTERNALS[kind][1]) for kind in what if kind in INTERNALS):
        found = next((match[0].strip() for match in pattern.finditer(text) if match[0].strip() not in asked), None)
        if found:
            yield _internal(name, found)
    if "address" in what:
        yield from _addresses(exchange, asked)


def _internal(what: Text, found: str) -> Finding:
    return Finding(Text(f"{what.zh}：{shown(found)}", f"{what.en}: {shown(found)}"), NOTHING_INSIDE)


def _addresses(exchange: Exchange, asked: str) -> Iterator[Finding]:
    """The first private address that is one beyond doubt. Raises Undecided where numbers only look like one."""
    response = exchange.response
    is_page = response is not None and "html" in response.media
    text = _named(response.json.value) if response and response.is_json and response.json.value else _read(exchange)
    found = [each for each in private_addresses(text, is_page) if each[0] not in asked]
    certain = next((address for address, is_certain in found if is_certain), None)
    if certain:
        yield _internal(Text("内网地址", "a private address"), certain)
    elif found:
        zh, en = (
            f"{shown(found[0][0])} 或为版本号，或为内网地址",
            f"{shown(found[0][0])} may be a version or an address",
        )
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _named(value: Any) -> str:
    """The strings of a JSON value, a line each, with the names of the members that hold them."""
    return "\n".join(f"{name}: {text}" for name, text in _members("", value))


def _members(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else ((name, part) for part in value):
            yield from _members(key, part)


def _read(exchange: Exchange) -> str:
    """The text of an answer; of JSON its strings, so that what it writes with escapes is read as it was meant."""
    response = exchange.response
    if response is None:
        return ""
    return "\n".join(_strings(response.json.value, [])) if response.is_json and response.json.value else response.text


def _strings(value: Any, found: list[str]) -> list[str]:
    """The strings of a JSON value added to those `found`, in order. Of large answers there are many thousands."""
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _strings(part, found)
    return found


def tells_no_version(exchange: Exchange) -> Iterator[Finding]:
    """No header of the answer names software with its version."""
    for name, value in exchange.response.headers if exchange.response else ():
        if name.lower() in BANNERS and _VERSION.search(value):
            yield Finding(
                Text(f"{name}：{shown(value)}", f"{name}: {shown(value)}"),
                Text("不含版本号", "no version"),
            )


def trace_is_refused(exchange: Exchange) -> Iterator[Finding]:
    """TRACE is refused, and the request is not sent back."""
    status, response = exchange.status, exchange.response
    looped = response is not None and (response.media == "message/http" or "hutong-trace-mark" in response.text)
    if looped or 200 <= status < 300:
        yield Finding(
            Text(
                f"TRACE 得到 {status}{'，并送回请求' if looped else ''}",
                f"TRACE got {status}{', the request sent back' if looped else ''}",
            ),
            Text("405 或 501", "405 or 501"),
        )
    elif status // 100 != 4 and status != 501:
        zh, en = (
            f"TRACE 应答 {status}，看不出是否关闭",
            f"TRACE answered {status}, which does not tell whether it is off",
        )
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def page_may_not_be_framed(exchange: Exchange) -> Iterator[Finding]:
    """A page says which sites may put it into a frame.

    Of several policies each binds; where one speaks of it, X-Frame-Options does not count (CSP 3).
    """
    fields = exchange.response.headers if exchange.response else ()
    stated = [sources for policy in _listed(fields, "content-security-policy") for sources in _ancestors(policy)]
    options = [option.strip().upper() for option in _listed(fields, "x-frame-options")]
    is_bound = not all(map(ANY_SITE.intersection, stated)) if stated else bool({"DENY", "SAMEORIGIN"} & {*options})
    if not is_bound:
        seen = " ".join(stated[0]) if stated else ", ".join(options) or "-"
        yield Finding(
            Text(
                f"frame-ancestors 或 X-Frame-Options：{shown(seen)}",
                f"frame-ancestors or X-Frame-Options: {shown(seen)}",
            ),
            Text("只限指定来源", "named sites only"),
        )


def _listed(fields: Headers, header: str) -> list[str]:
    """The values of a header that may hold several, or be there several times."""
    return [value for name, text in fields if name.lower() == header for value in text.split(",")]


def _ancestors(policy: str) -> list[list[str]]:
    """The sources of the directive that says who may frame a page, which counts once in a policy; none without it."""
    directives = [directive.lower().split() for directive in policy.split(";")]
    return [words[1:] for words in directives if words and words[0] == "frame-ancestors"][:1]


def foreign_origin_is_not_trusted(exchange: Exchange) -> Iterator[Finding]:
    """A foreign site is not allowed to read the answer with the caller's credentials."""
    allowed = _header(exchange, "access-control-allow-origin")
    with_credentials = _header(exchange, "access-control-allow-credentials").lower() == "true"
    origin = exchange.request.header("origin")
    if with_credentials and allowed in ("*", origin):
        yield Finding(
            Text(f"对来源 {origin} 应答 {allowed}，并许带凭据", f"to the origin {origin}: {allowed}, with credentials"),
            Text("不对任意来源开放带凭据的访问", "no access with credentials for just any origin"),
        )


def _header(exchange: Exchange, name: str) -> str:
    return (exchange.response.header(name) or "").strip() if exchange.response else ""
