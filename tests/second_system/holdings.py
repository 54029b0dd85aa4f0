"""Entries with their versions and the change feed, in dictionaries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.second_system.accounts import Account, Unit
from tests.second_system.clock import stamp


@dataclass
class Version:
    """One state of an entry: content as sent, who made it and when, and what the review came to."""

    number: int
    code: str
    content: dict[str, Any]
    at: datetime
    by: str
    published: datetime | None = None
    review: dict[str, str] | None = None

    @property
    def pending(self) -> bool:
        return self.published is None and self.review is None


@dataclass
class Entry:
    """An entry of the catalogue and all its versions."""

    id: str
    metadata: str
    unit: Unit
    registered: datetime
    content_updated: datetime
    versions: list[Version] = field(default_factory=list)
    withdrawn: datetime | None = None

    @property
    def latest(self) -> Version:
        return self.versions[-1]

    @property
    def in_force(self) -> Version | None:
        return next((version for version in reversed(self.versions) if version.published), None)

    def insider(self, account: Account) -> bool:
        """Whether the account may see drafts: its own unit's people and the reviewers."""
        return account.role == "administrator" or account.unit is self.unit

    def seen_by(self, account: Account) -> Version | None:
        """The version an account finds when it reads the entry; None when the entry is hidden from it."""
        if self.insider(account):
            return self.latest
        version = self.in_force
        if version and account.unit is None and version.content["open"] != "1":
            return None
        return version


@dataclass(frozen=True)
class Change:
    """A line of the feed. What was never published is announced to insiders only."""

    entry: Entry
    code: str
    kind: str
    at: datetime
    public: bool = True


@dataclass
class Holdings:
    """Everything the system keeps."""

    entries: dict[str, Entry] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    keys: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    serials: int = 730000

    def visible(self, account: Account) -> Iterator[tuple[Entry, Version]]:
        """Entries that are not withdrawn, with the version the account sees, by id."""
        for _, entry in sorted(self.entries.items()):
            version = None if entry.withdrawn else entry.seen_by(account)
            if version:
                yield entry, version

    def feed(self, account: Account) -> list[Change]:
        """The changes an account may know of, oldest first."""
        known = [c for c in self.changes if c.entry.insider(account) or (c.public and c.entry.seen_by(account))]
        return sorted(known, key=lambda change: change.at)

    def new_code(self, category: str) -> str:
        self.serials += 7
        return f"{category}/{self.serials:06d}"

    def register(self, content: dict[str, Any], account: Account, now: datetime) -> Entry:
        """Take up a new entry as a draft of the caller's unit."""
        assert account.unit
        code = self.new_code(content["category"])
        serial = 300000 + 10 * (len(self.entries) + 1)
        entry = Entry(f"r-{serial:06d}", f"md-{900000 - serial:06d}", account.unit, now, now)
        entry.versions.append(Version(1, code, content, now, account.user))
        self.entries[entry.id] = entry
        return entry

    def change(self, entry: Entry, content: dict[str, Any], account: Account, now: datetime) -> None:
        """Add a version, unless the content is what the latest already holds."""
        last = entry.latest
        if content == last.content:
            return
        moved = content["category"] != last.content["category"]
        code = self.new_code(content["category"]) if moved else last.code
        entry.versions.append(Version(last.number + 1, code, content, now, account.user))

    def review(self, entry: Entry, decision: dict[str, str], account: Account, now: datetime) -> None:
        """Close the pending draft with a decision; approval publishes it and tells the feed."""
        first = entry.in_force is None
        version = entry.latest
        version.review = {**decision, "reviewedBy": account.user, "reviewedAt": stamp(now)}
        if decision["decision"] == "approve":
            version.published = now
            self.changes.append(Change(entry, version.code, "registered" if first else "changed", now))

    def withdraw(self, entry: Entry, now: datetime) -> None:
        entry.withdrawn = now
        self.changes.append(Change(entry, entry.latest.code, "withdrawn", now, public=entry.in_force is not None))
