"""Finding: which entries a question means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conformance.systems.service import listing
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System


class Listing(listing.Listing):
    """Answers which records match."""

    _system: System

    def shown(self, caller: Caller) -> list[Record]:
        """The records the caller may see, ordered by id."""
        versions = (self._system.rules.visible(caller, entry) for entry in self._system.store.entries())
        return [version.record for version in versions if version]

    def published(self, caller: Caller) -> list[Record]:
        """The records in force that the caller may read, ordered by id; drafts over them do not hide them."""
        versions = (entry.in_force for entry in self._system.store.entries())
        return [version.record for version in versions if version and self._system.rules.may_read(caller, version)]

    def matching(self, records: Sequence[Record], asked: Mapping[str, Any]) -> list[Record]:
        """The records that match every filter given."""
        return [record for record in records if self.matches(record, asked)]

    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        """Whether one record matches the filters given."""
        return (
            asked.get("sharingClass") in (None, record["sharingClass"])
            and asked.get("status") in (None, record["status"])
            and asked.get("provider") in (None, record["provider"]["uscc"])
            and self.in_category(record, asked.get("category") or "")
            and self.has_words(record, asked.get("q") or "")
        )

    def in_category(self, record: Record, category: str) -> bool:
        """Whether a record is filed under a category or below it."""
        return bool(record["category"].startswith(category))

    def has_words(self, record: Record, words: str) -> bool:
        """Whether every word stands in name, summary or keywords, whatever its case."""
        text = self.searched_text(record).casefold()
        return all(word in text for word in words.casefold().split())

    def searched_text(self, record: Record) -> str:
        """The text of a record that is searched."""
        return " ".join((record["name"], record["summary"], *record["keywords"]))
