"""Whether lists agree with themselves: in pages of two sizes, in several roles, since a moment in several zones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from conformance.checks.reading import asker, kind_of, named, not_exercised, query, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import RecordKind, member
from conformance.model.text import Text


def page_sizes_agree(trace: Trace) -> Iterator[Finding]:
    """A list walked in small pages names what it names in one large page, in the same order."""
    kind = kind_of(trace)
    if succeeded(trace, "all") and not trace.at("large"):
        raise not_exercised("没有足够分页的记录", "too few records to make pages of")
    control = succeeded(trace, "large")
    whole, small = _names(kind, control), trace.at("small")
    if not whole or any(_names(kind, exchange) != whole for exchange in trace.at("large")):
        raise not_exercised("列表在此期间有变，或者为空", "the list moved meanwhile, or is empty")
    if len(small) < 2:
        raise not_exercised("没有分成几页", "it did not come in several pages")
    walked = [name for exchange in small for name in _names(kind, exchange)]
    place = next((at for at, pair in enumerate(zip(walked, whole, strict=False), 1) if pair[0] != pair[1]), 0)
    if not place and len(walked) != len(whole) and not _goes_on(kind, control) and not _goes_on(kind, small[-1]):
        place = min(len(walked), len(whole)) + 1
    if place:
        size = query(small[0]).get(kind.listing.size, "")
        zh = f"每页 {size} 条走到 {len(walked)} 条，自第 {place} 条起不同"
        en = f"in pages of {size} there are {len(walked)}, apart from number {place} on"
        due = Text(f"与一页给出的 {len(whole)} 条相同", f"the {len(whole)} that one page gives")
        yield Finding(Text(zh, en), due, exchanges=(control, *small))


def roles_see_the_same(trace: Trace) -> Iterator[Finding]:
    """What the lists of several roles both show of a record is the same.

    Who works on records may see a change that others do not see yet: such roles are left aside.
    """
    kind, judged = kind_of(trace), False
    working = {"own-unit", *kind.roles.values()} - {kind.roles.get("outsider")} if kind.has("change") else set()
    shown: dict[str, tuple[Mapping[str, Any], Exchange]] = {}
    for exchange in (it for it in trace.at("listed") if it.status == 200 and kind.key and it.role not in working):
        for item in kind.entries(exchange.data):
            before, source = shown.setdefault(named(kind, item), (item, exchange))
            judged = judged or source is not exchange
            apart = next(_apart(before, item), "")
            if apart:
                yield _told_apart(named(kind, item), apart, source, exchange)
                return
    if not judged:
        raise not_exercised("没有两个角色都看到的记录", "no record is shown to two roles")


def _apart(one: Any, other: Any, at: str = "") -> Iterator[str]:
    """The members, by their paths, that two views of a record both show and show otherwise."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for name in (name for name in one if name in other):
            yield from _apart(one[name], other[name], f"{at}.{name}" if at else name)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from _apart(*pair, f"{at}[{number}]")
    elif one != other:
        yield at


def _told_apart(name: str, apart: str, source: Exchange, exchange: Exchange) -> Finding:
    who, other = asker(source), asker(exchange)
    zh = f"{name} 的 {apart} 对{who.zh}和{other.zh}不同"
    en = f"{apart} of {name} is not the same to {who.en} and {other.en}"
    due = Text("对看到它的各角色相同", "the same to every role that sees it")
    return Finding(Text(zh, en), due, at=apart, exchanges=(source, exchange))


def same_moment_same_list(trace: Trace) -> Iterator[Finding]:
    """A list since one moment is the same in whatever offset the moment is written."""
    kind, judged = kind_of(trace), False
    for before, after in pairwise((*trace.at("middle"), *trace.at("midnight"))):
        first, second = (query(it).get(kind.listing.since, "") for it in (before, after))
        if datetime.fromisoformat(first) != datetime.fromisoformat(second):
            continue
        one, other = _names(kind, before), _names(kind, after)
        judged = judged or bool(one)
        if (before.status, one) != (after.status, other):
            zh = f"{first} 得 {before.status}、{len(one)} 条，{second} 得 {after.status}、{len(other)} 条"
            en = f"{first} gives {before.status} and {len(one)} entries, {second} {after.status} and {len(other)}"
            due = Text("同一时刻，清单相同", "one moment, one list")
            yield Finding(Text(zh, en), due, exchanges=(before, after))
    if not judged:
        raise not_exercised("没有条目", "no entry came")


def _names(kind: RecordKind, exchange: Exchange) -> list[str]:
    return [named(kind, item) for item in kind.entries(exchange.data)]


def _goes_on(kind: RecordKind, exchange: Exchange) -> bool:
    return bool(member(exchange.data, kind.listing.following))
