"""Record kinds: the things a contract keeps, and by which operations, members and roles each is reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from conformance.model.text import Text

Word = Literal["list", "read", "create", "change", "withdraw", "decide", "changes", "versions", "version"]
"""What is done with a record: the name of an operation's part in its life, the same for every kind."""
Part = Literal["title", "text", "state", "owner", "made", "acts"]
"""What a member says of its record: how it is called, what it is about, where it stands, whose it is, since when;
`acts` names the account in a record of what was done."""
Party = Literal["creator", "decider", "outsider", "reader"]
"""Whom a probe asks as: who makes records, who decides on them, who has no part in them, who may see every one."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A query parameter that narrows a list: the member it is compared with, and how.

    `parts`: every record falls under exactly one of the values its schema names, so that the parts add up to the whole.
    """

    parameter: str
    member: str
    by: Literal["equal", "prefix", "among"] = "equal"
    parts: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """How a list is asked for and what a page of it holds: members of the answer, and parameters of the query.

    Without a `page` parameter the list is whole in one answer; `since` asks for what was made from a moment on.
    `moves`: it grows by being read.
    """

    items: str = "items"
    total: str = "total"
    following: str = "next"
    page: str = "page"
    size: str = "pageSize"
    search: str = ""
    since: str = ""
    searched: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    moves: bool = False


@dataclass(frozen=True)
class RecordKind:
    """One kind of record of a contract (`x-hutong-records`), by its name there, `id`.

    `key` is the member that tells two records apart, `operations` the contract's operation for each word, `members` the
    path of a member for each part it plays, `roles` who is asked as for each party. `advanced` is what nobody may send
    when a record is made: members only the system sets, with values they get later; `public` is the query that lists
    the records everybody may see.
    """

    id: str
    title: Text
    key: str
    operations: Mapping[Word, str] = field(default_factory=dict)
    members: Mapping[Part, str] = field(default_factory=dict)
    roles: Mapping[Party, str] = field(default_factory=dict)
    listing: Listing = field(default_factory=Listing)
    advanced: Mapping[str, Any] = field(default_factory=dict)
    public: Mapping[str, Any] = field(default_factory=dict)

    def has(self, *words: Word) -> bool:
        """Whether the contract has an operation for each of these words."""
        return all(word in self.operations for word in words)

    def tells(self, *parts: Part) -> bool:
        """Whether a record has a member for each of these parts."""
        return all(part in self.members for part in parts)

    def entries(self, page: Any) -> list[Mapping[str, Any]]:
        """The records on a page of the list; none where the answer holds none."""
        return entries(page, self.listing.items)

    def part(self, record: Any, part: Part) -> Any:
        """What a record says of itself under a part; None where it does not."""
        return member(record, self.members[part]) if part in self.members else None


def member(value: Any, path: str) -> Any:
    """The value under a path of names joined by dots (`provider.uscc`); None where it is not there."""
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def entries(page: Any, path: str = "items") -> list[Mapping[str, Any]]:
    """The objects a page lists; none where it lists none."""
    found = member(page, path)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


MOST_OF_A_NUMBER = 10**1000
"""Beyond it a number is nobody's count, and what is computed of it could not even be written."""


def whole(value: Any) -> int | None:
    """A whole number, 20.0 being 20 (JSON Schema 2020-12); None for anything else, booleans included."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and -MOST_OF_A_NUMBER < value < MOST_OF_A_NUMBER else None


def altered(first: Iterable[Mapping[str, Any]], last: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids of the records that a list shows otherwise the second time it is read: others are at work."""
    before, after = ({str(item["id"]): item for item in items if "id" in item} for items in (first, last))
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def keys(kind: RecordKind, page: Any) -> Iterator[Any]:
    """The keys of the records on a page, in their order."""
    return (member(item, kind.key) for item in kind.entries(page))
