"""Whether a search finds what is there and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.places import tells_nothing
from conformance.checks.reading import first, kind_of, named, not_exercised, query, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import Filter, RecordKind, member, whole
from conformance.model.text import Text

REFUSED = (400, 404, 410, 422)
"""What a list answers that cannot or will not look for a value, though it shows entries that hold it."""


def search_finds_titles(trace: Trace) -> Iterator[Finding]:
    """A search for a few characters of a title finds every listed entry whose title holds them."""
    kind, judged = kind_of(trace), 0
    first(trace, "search")
    titles = {named(kind, item): str(kind.part(item, "title")) for item in kind.entries(succeeded(trace, "list").data)}
    for exchange in trace.at("search"):
        if exchange.status not in (200, *REFUSED):
            raise tells_nothing(exchange)
        word = query(exchange).get(kind.listing.search, "")
        due = {name: title for name, title in titles.items() if word in title}
        found = {named(kind, item) for item in kind.entries(exchange.data)}
        missing = sorted(set(due) - found)
        is_part = bool(member(exchange.data, kind.listing.following))
        judged += len(due) - (len(missing) if is_part else 0)
        if missing and not is_part:
            title = due[missing[0]]
            yield Finding(
                Text(f"检索“{word}”没有找到《{title}》", f'a search for "{word}" does not find "{title}"'),
                Text("名称含该词的条目都在其中", "every entry whose title holds the words is found"),
                exchanges=(exchange,),
            )
    if not judged:
        raise not_exercised("没有名称含检索词", "no title holds the words searched for")


def search_finds_in_every_member(trace: Trace) -> Iterator[Finding]:
    """A search finds every listed record that holds the words in any member searched; for no words it finds all."""
    kind, listed = kind_of(trace), succeeded(trace, "list")
    judged, untold = 0, None
    for exchange in trace.at("member"):
        word = query(exchange).get(kind.listing.search, "")
        due = [named(kind, item) for item in kind.entries(listed.data) if word in _text(kind, item)]
        found = {named(kind, item) for item in kind.entries(exchange.data)}
        missing = next((name for name in due if name not in found), "")
        is_told = exchange.status in REFUSED or _is_whole(kind, exchange)
        judged += bool(due) and (is_told or not found.isdisjoint(due))
        untold = untold or (None if is_told or exchange.status == 200 else exchange)
        if missing and is_told:
            yield Finding(
                Text(f"检索“{word}”没有找到 {missing}", f'a search for "{word}" does not find {missing}'),
                Text("所检索的各项中含该词的都在其中", "every record that holds the words in a member searched"),
                exchanges=(listed, exchange),
            )
    yield from _as_without(kind, listed, trace.at("empty"))
    if untold:
        raise tells_nothing(untold)
    if not judged:
        raise not_exercised("没有可供检索的词", "there are no words to search for")


def _as_without(kind: RecordKind, listed: Exchange, asked: tuple[Exchange, ...]) -> Iterator[Finding]:
    """Searches for no words that do not count what the list counts."""
    due = whole(member(listed.data, kind.listing.total))
    for exchange in asked:
        total = whole(member(exchange.data, kind.listing.total))
        if exchange.status in REFUSED or (total is not None and due is not None and total != due):
            seen = Text(
                f"空检索词：应答 {exchange.status}，{total} 条", f"for no words: {exchange.status}, {total} records"
            )
            yield Finding(seen, Text(f"全部 {due} 条", f"all {due}"), exchanges=(listed, exchange))


def search_leaves_out_the_rest(trace: Trace) -> Iterator[Finding]:
    """A search gives only entries whose title, summary or keywords hold the words, and none where no entry does."""
    kind, found = kind_of(trace), 0
    for exchange in (*_searches(trace), succeeded(trace, "nothing")):
        word = query(exchange).get(kind.listing.search, "")
        found += len(kind.entries(exchange.data))
        strange = [item for item in kind.entries(exchange.data) if word not in _text(kind, item)]
        if strange:
            name = kind.part(strange[0], "title")
            yield Finding(
                Text(f"检索“{word}”得到《{name}》", f'a search for "{word}" gives "{name}"'),
                Text("只有含该词的条目", "only entries that hold the words"),
                exchanges=(exchange,),
            )
    if not found:
        raise not_exercised("检索没有得到条目", "no search gave an entry")


def filters_apply(trace: Trace) -> Iterator[Finding]:
    """A list narrowed by a filter holds all that fits and nothing else, and the parts of a whole add up to it."""
    kind = kind_of(trace)
    if not kind.entries(succeeded(trace, "all").data):
        raise not_exercised("目录没有条目", "the list holds no entry")
    left_out = [*_left_out(trace, kind)]
    yield from left_out
    judged = [(e, each) for each in kind.listing.filters for e in trace.at(each.parameter) if e.status == 200]
    if not left_out and not any(kind.entries(exchange.data) for exchange, _ in judged):
        raise not_exercised("筛选没有结果", "no filter gave an entry")
    for exchange, each in judged:
        wanted = query(exchange).get(each.parameter, "")
        strange = [item for item in kind.entries(exchange.data) if not _fits(member(item, each.member), each, wanted)]
        if strange:
            name = named(kind, strange[0])
            yield Finding(
                Text(f"{each.parameter}={wanted} 得到 {name}", f"{each.parameter}={wanted} gives {name}"),
                Text("只有相符的条目", "only entries that fit"),
                exchanges=(exchange,),
            )
    for each in kind.listing.filters:
        if each.parts:
            yield from _adding_up(trace, kind, trace.at(each.parameter))


def _left_out(trace: Trace, kind: RecordKind) -> Iterator[Finding]:
    """Entries the list showed that a filter they fit does not give, or refuses to look for."""
    everything = succeeded(trace, "all")
    for each, exchange in ((one, it) for one in kind.listing.filters for it in trace.at(one.parameter)):
        wanted = query(exchange).get(each.parameter, "")
        fitting = [item for item in kind.entries(everything.data) if _fits(member(item, each.member), each, wanted)]
        given = {named(kind, item) for item in kind.entries(exchange.data)}
        missing = next((name for name in (named(kind, item) for item in fitting) if name not in given), "")
        if missing and (exchange.status in REFUSED or _is_whole(kind, exchange)):
            asked = f"{each.parameter}={wanted}"
            zh, en = (
                f"{asked} 应答 {exchange.status}，没有 {missing}",
                f"{asked} answers {exchange.status} without {missing}",
            )
            due = Text("给出所有相符的条目", "every entry that fits")
            yield Finding(Text(zh, en), due, exchanges=(everything, exchange))


def _is_whole(kind: RecordKind, exchange: Exchange) -> bool:
    """Whether a list came whole, on one page."""
    return exchange.status == 200 and not member(exchange.data, kind.listing.following)


def _adding_up(trace: Trace, kind: RecordKind, classes: tuple[Exchange, ...]) -> Iterator[Finding]:
    parts = [whole(member(exchange.data, kind.listing.total)) for exchange in classes]
    total = whole(member(succeeded(trace, "all").data, kind.listing.total))
    known = [part for part in parts if part is not None]
    if classes and total is not None and len(known) == len(parts) and sum(known) != total:
        sums = " + ".join(map(str, known))
        yield Finding(
            Text(f"各类 {sums}，全部 {total}", f"the classes hold {sums}, the whole {total}"),
            Text("各类之和等于全部", "the classes add up to the whole"),
            exchanges=(succeeded(trace, "all"), *classes),
        )


def _fits(value: Any, each: Filter, wanted: str) -> bool:
    if each.by == "among":
        return isinstance(value, list) and wanted in value
    return str(value).startswith(wanted) if each.by == "prefix" else str(value) == wanted


def _searches(trace: Trace) -> list[Exchange]:
    succeeded(trace, "search")
    if not kind_of(trace).entries(succeeded(trace, "list").data):
        raise not_exercised("目录没有条目", "the list holds no entry")
    return [exchange for exchange in trace.at("search") if exchange.status == 200]


def _text(kind: RecordKind, item: Mapping[str, Any]) -> str:
    """What a search looks in: the members the contract names, their entries where one holds several."""
    found = [member(item, name) for name in kind.listing.searched]
    return " ".join(str(one) for value in found for one in (value if isinstance(value, list) else [value]))
