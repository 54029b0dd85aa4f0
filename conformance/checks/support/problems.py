"""Whether errors say what went wrong in a form a program can read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.checks.reading import not_exercised, query, shown
from conformance.model.contract import Schema
from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.parameters import Member
from conformance.model.pointer import MISSING, is_index, steps_of, under
from conformance.model.text import Text

PARTS_OF_A_REQUEST = ("body", "query", "path", "header", "headers", "cookie")
SINGLE = (str, int, float, bool, type(None))
FORMS = ("allOf", "oneOf", "anyOf")
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
    """A refusal points to the member that broke the rule, or to an item of it, by a JSON pointer (RFC 6901).

    Another member of the same object may be refused for a rule of its own: that tells nothing.
    """
    listed = _body(exchange).get("errors")
    places = [str(one.get("pointer")) for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    due = f"/{member.replace('.', '/')}"
    beside = due.rpartition("/")[0]
    if not any(f"{place.removeprefix('#')}/".startswith(f"{due}/") for place in places):
        told = ", ".join(places) or "-"
        if beside and any(place.removeprefix("#").startswith(f"{beside}/") for place in places):
            raise not_exercised("被拒绝的是同一对象的另一项", "another member of the same object was refused")
        yield Finding(Text(f"指向 {shown(told)}", f"it points to {shown(told)}"), Text(due, due))


def error_names_a_place_there_is(exchange: Exchange) -> Iterator[Finding]:
    """Each place a refusal names is one the request held, or one its operation knows.

    A pointer may lead into the body or begin with a parameter, or with the part of the request that it is about.
    """
    listed = _body(exchange).get("errors")
    places = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    told = [(word, one[word]) for one in places for word in ("pointer", "parameter") if isinstance(one.get(word), str)]
    if not told:
        raise not_exercised("没有指明位置", "no place is named")
    for word, said in told:
        if not (_is_parameter(said, exchange) if word == "parameter" else _is_place(said, exchange)):
            yield Finding(
                Text(f"{word} 为 {shown(said)}", f"{word} is {shown(said)}"),
                Text("请求所含或者规约所载之处", "a place in the request or in the contract"),
                "errors",
            )


def _is_parameter(name: str, exchange: Exchange) -> bool:
    """Whether a parameter was sent, or is one of the operation; names of headers in any case."""
    known = {one.name.casefold() for one in exchange.operation.parameters}
    sent = {*query(exchange), *(header for header, _ in exchange.request.headers)}
    return name.casefold() in known | {one.casefold() for one in sent}


def _is_place(pointer: str, exchange: Exchange) -> bool:
    """Whether a pointer leads to something in the body as sent, or that a body may hold, or names a parameter."""
    names = steps_of(pointer.removeprefix("#"))
    if names and (names[0] in PARTS_OF_A_REQUEST or _is_parameter(names[0], exchange)):
        return True
    try:
        sent = json.loads(exchange.request.body or b"null")
    except (ValueError, RecursionError):
        return True
    schemas = exchange.operation.body.values()
    return _holds(sent, names) or any(it is None or _may_hold(it, it.document, names) for it in schemas)


def _holds(sent: Any, names: Sequence[str]) -> bool:
    """Whether a body leads so far; below a single value stands which of its types was tried, as some validators do."""
    found = (under(sent, names[:length]) for length in range(1, len(names) + 1))
    return under(sent, names) is not MISSING or any(isinstance(one, SINGLE) for one in found)


def _may_hold(schema: Schema, node: Any, names: Sequence[str], depth: int = 16) -> bool:
    """Whether a value of a schema may have something at these names; what a schema leaves open, it may."""
    said = schema.inside(node)
    if not names or not isinstance(said, Mapping) or not depth:
        return said is not False
    forms = [form for word in FORMS for form in said.get(word, ())]
    forms += [said[word] for word in ("then", "else") if word in said]
    if any(_may_hold(schema, form, names, depth - 1) for form in forms):
        return True
    first, rest = names[0], names[1:]
    properties, items = said.get("properties", {}), said.get("items")
    if first in properties:
        return _may_hold(schema, properties[first], rest, depth - 1)
    if items is not None and (is_index(first) or first == "-"):
        return _may_hold(schema, items, rest, depth - 1)
    if "patternProperties" in said or "prefixItems" in said:
        return True
    if "additionalProperties" in said:
        return _may_hold(schema, said["additionalProperties"], rest, depth - 1)
    return not forms and items is None and said.get("type") != "array"


def _body(exchange: Exchange) -> Mapping[str, Any]:
    value = exchange.response.json.value if exchange.response else None
    return value if isinstance(value, Mapping) else {}
