"""Where entries, their versions and the change feed are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conformance.systems.service.part import Part, Record

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an entry. `status` is draft, published or superseded; `record` is the entry as then shown."""

    number: int
    status: str
    record: Record
    change: str
    changed_by: str
    review: Record | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with its versions, oldest first. `withdrawn_at` is empty while it stands."""

    id: str
    number: int
    code: str
    unit: str
    registered_by: str
    withdrawn_at: str
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        return self.versions[-1]

    @property
    def in_force(self) -> Version | None:
        """The published version; None for what was never published."""
        return next((version for version in reversed(self.versions) if version.status == "published"), None)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the change feed. `audience` is unit (those who see its drafts) or public (everybody else)."""

    id: str
    code: str
    unit: str
    audience: str
    open: bool
    change: str
    at: str


class Store(Part["System"]):
    """Keeps entries as they are now; a write puts another in the place of the one before."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._entries: dict[str, Entry] = {}
        self._changes: list[Change] = []
        self._serials: Counter[str] = Counter()

    def entries(self) -> list[Entry]:
        """All entries that stand, ordered by id."""
        return [entry for entry in self._entries.values() if not entry.withdrawn_at]

    def entry(self, identifier: str) -> Entry | None:
        """An entry by id, withdrawn ones included; None when there is none."""
        return self._entries.get(identifier)

    def codes(self) -> set[str]:
        """The resource codes in use, withdrawn entries left out."""
        return {entry.code for entry in self.entries()}

    def next_number(self) -> int:
        """The number of the next entry: one more than the last ever registered."""
        return len(self._entries) + 1

    def next_serial(self, category: str) -> int:
        """The next serial of a category, the first one above the base. One given out is never given out again."""
        self._serials[category] += 1
        return self._system.identity.serials + self._serials[category]

    def add_entry(self, identifier: str, number: int, code: str, unit: str, user: str) -> None:
        """Make room for an entry; its first version follows."""
        self._entries[identifier] = Entry(identifier, number, code, unit, user, "", ())

    def recode(self, identifier: str, code: str) -> None:
        """Give an entry another resource code."""
        self._entries[identifier] = replace(self._entries[identifier], code=code)

    def save(self, identifier: str, version: Version) -> None:
        """Keep a version, in place of the one of the same number."""
        entry = self._entries[identifier]
        versions = {one.number: one for one in (*entry.versions, version)}
        self._entries[identifier] = replace(entry, versions=tuple(versions.values()))

    def withdraw(self, identifier: str, at: str) -> None:
        """Mark an entry as withdrawn; it is kept, and listed no more."""
        self._entries[identifier] = replace(self._entries[identifier], withdrawn_at=at)

    def note_change(self, change: Change) -> None:
        """Add a line to the end of the change feed."""
        self._changes.append(change)

    def changes(self) -> Sequence[Change]:
        """The whole change feed, oldest first."""
        return self._changes
