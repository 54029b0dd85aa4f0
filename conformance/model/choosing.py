"""Which of several records is taken: one whose members are what is wanted of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.model.record import member


@dataclass(frozen=True, slots=True)
class Among:
    """A value that others have: a member of a record of another list, and where there are several lists, of each.

    In a contract the lists are names of living objects, and `role` sees them.
    """

    lists: tuple[str, ...]
    member: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list that has such members."""

    members: Mapping[str, Any]


Others = Callable[[Among], Iterable[Sequence[Any]]]
"""The values that others have, list by list."""


def fits(record: Any, wanted: Mapping[str, Any], others: Others) -> bool:
    """Whether each member (a path of names) is the value wanted or one of them, or holds it or such an entry."""
    return all(_has(member(record, path), each, others) for path, each in wanted.items())


def _has(held: Any, wanted: Any, others: Others) -> bool:
    values = held if isinstance(held, list) else [held]
    if isinstance(wanted, Entry):
        return any(isinstance(each, Mapping) and fits(each, wanted.members, others) for each in values)
    due = others(wanted) if isinstance(wanted, Among) else ([wanted],)
    return all(any(value in known for value in values) for known in due)


def joined(asked: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], list[str]]:
    """What all want of one record, and the paths of which they want different things."""
    wanted: dict[str, Any] = {}
    differing: dict[str, None] = {}
    for where in asked:
        differing |= {path: None for path, each in where.items() if wanted.setdefault(path, each) != each}
    return wanted, [*differing]


def as_wanted(raw: Any) -> Any:
    """What is wanted of a member, as contracts and scripts write it: a value, one `among` others, or an `entry`."""
    if not isinstance(raw, Mapping):
        return raw
    if "entry" in raw:
        return Entry(raw["entry"])
    lists = raw["among"]
    return Among((lists,) if isinstance(lists, str) else tuple(lists), raw.get("member", ""), raw.get("role", ""))


def told(wanted: Mapping[str, Any]) -> str:
    """What is wanted, as a contract or a script writes it."""
    return ", ".join(f"{path} {_told(each)}" for path, each in wanted.items())


def _told(wanted: Any) -> str:
    if isinstance(wanted, Entry):
        return f"({told(wanted.members)})"
    if isinstance(wanted, Among):
        return f"∈ {' ∩ '.join(wanted.lists)}{f' ({wanted.role})' if wanted.role else ''}"
    return str(wanted)
