"""Whether the history of an entry says of each version what that version itself says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.moments import are_alike
from conformance.checks.reading import not_exercised, record, shown
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries, whole
from conformance.model.text import Text

TOLD = ("version", "changedAt", "publishedAt", "changeTrigger")
"""What a history says of a version, where the version says it."""
OF_THE_DATA = frozenset({"contentUpdatedAt"})
"""What moves on with the data, and leaves a version as it was made."""
Numbered = Mapping[str, Any]


def history_agrees_with_versions(trace: Trace) -> Iterator[Finding]:
    """The history says of each version the number, times and reason that are read in it, and counts them all."""
    judged = 0
    for history in _served(trace, "history"):
        versions = entries(history.data)
        total = whole(record(history.data).get("total"))
        if total is not None and total != len(versions):
            seen = Text(f"总数 {total}，列出 {len(versions)} 个", f"a total of {total}, and {len(versions)} listed")
            yield Finding(seen, Text("总数即所列的个数", "the total is what is listed"), exchanges=(history,))
        read = {_number(record(one.data)): one for one in _of_entry(trace, "version", history)}
        for version in versions:
            exchange = read.get(_number(version))
            if exchange is not None:
                judged += 1
                yield from _unlike(history, version, exchange)
    if not judged:
        raise not_exercised("没有读到历史所列的版本", "no version that a history lists was read")


def _number(version: Numbered) -> int | str:
    """What tells a version apart from others: its number, or what it has instead of one."""
    stated = version.get("version")
    number = whole(stated)
    return shown(stated) if number is None else number


def _unlike(history: Exchange, version: Numbered, exchange: Exchange) -> Iterator[Finding]:
    own = record(exchange.data)
    for name in TOLD:
        if name in own and not are_alike(version.get(name), own[name]):
            number, said = version.get("version"), shown(version.get(name))
            yield Finding(
                Text(f"历史中版本 {number} 的 {name} 为 {said}", f"the history gives version {number} {name} {said}"),
                Text(f"该版本所载的 {shown(own[name])}", f"{shown(own[name])}, as the version has it"),
                at=name,
                exchanges=(history, exchange),
            )


def one_version_is_in_force(trace: Trace) -> Iterator[Finding]:
    """Of an entry's versions one at most is in force, all after it are drafts, and the first of all registers it.

    Before it stand superseded ones, and drafts that were returned and never published; others may see none of those.
    """
    histories = [history for history in _served(trace, "history") if entries(history.data)]
    if not histories:
        raise not_exercised("没有读到变更历史", "no history was read")
    for history in histories:
        versions = sorted(entries(history.data), key=lambda version: whole(version.get("version")) or 0)
        states, kinds = [str(one.get("status")) for one in versions], [str(one.get("change")) for one in versions]
        latest = max((place for place, state in enumerate(states) if state == "published"), default=0)
        before, after = states[:latest], states[latest + 1 :]
        if states.count("published") > 1:
            yield _state(history, states, Text("至多一个现行版本", "one version in force at most"))
        elif {*before} - {"superseded", "draft"} or {*after} - {"draft"}:
            yield _state(
                history,
                states,
                Text("其前被取代或者未发布，其后均为草稿", "superseded or unpublished ones before, drafts after"),
            )
        if ((whole(versions[0].get("version")) or 1) == 1 and kinds[0] != "registered") or "registered" in kinds[1:]:
            seen = Text(f"变更种类依次为 {'、'.join(kinds)}", f"the kinds of change are {', '.join(kinds)}")
            due = Text("首个为登记，其后为变更", "a registration first, and changes after it")
            yield Finding(seen, due, exchanges=(history,))


def _state(history: Exchange, states: list[str], due: Text) -> Finding:
    seen = Text(f"版本状态依次为 {'、'.join(states)}", f"the versions are {', '.join(states)}")
    return Finding(seen, due, exchanges=(history,))


def version_shown_is_the_entry(trace: Trace) -> Iterator[Finding]:
    """The version that an entry says it is reads as the entry does, but for when its data were last updated."""
    judged = 0
    for exchange in _served(trace, "entry"):
        entry = record(exchange.data)
        number = whole(entry.get("version"))
        same = (
            one for one in _of_entry(trace, "version", exchange) if whole(record(one.data).get("version")) == number
        )
        version = next(same, None) if number is not None else None
        if version is None:
            continue
        judged += 1
        own = record(version.data)
        told = sorted((entry.keys() & own.keys()) - OF_THE_DATA)
        found = [name for name in told if not are_alike(own[name], entry[name])]
        for name in found[:1]:
            yield Finding(
                Text(
                    f"版本 {number} 的 {name} 为 {shown(own[name])}", f"{name} of version {number}: {shown(own[name])}"
                ),
                Text(f"条目所载的 {shown(entry[name])}", f"{shown(entry[name])}, as the entry has it"),
                at=name,
                exchanges=(exchange, version),
            )
    if not judged:
        raise not_exercised("没有读到条目现行的版本", "the version an entry shows was not read")


def _served(trace: Trace, step: str) -> list[Exchange]:
    return [exchange for exchange in trace.at(step) if exchange.status == 200]


def _of_entry(trace: Trace, step: str, other: Exchange) -> list[Exchange]:
    """What a step read of the same entry in the same role."""
    address = other.request.url.removesuffix("/versions")
    return [one for one in _served(trace, step) if one.role == other.role and one.request.url.startswith(f"{address}/")]
