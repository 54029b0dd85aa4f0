"""Whether JSON is UTF-8 and strict, and whether every Chinese character survives the way in and out."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from conformance.checks.reading import kind_of, not_exercised, record, sent_body, shown, succeeded, worded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.strict_json import read_json
from conformance.model.text import Text

EMPTY = (b"", b"{}", b"[]", b"null")


def json_is_utf8(trace: Trace) -> Iterator[Finding]:
    """JSON texts are UTF-8 and do not begin with a byte order mark."""
    for exchange in _json(trace):
        body = exchange.response.body if exchange.response else b""
        if body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
            yield _not_utf8(exchange, Text("以字节序标记 BOM 开头", "it begins with a byte order mark"))
            continue
        try:
            body.decode()
        except UnicodeDecodeError as error:
            seen = Text(f"第 {error.start} 字节不是 UTF-8", f"byte {error.start} is not UTF-8")
            yield _not_utf8(exchange, seen)


def _not_utf8(exchange: Exchange, seen: Text) -> Finding:
    return Finding(seen, Text("不带 BOM 的 UTF-8", "UTF-8 without a byte order mark"), exchanges=(exchange,))


def json_is_strict(trace: Trace) -> Iterator[Finding]:
    """JSON texts hold no key twice in an object, no NaN or Infinity, no half of a surrogate pair."""
    for exchange in _json(trace):
        body = exchange.response.body.removeprefix(codecs.BOM_UTF8) if exchange.response else b""
        problem = read_json(body).problem
        if problem:
            yield Finding(problem, Text("严格的 JSON", "strict JSON"), exchanges=(exchange,))


def _json(trace: Trace) -> list[Exchange]:
    """The answers in JSON that say something. Raises Undecided without one, or where all say the same."""
    found = [
        exchange
        for exchange in trace.exchanges
        if exchange.response
        and exchange.response.is_json
        and 200 <= exchange.status < 300
        and exchange.response.body.strip() not in EMPTY
    ]
    if not found:
        raise not_exercised("没有得到 JSON 应答", "no answer in JSON came back")
    if len(found) > 1 and len({exchange.response.body for exchange in found if exchange.response}) == 1:
        raise not_exercised("所有应答都相同", "every answer is the same")
    return found


def characters_come_back(trace: Trace) -> Iterator[Finding]:
    """The name of an entry comes back, on registering and on reading, with the code points it was sent with."""
    made, kind = succeeded(trace, "registered"), kind_of(trace)
    body = sent_body(made)
    name = worded(kind, body)
    sent = body.get(name)
    if not isinstance(sent, str) or not sent:
        raise not_exercised("没有送出名称", "no name was sent")
    for exchange in (made, succeeded(trace, "read")):
        back = record(exchange.data).get(name)
        if back != sent:
            yield Finding(
                Text(f"名称读回为“{shown(back)}”", f'the name comes back as "{shown(back)}"'),
                Text(f"“{sent}”", f'"{sent}"'),
                exchanges=(made, exchange),
            )
