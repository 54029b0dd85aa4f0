"""Whether the records delivered are what the provider publishes, the consumer expects and the grant allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from conformance.checks.application.delivered import (
    Delivery,
    Record,
    deliveries,
    grants,
    items,
    offered,
    published,
    regional,
    within,
    words,
)
from conformance.checks.moments import day_of
from conformance.checks.overall.elements import resource_code_is_formed
from conformance.checks.overall.identifiers import credit_code_holds, division_code_is_known
from conformance.checks.overall.moments import date_exists, zone_is_explicit
from conformance.checks.reading import Postponed, not_exercised, shown
from conformance.checks.shapes import departures
from conformance.model.contract import Schema
from conformance.model.divisions import lies_within
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.network import Pair
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Undecided

MOST_FINDINGS = 5

Judge = Callable[[Value], Iterator[Finding]]


def records_fit_the_published_schema(trace: Trace) -> Iterator[Finding]:
    """Every record delivered keeps the schema its provider publishes."""
    due = Text("提供方公布的模式", "the schema its provider publishes")
    yield from _fitting(trace, within(published(trace), trace), due)


def records_fit_the_expected_schema(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """Every record delivered is one the consumer's programme takes."""
    if pair.consumption.schema is None:
        raise not_exercised("使用方没有说明所需的模式", "the consumer states no schema")
    yield from _fitting(trace, pair.consumption.schema, Text("使用方所需的模式", "the schema the consumer expects"))


def _fitting(trace: Trace, schema: Schema, due: Text) -> Iterator[Finding]:
    def judged() -> Iterator[Finding]:
        for at, it, exchange in _each(trace):
            for finding in departures(it, schema, due):
                where = ".".join(part for part in (at, finding.at) if part)
                yield Finding(finding.seen, finding.due, where, (exchange,))

    yield from _first(judged())


