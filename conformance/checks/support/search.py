"""Whether a search finds what is there and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.reading import done, entries, nothing, query, record, whole
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text

FILTERS = (("class", "sharingClass"), ("provider", "provider"), ("category", "category"))
"""The steps of the probe, and the parameter each of them filters by."""


def search_finds_titles(trace: Trace) -> Iterator[Finding]:
    """A search for a few characters of a title finds every listed entry whose title holds them."""
    listed, judged = entries(done(trace, "list").data), 0
    for exchange in _searches(trace):
        word = query(exchange).get("q", "")
        due = {str(item.get("id")): item.get("name") for item in listed if word in str(item.get("name"))}
        found = {str(item.get("id")) for item in entries(exchange.data)}
        missing = sorted(set(due) - found)
        judged += len(due)
        if missing and not record(exchange.data).get("next"):
            title = due[missing[0]]
            yield Finding(
                Text(f"检索“{word}”没有找到《{title}》", f'a search for "{word}" does not find "{title}"'),
                Text("名称含该词的条目都在其中", "every entry whose title holds the words is found"),
                exchanges=(exchange,),
            )
    if not judged:
        raise nothing("没有名称含检索词", "no title holds the words searched for")


def search_leaves_out_the_rest(trace: Trace) -> Iterator[Finding]:
    """A search gives only entries whose title, summary or keywords hold the words, and none where no entry does."""
    for exchange in (*_searches(trace), done(trace, "nothing")):
        word = query(exchange).get("q", "")
        strange = [item for item in entries(exchange.data) if word not in _text(item)]
        if strange:
            name = strange[0].get("name")
            yield Finding(
                Text(f"检索“{word}”得到《{name}》", f'a search for "{word}" gives "{name}"'),
                Text("只有含该词的条目", "only entries that hold the words"),
                exchanges=(exchange,),
            )


def filters_apply(trace: Trace) -> Iterator[Finding]:
    """A filtered list holds only what the filter names, and the lists by sharing class add up to the whole."""
    if not entries(done(trace, "all").data):
        raise nothing("目录没有条目", "the list holds no entry")
    judged = [(e, name) for step, name in FILTERS for e in trace.at(step) if e.status == 200]
    if not any(entries(exchange.data) for exchange, _ in judged):
        raise nothing("筛选没有结果", "no filter gave an entry")
    for exchange, name in judged:
        wanted = query(exchange).get(name, "")
        strange = [item for item in entries(exchange.data) if not _fits(item, name, wanted)]
        if strange:
            identifier = strange[0].get("id")
            yield Finding(
                Text(f"{name}={wanted} 得到 {identifier}", f"{name}={wanted} gives {identifier}"),
                Text("只有相符的条目", "only entries that fit"),
                exchanges=(exchange,),
            )
    yield from _adding_up(trace)


def _adding_up(trace: Trace) -> Iterator[Finding]:
    classes = trace.at("class")
    parts = [whole(record(exchange.data).get("total")) for exchange in classes]
    total = whole(record(done(trace, "all").data).get("total"))
    known = [part for part in parts if part is not None]
    if total is not None and len(known) == len(parts) and sum(known) != total:
        sums = " + ".join(map(str, known))
        yield Finding(
            Text(f"各类 {sums}，全部 {total}", f"the classes hold {sums}, the whole {total}"),
            Text("各类之和等于全部", "the classes add up to the whole"),
            exchanges=(done(trace, "all"), *classes),
        )


def _fits(item: Mapping[str, Any], name: str, wanted: str) -> bool:
    if name == "provider":
        return record(item.get("provider")).get("uscc") == wanted
    found = str(item.get(name))
    return found.startswith(wanted) if name == "category" else found == wanted


def _searches(trace: Trace) -> list[Exchange]:
    done(trace, "search")
    if not entries(done(trace, "list").data):
        raise nothing("目录没有条目", "the list holds no entry")
    return [exchange for exchange in trace.at("search") if exchange.status == 200]


def _text(item: Mapping[str, Any]) -> str:
    keywords = item.get("keywords")
    words = keywords if isinstance(keywords, list) else []
    return " ".join(map(str, (item.get("name"), item.get("summary"), *words)))
