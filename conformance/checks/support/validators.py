"""Whether validators, conditional requests and HEAD work as HTTP says."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.places import tells_nothing
from conformance.checks.reading import first, not_exercised
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text

EMPTY = (b"", b"{}", b"[]", b"null")
SAME_HEADERS = ("content-type", "etag", "last-modified", "cache-control")
FOUND_WITH_THE_CONTENT = ("etag", "last-modified")
"""Fields a server may learn only while it makes the content, and then leave out of a HEAD (RFC 9110 9.3.2)."""
KEPT_IN_304 = ("etag", "content-location", "date", "vary", "cache-control", "expires")


def validator_is_given(trace: Trace) -> Iterator[Finding]:
    """What can be read carries an entity tag or the time it was last modified."""
    reads = [exchange for exchange in trace.at("first") if _substantial(exchange)]
    if not reads:
        raise not_exercised("没有读到内容", "nothing was read")
    if not any(_header(exchange, "etag") or _header(exchange, "last-modified") for exchange in reads):
        yield Finding(
            Text("没有 ETag，也没有 Last-Modified", "neither ETag nor Last-Modified"),
            Text("二者至少有其一", "one of them at least"),
            exchanges=(reads[0],),
        )


def unchanged_is_304(trace: Trace) -> Iterator[Finding]:
    """A GET whose If-None-Match names the present entity tag is answered 304; with another tag it is answered whole."""
    again, other, tag = _conditional(trace)
    if again.status == 200 and _header(again, "etag") != tag:
        raise not_exercised("每次的实体标记都不同", "the entity tag is another one every time")
    for exchange in (again, other):
        if exchange.status not in (200, 304, 412):  # RFC 9110 13.2.1: only then would the condition have been asked
            raise tells_nothing(exchange)
    if again.status != 304:
        yield Finding(
            Text(f"标记 {tag} 未变，应答 {again.status}", f"status {again.status} while the tag {tag} stands"),
            Text("304", "304"),
            exchanges=(again,),
        )
    if other.status != 200 or not _substantial(other):
        zh, en = ("，没有内容", " without content") if other.status == 200 else ("", "")
        yield Finding(
            Text(f"标记不符，应答 {other.status}{zh}", f"{other.status}{en} to a tag it never gave"),
            Text("200 与完整内容", "200 and the whole"),
            exchanges=(other,),
        )


def same_tag_is_304(trace: Trace) -> Iterator[Finding]:
    """What is asked for again under the entity tag it still has is answered 304; a tag that is new tells nothing."""
    told = [it for it in trace.at("again") if 200 <= it.status < 300 or it.status in (304, 412)]
    judged = False
    for exchange in told:
        tag = exchange.request.header("if-none-match") or ""
        if exchange.status == 200 and _header(exchange, "etag") != tag:
            continue
        judged = True
        if exchange.status != 304:
            zh, en = f"标记 {tag} 未变，应答 {exchange.status}", f"status {exchange.status} while the tag {tag} stands"
            yield Finding(Text(zh, en), Text("304", "304"), exchanges=(exchange,))
    if told and not judged:
        raise not_exercised("实体标记已变", "the entity tag has changed")
    if not judged:
        raise not_exercised("没有带实体标记的读取", "nothing that was read carries an entity tag")


def not_modified_keeps_headers(trace: Trace) -> Iterator[Finding]:
    """Every 304 carries the ETag, Vary and caching headers that the 200 of the same question carried."""
    judged = False
    for again in (it for it in trace.at("again") if it.status == 304):
        tag = again.request.header("if-none-match")
        reads = (it for it in trace.at("first") if _asked(it) == _asked(again) and _header(it, "etag") == tag)
        read = next((it for it in reads if it.status == 200), None)
        if read is None:
            continue
        judged = True
        for name in KEPT_IN_304:
            if _header(read, name) and not _header(again, name):
                yield Finding(
                    Text(f"304 缺少 {name}", f"the 304 lacks {name}"),
                    Text("与 200 一样带有", "it carries it as the 200 did"),
                    exchanges=(read, again),
                )
    if not judged:
        raise not_exercised("没有得到 304", "there was no 304")


def _asked(exchange: Exchange) -> tuple[str, str, str]:
    """Which answer was asked for: by its address, of a role, in a media type."""
    return exchange.request.url, exchange.role, exchange.request.header("accept") or ""


def _conditional(trace: Trace) -> tuple[Exchange, Exchange, str]:
    """The two conditional reads, and the tag of the first of them. Raises Undecided without one."""
    if not trace.at("again"):
        raise not_exercised("没有带 ETag 的内容可读", "nothing that carries an ETag could be read")
    again = first(trace, "again")
    return again, first(trace, "other"), again.request.header("if-none-match") or ""


def head_equals_get(trace: Trace) -> Iterator[Finding]:
    """HEAD answers with the status and the metadata of GET, and without content."""
    judged = 0
    for read, head, again in zip(trace.at("get"), trace.at("head"), trace.at("get-again"), strict=False):
        if head.request.url != read.request.url or not _substantial(read) or read.status != again.status:
            continue
        judged += 1
        yield from _apart(read, head, again)
    if not judged:
        raise not_exercised("没有可与 HEAD 对照的 GET", "there was no GET to hold HEAD against")


def _apart(read: Exchange, head: Exchange, again: Exchange) -> Iterator[Finding]:
    if head.status != read.status:
        yield Finding(
            Text(f"HEAD 应答 {head.status}", f"HEAD answers {head.status}"),
            Text(f"与 GET 相同：{read.status}", f"{read.status} as GET does"),
            exchanges=(read, head),
        )
        return
    if head.response and head.response.body:
        yield Finding(Text("HEAD 带有内容", "HEAD has content"), Text("没有内容", "none"), exchanges=(head,))
    for name in SAME_HEADERS:
        due = _header(read, name)
        is_left_out = name in FOUND_WITH_THE_CONTENT and _header(head, name) is None
        if due == _header(again, name) and due != _header(head, name) and not is_left_out:
            seen = _header(head, name) or "-"
            yield Finding(
                Text(f"HEAD 的 {name}：{seen}", f"HEAD says {name}: {seen}"),
                Text(f"与 GET 相同：{due or '-'}", f"{due or '-'} as GET does"),
                exchanges=(read, head),
            )


def _substantial(exchange: Exchange) -> bool:
    """Whether a read gave something: an empty answer to everything proves nothing."""
    return exchange.status == 200 and exchange.response is not None and exchange.response.body.strip() not in EMPTY


def _header(exchange: Exchange, name: str) -> str | None:
    return exchange.response.header(name) if exchange.response else None
