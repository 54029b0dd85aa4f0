"""Faults of lists: searching, and the change feed."""

from __future__ import annotations

from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.entries import Entries
from conformance.systems.resource_catalogue.feed import Feed
from conformance.systems.resource_catalogue.store import Change, Entry, Version
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.record_forms import Filter


class SinceLeavesOutTheMoment(Feed):
    def not_before(self, at: str, moment: str) -> bool:
        return at > moment


class NewestFirst(Feed):
    def since(self, caller: Caller, moment: str | None) -> list[Change]:
        return super().since(caller, moment)[::-1]


class PublicationUnnoted(Feed):
    def note(self, entry: Entry, version: Version, change: str, at: str, audience: str) -> None:
        if (change, audience) != ("registered", "public"):
            super().note(entry, version, change, at, audience)


class ChangeUnnoted(Feed):
    def note(self, entry: Entry, version: Version, change: str, at: str, audience: str) -> None:
        if (change, audience) != ("changed", "public"):
            super().note(entry, version, change, at, audience)


class DeletedWithoutTrace(Feed):
    def withdrawn(self, entry: Entry, at: str) -> None:
        return


class WordsBetweenSpaces(Entries):
    def has_words(self, record: Record, words: str) -> bool:
        indexed = self.searched_text(record).casefold().split()
        return all(word in indexed for word in words.casefold().split())


class CategoryByFirstDigit(Entries):
    def passes(self, record: Record, narrowing: Filter, value: Any) -> bool:
        return super().passes(record, narrowing, value[:1] if narrowing.by == "prefix" else value)


class AnyCharacterWillDo(Entries):
    def has_words(self, record: Record, words: str) -> bool:
        text = self.searched_text(record)
        return not words or any(character in text for character in words)


FAULTS = (
    Fault(
        "support.changes.exact",
        Text("起始时间不含该时刻", "since leaves out the moment itself"),
        instead("feed", SinceLeavesOutTheMoment),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.changes.in-order",
        Text("变更先新后旧", "changes are listed newest first"),
        instead("feed", NewestFirst),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.changes.publication-visible",
        Text("发布时不写变更清单", "publishing writes nothing to the feed"),
        instead("feed", PublicationUnnoted),
        kinds=(CATALOGUE,),
        also=("support.sequences.feed-tells-once",),
    ),
    Fault(
        "support.changes.change-visible",
        Text("变更生效时不写变更清单", "a change put into force writes nothing to the feed"),
        instead("feed", ChangeUnnoted),
        kinds=(CATALOGUE,),
        also=("support.sequences.feed-tells-once",),
    ),
    Fault(
        "support.changes.deletion-visible",
        Text("撤销后不留痕迹", "a withdrawal leaves no trace"),
        instead("feed", DeletedWithoutTrace),
        kinds=(CATALOGUE,),
        also=("support.sequences.feed-tells-once",),
    ),
    Fault(
        "support.search.finds",
        Text("以空格分词，中文整句成一词", "words are split at spaces, so that a Chinese sentence is one word"),
        instead("entries", WordsBetweenSpaces),
        kinds=(CATALOGUE,),
        also=("overall.codes.refused-not-stored",),
    ),
    Fault(
        "support.search.narrows",
        Text("任一字符相同即算命中", "one character in common is a hit"),
        instead("entries", AnyCharacterWillDo),
        kinds=(CATALOGUE,),
        hides=hiding(
            "任一字符即命中，整句也能检索到",
            "where any character is a hit, a whole sentence is found too",
            "support.search.finds",
        ),
    ),
    Fault(
        "support.search.filters",
        Text("类目只按首位筛选", "categories are filtered by their first digit alone"),
        instead("entries", CategoryByFirstDigit),
        kinds=(CATALOGUE,),
    ),
)
