"""Whether errors say what went wrong in a form a program can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.reading import not_exercised, shown
from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.parameters import Member
from conformance.model.text import Text

PROBLEM = "application/problem+json"
MEMBERS: tuple[tuple[str, type], ...] = (("type", str), ("title", str), ("status", int))


def error_is_problem_details(exchange: Exchange) -> Iterator[Finding]:
    """An error answered in JSON is application/problem+json with type, title and status."""
    if exchange.request.method == "HEAD":
        raise not_exercised("HEAD 的应答没有正文", "an answer to HEAD has no body")
    media = exchange.response.media if exchange.response else ""
    body = _body(exchange)
    wrong = [(name, shown(body.get(name))) for name, kind in MEMBERS if not _is_given(body.get(name), kind)]
    if media != PROBLEM or wrong:
        zh = "，".join([f"媒体类型 {media or '-'}", *(f"{name} 为 {value}" for name, value in wrong)])
        en = ", ".join([f"media type {media or '-'}", *(f"{name} is {value}" for name, value in wrong)])
        yield Finding(
            Text(zh, en), Text(f"{PROBLEM}，有 type、title、status", f"{PROBLEM} with type, title and status")
        )


def _is_given(value: object, kind: type) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool) and value != ""


def problem_status_agrees(exchange: Exchange) -> Iterator[Finding]:
    """The status inside problem details is the status of the answer; that it is no number is for another clause."""
    body = _body(exchange)
    if body.get("status") is None:
        raise not_exercised("问题详情没有 status", "the problem details state no status")
    if body["status"] not in (exchange.status, str(exchange.status)):
        seen = shown(body["status"])
        yield Finding(
            Text(f"正文的 status 为 {seen}", f"the body says status {seen}"),
            Text(f"与应答相同：{exchange.status}", f"{exchange.status}, the status of the answer"),
            at="status",
        )


def error_names_the_place(exchange: Exchange) -> Iterator[Finding]:
    """A refusal names where the request is wrong: a pointer into the body, or the parameter."""
    listed = _body(exchange).get("errors")
    places = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    if not any(isinstance(one.get(word), str) for one in places for word in ("pointer", "parameter")):
        why = exchange.why
        place = f"{why.location} {why.pointer}" if why else exchange.operation.id
        yield Finding(
            Text(f"对 {place} 的拒绝没有指明位置", f"the refusal of {place} names no place"),
            Text("errors 中有 pointer 或 parameter", "errors holds a pointer or a parameter"),
        )


def error_points_to(exchange: Exchange, *, member: Member) -> Iterator[Finding]:
    """A refusal points to the member that broke the rule, or to an item of it, by a JSON pointer (RFC 6901)."""
    listed = _body(exchange).get("errors")
    places = [str(one.get("pointer")) for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    due = f"/{member.replace('.', '/')}"
    if not any(f"{place.removeprefix('#')}/".startswith(f"{due}/") for place in places):
        told = ", ".join(places) or "-"
        yield Finding(Text(f"指向 {shown(told)}", f"it points to {shown(told)}"), Text(due, due))


def _body(exchange: Exchange) -> Mapping[str, Any]:
    value = exchange.response.json.value if exchange.response else None
    return value if isinstance(value, Mapping) else {}
