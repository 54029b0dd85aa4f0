"""Whether answers are what the interface description says they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from conformance.checks.reading import not_exercised
from conformance.checks.shapes import departures
from conformance.model.contract import UNREADABLE, Operation, Schema
from conformance.model.exchange import Exchange, Response, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

ANY = "*/*"
"""A description that leaves the body free."""


def answer_is_as_described(exchange: Exchange) -> Iterator[Finding]:
    """Status, media type and body of an answer are what the contract states for the operation."""
    response = exchange.response
    if response is None:
        return
    stated = _stated(exchange.operation, exchange.status)
    if stated is None:
        yield Finding(
            Text(
                f"{exchange.operation.id} 应答 {response.status}", f"{exchange.operation.id} answers {response.status}"
            ),
            Text("接口描述列出的状态码", "a status the description names"),
        )
    elif UNREADABLE in stated:
        zh, en = "接口描述中该应答的引用不可读", "the description of this answer cannot be read"
        raise Undecided(Reason.UNREADABLE_DOCUMENT, Text(zh, en))
    elif not stated or ANY in stated:
        return  # a description without bodies, or of any body, leaves them free
    elif response.body and response.media not in stated:
        yield Finding(
            Text(f"媒体类型 {response.media or '-'}", f"media type {response.media or '-'}"),
            Text(" / ".join(stated), " / ".join(stated)),
        )
    elif response.body and response.is_json:
        yield from _departures(response, stated[response.media])
    elif not response.body and exchange.request.method != "HEAD":
        yield Finding(Text("没有正文", "no body"), Text(" / ".join(stated), " / ".join(stated)))


@lru_cache(maxsize=4096)
def _stated(operation: Operation, status: int) -> dict[str, Schema | None] | None:
    """The bodies the description names for this status; a `default` is about errors where it names successes too."""
    named = any(key[:1] in "23" for key in operation.responses)
    if (
        status < 400
        and named
        and str(status) not in operation.responses
        and f"{status // 100}XX" not in operation.responses
    ):
        return None
    found = operation.response(status)
    return None if found is None else {media.split(";")[0].strip().lower(): schema for media, schema in found.items()}


def own_answers_are_as_described(trace: Trace) -> Iterator[Finding]:
    """Every successful JSON answer of the system's own reads keeps the schema its own document states for it."""
    judged = 0
    for exchange in trace.at("operation"):
        response, stated = exchange.response, _stated(exchange.operation, exchange.status)
        if response is None or not response.is_json or not 200 <= response.status < 300 or stated is None:
            continue
        schema = stated.get(response.media)
        if schema is None:
            continue
        judged += 1
        for finding in _departures(response, schema):
            yield Finding(finding.seen, finding.due, finding.at, (exchange,))
    if not judged:
        raise not_exercised(
            "没有一个应答可与接口描述的模式对照", "there was no answer to hold against a schema of the description"
        )


def _departures(response: Response, schema: Schema | None) -> Iterator[Finding]:
    if schema is None:
        return
    if response.json.problem is not None and response.json.value is None:
        yield Finding(response.json.problem, Text("JSON", "JSON"))
        return
    yield from departures(response.json.value, schema, Text("接口描述的模式", "the schema of the description"))
