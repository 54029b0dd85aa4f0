"""Where entries, their versions and the change feed are kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
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
    """Keeps entries in SQLite, and the ones already read in memory until they change."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._connection = system.connection
        self._read: dict[str, Entry] = {}
        self._live: list[str] | None = None
        self._feed: list[Change] | None = None

    def entries(self) -> list[Entry]:
        """All entries that stand, ordered by id."""
        if self._live is None:
            rows = self._connection.execute("select id from entries where withdrawn_at = '' order by number")
            self._live = [row["id"] for row in rows]
        return [entry for entry in map(self.entry, self._live) if entry]

    def entry(self, identifier: str) -> Entry | None:
        """An entry by id, withdrawn ones included; None when there is none."""
        if identifier not in self._read:
            row = self._connection.execute("select * from entries where id = ?", (identifier,)).fetchone()
            if row is None:
                return None
            self._read[identifier] = Entry(**dict(row), versions=self._versions(identifier))
        return self._read[identifier]

    def _versions(self, identifier: str) -> tuple[Version, ...]:
        rows = self._connection.execute("select * from versions where id = ? order by number", (identifier,))
        return tuple(
            Version(
                row["number"],
                row["status"],
                json.loads(row["record"]),
                row["change"],
                row["changed_by"],
                json.loads(row["review"]) if row["review"] else None,
            )
            for row in rows
        )

    def codes(self) -> set[str]:
        """The resource codes in use, withdrawn entries left out."""
        return {entry.code for entry in self.entries()}

    def next_number(self) -> int:
        """The number of the next entry: one more than the last ever registered."""
        number = self._connection.execute("select coalesce(max(number), 0) + 1 from entries").fetchone()[0]
        return int(number)

    def next_serial(self, category: str) -> int:
        """The next serial of a category, the first one above the base. One given out is never given out again."""
        row = self._connection.execute(
            "insert into serials values (?, ?) on conflict (category) do update set last = last + 1 returning last",
            (category, self._system.identity.serials + 1),
        ).fetchone()
        return int(row[0])

    def add_entry(self, identifier: str, number: int, code: str, unit: str, user: str) -> None:
        """Make room for an entry; its first version follows."""
        self._connection.execute(
            "insert into entries values (?, ?, ?, ?, ?, '')", (identifier, number, code, unit, user)
        )
        self._live = None

    def recode(self, identifier: str, code: str) -> None:
        """Give an entry another resource code."""
        self._connection.execute("update entries set code = ? where id = ?", (code, identifier))
        self._read.pop(identifier, None)

    def save(self, identifier: str, version: Version) -> None:
        """Write a version, in place of the one of the same number."""
        review = _dump(version.review) if version.review else None
        self._connection.execute(
            "insert or replace into versions values (?, ?, ?, ?, ?, ?, ?)",
            (
                identifier,
                version.number,
                version.status,
                _dump(version.record),
                version.change,
                version.changed_by,
                review,
            ),
        )
        self._read.pop(identifier, None)

    def withdraw(self, identifier: str, at: str) -> None:
        """Mark an entry as withdrawn; it is kept, and listed no more."""
        self._connection.execute("update entries set withdrawn_at = ? where id = ?", (at, identifier))
        self._read.pop(identifier, None)
        self._live = None

    def note_change(self, change: Change) -> None:
        """Add a line to the end of the change feed."""
        self._connection.execute(
            "insert into changes values (null, ?, ?, ?, ?, ?, ?, ?)",
            (change.id, change.code, change.unit, change.audience, change.open, change.change, change.at),
        )
        if self._feed is not None:
            self._feed.append(change)

    def changes(self) -> Sequence[Change]:
        """The whole change feed, oldest first."""
        if self._feed is None:
            rows = self._connection.execute(
                "select id, code, unit, audience, open, change, at from changes order by number"
            )
            self._feed = [Change(*row) for row in rows]
        return self._feed


def _dump(value: Record) -> str:
    return json.dumps(value, ensure_ascii=False)