def codes_are_listed(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """A coded item holds one of the codes listed for it."""
    listed = {
        item["name"]: item["codes"] for item in items(offered(trace, pair)) if isinstance(item.get("codes"), list)
    }
    held = [(at, name, it[name], by) for at, it, by in _each(trace) for name in listed if it.get(name) is not None]
    if not held:
        raise not_exercised("记录中没有代码项", "the records hold no coded item")
    yield from _first(
        Finding(
            Text(f"{name} 为 {shown(value)}", f"{name} is {shown(value)}"),
            Text(" / ".join(map(str, listed[name])), " / ".join(map(str, listed[name]))),
            f"{at}.{name}",
            (exchange,),
        )
        for at, name, value, exchange in held
        if value not in listed[name]
    )


def record_identifiers_hold(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """Credit codes, division codes and resource codes in the records are well formed and check-valid."""
    judges: Mapping[str, Judge] = {
        "uscc": credit_code_holds,
        "region-code": division_code_is_known,
        "resource-code": resource_code_is_formed,
    }
    yield from _formatted(trace, pair, judges, not_exercised("记录中没有标识代码", "the records hold no identifier"))


def record_dates_hold(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """Dates in the records stand in the calendar, and date-times say which zone they are in."""

    def moment(value: Value) -> Iterator[Finding]:
        yield from date_exists(value)
        if day_of(value.value) is not None:
            yield from zone_is_explicit(value, facts={})

    judges: Mapping[str, Judge] = {"date": date_exists, "date-time": moment}
    yield from _formatted(trace, pair, judges, not_exercised("记录中没有日期", "the records hold no date"))


def _formatted(trace: Trace, pair: Pair, judges: Mapping[str, Judge], otherwise: Undecided) -> Iterator[Finding]:
    """What the judge of each format says of the values the published schema gives that format."""
    formats = {name: form for name, form in formats_of(published(trace)).items() if form in judges}
    held = [
        (Value(it[name], f"{at}.{name}", exchange, it), judges[form])
        for at, it, exchange in _each(trace)
        for name, form in formats.items()
        if it.get(name) is not None
    ]
    if not held:
        raise otherwise

    postponed = Postponed()

    def judged() -> Iterator[Finding]:
        for value, judge in held:
            with postponed:
                for finding in judge(value):
                    yield Finding(finding.seen, finding.due, value.at, (value.exchange,))

    yield from _first(judged())
    postponed.settle()


def formats_of(schema: Schema) -> dict[str, str]:
    """The format a schema gives each member of a record."""
    properties = schema.document.get("properties")
    stated = properties.items() if isinstance(properties, Mapping) else ()
    forms = ((name, part.get("format")) for name, part in stated if isinstance(part, Mapping))
    return {name: form for name, form in forms if isinstance(form, str)}


def only_granted_items(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """No record holds an item that was not granted."""
    listed = _lists()
    personal = {item["name"] for item in items(offered(trace, pair)) if item.get("personal") is True}
    yield from _first(
        Finding(
            Text(f"含未授权的数据项 {name}{note.zh}", f"it holds {name}{note.en}, which was not granted"),
            due,
            f"{at}.{name}",
            (exchange,),
        )
        for at, it, exchange, grant in _granted(trace)
        for given, due in [listed(grant, "items")]
        for name in sorted(set(it) - given)
        for note in [Text("（个人信息）", " (personal)") if name in personal else Text("", "")]
    )


def only_granted_regions(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """No record concerns a region that was not granted."""
    listed = _lists()
    names = regional(offered(trace, pair))
    held = [row for row in _granted(trace) if any(name in row[1] for name in names)]
    if not held:
        raise not_exercised("记录没有所涉行政区划", "the records say no region")
    yield from _first(
        Finding(
            Text(f"区划 {shown(it[name])}", f"region {shown(it[name])}"),
            Text(f"授权区划 {due.en}", f"granted {due.en}"),
            f"{at}.{name}",
            (exchange,),
        )
        for at, it, exchange, grant in held
        for given, due in [listed(grant, "regions")]
        for name in names
        if name in it and it[name] is not None and not any(lies_within(it[name], area) for area in given)
    )


def mirror_agrees(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """What two systems hold of one entity agrees: its credit code, region, dates and numbers."""
    key = pair.consumption.key
    mine = {str(it[key]): (it, by) for it, by in _mirrored(trace) if it.get(key) is not None}
    pairs = [(at, it, by, *mine[str(it[key])]) for at, it, by in _each(trace) if str(it.get(key)) in mine]
    compared = formats_of(published(trace))
    told = [row for row in pairs if any(name in row[1] and name in row[3] for name in compared if name != key)]
    if not told:
        raise not_exercised("两边没有可比的同一实体", "no entity of both can be compared")
    yield from _first(
        Finding(
            Text(f"{it[key]}：{name} 为 {shown(it[name])}", f"{it[key]}: {name} is {shown(it[name])}"),
            Text(f"使用方为 {shown(other[name])}", f"{shown(other[name])} as the consumer holds it"),
            f"{at}.{name}",
            (by, theirs),
        )
        for at, it, by, other, theirs in told
        for name in compared
        if name in it and name in other and not _same(it[name], other[name])
    )


def _mirrored(trace: Trace) -> Iterator[tuple[Record, Exchange]]:
    for page in trace.at("mirror"):
        yield from ((it, page) for it in entries(page.data))


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same; days that are written in two forms do."""
    days = day_of(one), day_of(other)
    return bool(days[0] == days[1] if None not in days else one == other)


def _each(trace: Trace) -> Iterator[tuple[str, Record, Exchange]]:
    """Every record delivered: where it stood, itself, and the exchange it came in."""
    for delivery in deliveries(trace):
        for number, (it, exchange) in enumerate(delivery.records):
            yield _at(delivery, number), it, exchange


def _granted(trace: Trace) -> Iterator[tuple[str, Record, Exchange, Record]]:
    """Every record delivered with the grant it came by. Raises Undecided where no grant could be read."""
    given = grants(trace)
    found = [delivery for delivery in deliveries(trace) if delivery.method in given]
    if not any(delivery.records for delivery in found):
        raise not_exercised("没有可对照授权的记录", "no record can be held against a grant")
    for delivery in found:
        for number, (it, exchange) in enumerate(delivery.records):
            yield _at(delivery, number), it, exchange, given[delivery.method][0]


def _lists() -> Callable[[Record, str], tuple[frozenset[str], Text]]:
    """What gives the words a grant lists under a name, as a set and as a sentence: read once, however many records."""
    known: dict[tuple[int, str], tuple[frozenset[str], Text]] = {}

    def listed(grant: Record, name: str) -> tuple[frozenset[str], Text]:
        if (id(grant), name) not in known:
            found = frozenset(words(grant.get(name)))
            known[id(grant), name] = found, Text("、".join(sorted(found)), ", ".join(sorted(found)))
        return known[id(grant), name]

    return listed


def _at(delivery: Delivery, number: int) -> str:
    return f"{delivery.method}[{number}]"


def _first(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The first few findings, each kind of place once for each method."""
    seen: set[str] = set()
    for finding in findings:
        kind = re.sub(r"\[\d+\]", "", finding.at) + finding.seen.en
        if kind in seen:
            continue
        seen.add(kind)
        if len(seen) == MOST_FINDINGS:
            zh, en = f"{finding.seen.zh}；其余未逐一查找", f"{finding.seen.en}; no more places were looked for"
            yield replace(finding, seen=Text(zh, en))
            return
        yield finding
