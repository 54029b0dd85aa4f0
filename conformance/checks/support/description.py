"""Whether answers are what the interface description says they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from conformance.checks.reading import not_exercised
from conformance.checks.shapes import departures
from conformance.model.contract import UNREADABLE, Operation, Schema
from conformance.model.exchange import Exchange, Response, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

BODILESS = (204, 205, 304)
"""Statuses whose answers have no body, whatever a description names for them (RFC 9110)."""
NO_SUCH_METHOD = (405, 501)


def answer_is_as_described(exchange: Exchange) -> Iterator[Finding]:
    """Status, media type and body of an answer are what the contract states for the operation."""
    response = exchange.response
    if response is None:
        return
    if exchange.request.method not in (exchange.operation.method, "HEAD"):
        raise not_exercised("所问的方法不属于该操作", "the method asked with is not that of the operation")
    if exchange.request.method != exchange.operation.method and response.status in NO_SUCH_METHOD:
        raise not_exercised("该操作的描述不涉及 HEAD", "the description of the operation says nothing of HEAD")
    stated = _stated(exchange.operation, exchange.status)
    if stated is None:
        yield Finding(
            Text(
                f"{exchange.operation.id} 应答 {response.status}", f"{exchange.operation.id} answers {response.status}"
            ),
            Text("接口描述列出的状态码", "a status the description names"),
        )
    elif UNREADABLE in stated:
        raise _unreadable()
    elif not stated:
        return  # a description without bodies leaves them free
    elif response.body and (named := _range_of(response.media, stated)) is None:
        yield Finding(
            Text(f"媒体类型 {response.media or '-'}", f"media type {response.media or '-'}"),
            Text(" / ".join(stated), " / ".join(stated)),
        )
    elif response.body and response.is_json:
        yield from _departures(response, stated[named or ""])
    elif not response.body and _must_hold_one(exchange):
        yield Finding(Text("没有正文", "no body"), Text(" / ".join(stated), " / ".join(stated)))


def _must_hold_one(exchange: Exchange) -> bool:
    """Whether a body is due: of a status that is named for itself, where HTTP lets it have one."""
    status, named = exchange.status, exchange.operation.responses.keys()
    is_named = not named.isdisjoint((str(status), f"{status // 100}XX"))
    return is_named and exchange.request.method != "HEAD" and status not in BODILESS


@lru_cache(maxsize=4096)
def _stated(operation: Operation, status: int) -> dict[str, Schema | None] | None:
    """The bodies the description names for this status, or by `default` for any it does not name."""
    found = operation.response(status)
    return None if found is None else {media.split(";")[0].strip().lower(): schema for media, schema in found.items()}


def _range_of(media: str, stated: Mapping[str, Schema | None]) -> str | None:
    """The media type, or the narrowest range, under which a description states what an answer of a type holds."""
    ranges = (media, f"{media.partition('/')[0]}/*", "*/*")
    return next((each for each in ranges if each in stated), None)


def own_answers_are_as_described(trace: Trace) -> Iterator[Finding]:
    """Every successful JSON answer of the system's own reads keeps the schema its own document states for it."""
    judged, unread = 0, None
    for exchange in trace.at("operation"):
        response, stated = exchange.response, _stated(exchange.operation, exchange.status)
        if exchange.operation.general:
            continue  # what may be asked of any system is described by us
        if response is None or not response.is_json or not 200 <= response.status < 300 or stated is None:
            continue
        if UNREADABLE in stated:
            unread = unread or _of(exchange, _unreadable())
            continue
        schema = stated.get(_range_of(response.media, stated) or "")
        if schema is None:
            continue
        judged += 1
        try:
            for finding in _departures(response, schema):
                yield Finding(finding.seen, finding.due, finding.at, (exchange,))
        except Undecided as undecided:  # what one description lacks leaves the others to be judged
            unread = unread or _of(exchange, undecided)
    if unread:
        raise unread
    if not judged:
        raise not_exercised(
            "没有一个应答可与接口描述的模式对照", "there was no answer to hold against a schema of the description"
        )


def _unreadable() -> Undecided:
    zh, en = "接口描述中该应答的引用不可读", "the description of this answer cannot be read"
    return Undecided(Reason.UNREADABLE_DOCUMENT, Text(zh, en))


def _of(exchange: Exchange, undecided: Undecided) -> Undecided:
    name, said = exchange.operation.id, undecided.detail
    return Undecided(undecided.reason, Text(f"{name}：{said.zh}", f"{name}: {said.en}"), undecided.input)


def _departures(response: Response, schema: Schema | None) -> Iterator[Finding]:
    if schema is None:
        return
    if response.json.problem is not None and response.json.value is None:
        yield Finding(response.json.problem, Text("JSON", "JSON"))
        return
    yield from departures(response.json.value, schema, Text("接口描述的模式", "the schema of the description"))
