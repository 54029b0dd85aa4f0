"""Changes of a record, each written once: a member dropped, put in, or shown in another form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conformance.systems.service.part import Record

MOVED_IN = "2026-09"
"""What was made before was taken over from the system before."""


@dataclass(frozen=True)
class Change:
    """A change of a record; `members` are those of the contract it names, by path (`provider.uscc`, `items[].type`)."""

    make: Callable[[Any], Any]
    members: tuple[str, ...] = ()

    def __call__(self, record: Any) -> Any:
        """The record as changed; the one given stays as it is."""
        return self.make(record)


def at(path: str, form: Callable[[Any], Any]) -> Change:
    """The member there in another form; a record that lacks it stays as it is."""
    first, _, rest = path.partition(".")
    name, inner = first.removesuffix("[]"), at(rest, form) if rest else form

    def make(record: Record) -> Record:
        if name not in record:
            return record
        held = record[name]
        return {**record, name: inner(held) if name == first else [inner(one) for one in held]}

    return Change(make, (path,))


def drop(*paths: str) -> Change:
    """The record without some members."""
    return each(*map(_drop, paths))


def _drop(path: str) -> Change:
    above, _, leaf = path.rpartition(".")
    if above:
        return Change(at(above, _drop(leaf)).make, (path,))
    return Change(lambda record: {name: held for name, held in record.items() if name != path}, (path,))


def put(**members: Any) -> Change:
    """The record with members of the contract put in."""
    return Change(lambda record: {**record, **members}, tuple(members))


def add(**members: Any) -> Change:
    """The record with members that no contract has."""
    return Change(lambda record: {**record, **members})


def only(when: Callable[[Any], Any], change: Change) -> Change:
    """The change of some records alone."""
    return Change(lambda record: change(record) if when(record) else record, change.members)


def each(*changes: Change) -> Change:
    """One change after the other."""

    def make(record: Any) -> Any:
        for change in changes:
            record = change(record)
        return record

    return Change(make, tuple(path for change in changes for path in change.members))


def before(member: str, day: str = MOVED_IN) -> Callable[[Record], bool]:
    """Whether a record is from before a day, by one of its members."""
    return lambda record: bool(record[member] < day)
