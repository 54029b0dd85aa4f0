"""Whether JSON is UTF-8 and strict, and whether every Chinese character survives the way in and out."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from conformance.checks.places import tells_nothing
from conformance.checks.reading import first, kind_of, not_exercised, record, sent_body, shown, succeeded, worded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.strict_json import read_json
from conformance.model.text import Text

ABOUT_OTHERS = (401, 403, 404, 409, 429)
"""Refusals of a registration that are about who asks, or about what there is already."""
EMPTY = (b"", b"{}", b"[]", b"null")


def json_is_utf8(exchange: Exchange) -> Iterator[Finding]:
    """A JSON text is UTF-8 and does not begin with a byte order mark."""
    body = _said(exchange)
    if body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        yield _not_utf8(Text("以字节序标记 BOM 开头", "it begins with a byte order mark"))
        return
    try:
        body.decode()
    except UnicodeDecodeError as error:
        yield _not_utf8(Text(f"第 {error.start} 字节不是 UTF-8", f"byte {error.start} is not UTF-8"))


def _not_utf8(seen: Text) -> Finding:
    return Finding(seen, Text("不带 BOM 的 UTF-8", "UTF-8 without a byte order mark"))


def json_is_strict(exchange: Exchange) -> Iterator[Finding]:
    """A JSON text holds no key twice in an object, no NaN, Infinity or number beyond them, no half of a pair."""
    body, response = _said(exchange), exchange.response
    marked = body.startswith(codecs.BOM_UTF8)
    read = read_json(body.removeprefix(codecs.BOM_UTF8)) if marked or response is None else response.json
    problem = read.problem
    if problem is None and read.has_infinite:
        problem = Text("数值超出双精度浮点数的范围", "holds a number beyond the range of a double")
    if problem:
        yield Finding(problem, Text("严格的 JSON", "strict JSON"))


def _said(exchange: Exchange) -> bytes:
    """The body of an answer that says something. Raises Undecided for one that does not."""
    body = exchange.response.body if exchange.response else b""
    if body.strip() in EMPTY:
        raise not_exercised("应答没有内容", "the answer says nothing")
    return body


def characters_come_back(trace: Trace) -> Iterator[Finding]:
    """The name of an entry is taken in, and comes back with the code points it was sent with.

    It is refused for its characters where the same with common ones is taken in. What a registration answers need not
    show the name.
    """
    common, made, kind = succeeded(trace, "common"), first(trace, "registered"), kind_of(trace)
    if not 200 <= made.status < 300:
        if made.status < 400 or made.status in ABOUT_OTHERS:
            raise tells_nothing(made)
        seen = Text(
            f"应答 {made.status}，常用字则予登记", f"status {made.status}, where common characters are taken in"
        )
        yield Finding(seen, Text("予以登记", "it is registered"), exchanges=(common, made))
        return
    body = sent_body(made)
    name = worded(kind, body)
    sent = body.get(name)
    if not isinstance(sent, str) or not sent:
        raise not_exercised("没有送出名称", "no name was sent")
    for exchange in (made, succeeded(trace, "read")):
        if exchange is made and name not in record(made.data):
            continue
        back = record(exchange.data).get(name)
        if back != sent:
            yield Finding(
                Text(f"名称读回为“{shown(back)}”", f'the name comes back as "{shown(back)}"'),
                Text(f"“{sent}”", f'"{sent}"'),
                exchanges=(made, exchange),
            )
