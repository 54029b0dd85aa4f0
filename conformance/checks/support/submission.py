"""Whether submitting is safe: repeated, in parallel with others, and with the result found again."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from conformance.checks.moments import are_alike
from conformance.checks.places import tells_nothing
from conformance.checks.reading import first, kind_of, not_exercised, record, sent_body, shown, succeeded, worded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import member
from conformance.model.text import Text

UNTOLD = (401, 403, 404, 429)
"""Answers that say nothing about what was asked."""


def repeat_makes_one_record(trace: Trace) -> Iterator[Finding]:
    """Submitted twice under one key, a registration makes one record, and both answers name it."""
    made, again, listed = succeeded(trace, "first"), first(trace, "second"), succeeded(trace, "listed")
    identifier = record(made.data).get(kind_of(trace).key)
    if identifier is None:
        raise not_exercised("登记的应答没有标识", "the registration answered no id")
    if again.status in UNTOLD:
        raise tells_nothing(again)
    if not 200 <= again.status < 300:
        yield Finding(
            Text(f"重复提交应答 {again.status}", f"the repeat answers {again.status}"),
            Text(f"与首次相同的结果 {identifier}", f"the result of the first, {identifier}"),
            exchanges=(made, again),
        )
    else:
        yield from _named_otherwise(trace, made, again)
    kind, sent = kind_of(trace), sent_body(made)
    name = worded(kind, sent)
    listings = [item for page in trace.at("listed") for item in kind.entries(page.data)]
    count = sum(item.get(name) == sent[name] for item in listings) if name else 0
    if count > 1:
        yield Finding(
            Text(f"目录中有 {count} 条同名条目", f"the list holds {count} entries of this title"),
            Text("一条", "one"),
            exchanges=(made, again, listed),
        )


def repeat_names_the_first(trace: Trace) -> Iterator[Finding]:
    """Submitted again under its key, a registration names the record it made first."""
    made, again = succeeded(trace, "first"), succeeded(trace, "second")
    if record(made.data).get(kind_of(trace).key) is None:
        raise not_exercised("登记的应答没有标识", "the registration answered no id")
    yield from _named_otherwise(trace, made, again)


def _named_otherwise(trace: Trace, made: Exchange, again: Exchange) -> Iterator[Finding]:
    identifier, now = (record(each.data).get(kind_of(trace).key) for each in (made, again))
    if now != identifier:
        yield Finding(
            Text(f"第二次提交得到 {shown(now)}", f"the second submission gives {shown(now)}"),
            Text(f"同一条目 {shown(identifier)}", f"the same entry {shown(identifier)}"),
            exchanges=(made, again),
        )


def stale_change_is_not_made(trace: Trace) -> Iterator[Finding]:
    """A change that rests on an entity tag no longer current is not made: the entry stays as it was."""
    current, after = succeeded(trace, "current"), succeeded(trace, "after")
    kind = kind_of(trace)
    kept, seen = kind.part(current.data, "text"), kind.part(after.data, "text")
    if kept is None or first(trace, "stale").status in UNTOLD:
        raise not_exercised("无从得知变更是否生效", "it cannot be told whether the change was made")
    if seen != kept:
        yield Finding(
            Text(
                f"先到的变更被覆盖，内容成为“{shown(seen)}”",
                f'the first change is lost, the text is "{shown(seen)}"',
            ),
            Text(f"仍为“{shown(kept)}”", f'it is still "{shown(kept)}"'),
            exchanges=(current, first(trace, "stale"), after),
        )


def location_is_the_new_record(trace: Trace) -> Iterator[Finding]:
    """A creation answers 201 with a Location that, resolved against the request, is where the record can be read.

    What the contract only accepts, to be done later (202), need not be there yet.
    """
    made, read = succeeded(trace, "registered"), succeeded(trace, "read")
    if {"201", "202"} & made.operation.responses.keys() == {"202"}:
        raise not_exercised("规约以 202 受理，不以 201 登记", "the contract accepts it with 202, and makes it later")
    location = made.response.header("location") if made.response else None
    if made.status != 201:
        yield _due_201(made, Text(f"应答 {made.status}", f"status {made.status}"))
    if location is None:
        yield _due_201(made, Text("没有 Location", "no Location"))
    elif _place(made.request.url, location) != _place(made.request.url, read.request.url):
        yield _due_201(made, Text(f"Location 为 {shown(location)}", f"Location is {shown(location)}"))


def identity_is_kept(trace: Trace) -> Iterator[Finding]:
    """A record keeps its key and the time it was made through every read and change."""
    kind, start = kind_of(trace), succeeded(trace, "registered")
    for name in filter(None, (kind.key, kind.members.get("made"))):
        made = member(start.data, name)
        for step in ("read", "changed", "reread"):
            for exchange in trace.at(step):
                now = member(exchange.data, name)
                is_told = made is not None and now is not None and 200 <= exchange.status < 300
                if is_told and not are_alike(now, made):
                    yield Finding(
                        Text(f"{name} 成为 {shown(now)}", f"{name} has become {shown(now)}"),
                        Text(shown(made), shown(made)),
                        at=name,
                        exchanges=(start, exchange),
                    )


def _due_201(made: Exchange, seen: Text) -> Finding:
    return Finding(seen, Text("201 与新条目的 Location", "201 with the Location of the new entry"), exchanges=(made,))


def _place(base: str, reference: str) -> tuple[str, str]:
    """Host with port (none where it is the scheme's own), and path; empty where the reference is none."""
    try:
        parts = urlsplit(urljoin(base, reference))
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    except ValueError:
        return "", ""
    return f"{parts.hostname}{port}", parts.path.rstrip("/")
