"""Faults of lists: searching, and the change feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.described import Described
from conformance.systems.faults.fault import Fault, Mutation, hiding, of_kind
from conformance.systems.faults.mutations import gives, matches, of_contract, skips
from conformance.systems.faults.parts import around
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.part import Record

Asked = dict[str, str]
Sound = Callable[[Record, Asked], bool]


def _words(known: Described, hit: Callable[[str, str], bool]) -> Mutation:
    """Words are looked up in their own way in the text that is searched; all else one can ask is heard as ever."""
    listed = known.records[known.found]["list"]

    def defect(sound: Sound, record: Record, asked: Asked) -> bool:
        searched = (record[name] for name in listed["searched"])
        text = " ".join(" ".join(held) if isinstance(held, list) else held for held in searched)
        words = asked.get(listed["search"]) or ""
        return sound(record, {**asked, listed["search"]: ""}) and hit(text.casefold(), words.casefold())

    return matches(defect)


def _between_spaces(text: str, words: str) -> bool:
    return all(word in text.split() for word in words.split())


def _any_character(text: str, words: str) -> bool:
    return not words or any(character in text for character in words)


def _unheard(known: Described) -> Mutation:
    """The last filter that takes more than comparing two values was left for the next release."""
    filters = known.records[known.found]["list"]["filters"]
    name = [said["parameter"] for said in filters if "by" in said][-1]

    def defect(sound: Sound, record: Record, asked: Asked) -> bool:
        return sound(record, {other: wanted for other, wanted in asked.items() if other != name})

    return matches(defect)


def _titles_alone(known: Described) -> Mutation:
    """Of the members that are searched only the first was put into the index."""
    unindexed = dict.fromkeys(known.records[known.found]["list"]["searched"][1:], "")
    return matches(lambda sound, record, asked: sound({**record, **unindexed}, asked))


def _quote_ends_the_query(known: Described) -> Mutation:
    name = known.records[known.found]["list"]["search"]

    def defect(sound: Sound, record: Record, asked: Asked) -> bool:
        if "'" in (asked.get(name) or ""):
            raise sqlite3.OperationalError("unrecognized token")
        return sound(record, asked)

    return matches(defect)


def _unnoted(*line: str) -> Mutation:
    """A line of the feed is not written: a kind of change, for those it is meant for."""
    return skips("feed.note", lambda entry, version, change, at, audience: (change, audience) == line)


FAULTS = (
    Fault(
        "support.search.finds",
        Text("以空格分词，中文整句成一词", "words are split at spaces, so that a Chinese sentence is one word"),
        of_contract(lambda known: _words(known, _between_spaces)),
        also=("support.search.every-member",),
        also_on={
            CATALOGUE: (
                *("overall.codes.refused-not-stored", "support.search.narrows"),
                *("application.catalogue.draft-unread", "application.catalogue.withdrawn-unlisted"),
            ),
            EXCHANGE: ("support.search.narrows",),
        },
    ),
    Fault(
        "support.search.every-member",
        Text("只检索名称", "only titles are searched"),
        of_contract(_titles_alone),
        also_on={CATALOGUE: ("application.catalogue.pending-unseen",)},
    ),
    Fault(
        "support.search.narrows",
        Text("任一字符相同即算命中", "one character in common is a hit"),
        of_contract(lambda known: _words(known, _any_character)),
        also_on={CATALOGUE: ("application.catalogue.pending-unseen",)},
        hides=hiding(
            "任一字符即命中，整句也能检索到",
            "where any character is a hit, a whole sentence is found too",
            "support.search.finds",
        ),
    ),
    Fault(
        "support.search.filters",
        Text("一个筛选参数没有实现", "one of the filters is not heard"),
        of_contract(_unheard),
    ),
    Fault(
        "security.input.no-breakdown",
        Text("检索词拼入查询语句，引号使其出错", "search words are pasted into the query; a quote breaks it"),
        of_contract(_quote_ends_the_query),
        also=("support.errors.no-server-error",),
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "support.changes.exact",
            Text("起始时间不含该时刻", "since leaves out the moment itself"),
            around("feed.not_before", lambda sound, at, moment: at > moment),
            also=("support.changes.lives-in-order", "support.changes.same-moment"),
        ),
        Fault(
            "support.changes.in-order",
            Text("变更先新后旧", "changes are listed newest first"),
            gives("feed.since", lambda changes: changes[::-1]),
            also=("support.changes.agrees-with-list", "support.changes.lives-in-order"),
        ),
        Fault(
            "support.changes.publication-visible",
            Text("发布时不写变更清单", "publishing writes nothing to the feed"),
            _unnoted("registered", "public"),
            also=("application.catalogue.pending-unseen", "support.sequences.feed-tells-once"),
        ),
        Fault(
            "support.changes.change-visible",
            Text("变更生效时不写变更清单", "a change put into force writes nothing to the feed"),
            _unnoted("changed", "public"),
            also=("support.sequences.feed-tells-once",),
        ),
        Fault(
            "support.changes.deletion-visible",
            Text("撤销后不留痕迹", "a withdrawal leaves no trace"),
            skips("feed.withdrawn"),
            also=("support.sequences.feed-tells-once",),
        ),
    ),
)
