"""What changed from one release of the standards to another, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance.model.clause import LEVEL_WORDS, SEVERITY_WORDS, Clause, Param, Standard
from conformance.model.text import Text

PARTS = (
    *("status", "level", "severity", "title", "statement", "source"),
    *("applies_when", "params", "view", "verify", "remediation"),
)
"""The parts of a clause that are compared, in the order in which they matter to whoever must keep it."""

UNSAID = Text("—", "—")


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a clause that reads otherwise: a level, a sentence, or a parameter by its name (`params.most`)."""

    part: str
    before: Text
    after: Text


@dataclass(frozen=True)
class Difference:
    """The clauses that are new, that hold no longer, and that changed; and the schemas that read otherwise."""

    added: tuple[Clause, ...]
    withdrawn: tuple[Clause, ...]
    changed: tuple[tuple[Clause, tuple[Change, ...]], ...]
    schemas: tuple[str, ...]


def difference(old: Standard, new: Standard) -> Difference:
    """What changed. A clause that is gone or marked withdrawn holds no longer; it is told as the new release has it."""
    before, after = _holding(old), _holding(new)
    both = [(before[name], after[name]) for name in after if name in before]
    changes = [(clause, tuple(_changes(was, clause))) for was, clause in both]
    return Difference(
        added=tuple(clause for name, clause in after.items() if name not in before),
        withdrawn=tuple(new.clauses.get(name, clause) for name, clause in before.items() if name not in after),
        changed=tuple((clause, found) for clause, found in changes if found),
        schemas=tuple(name for name in _names(old, new) if _schema(old, name) != _schema(new, name)),
    )


def _holding(standard: Standard) -> dict[str, Clause]:
    return {name: clause for name, clause in standard.clauses.items() if clause.status != "withdrawn"}


def _names(old: Standard, new: Standard) -> list[str]:
    return sorted({*old.schemas, *new.schemas})


def _schema(standard: Standard, name: str) -> Any:
    return standard.schemas[name].document if name in standard.schemas else None


def _changes(was: Clause, now: Clause) -> Iterator[Change]:
    for part in PARTS:
        before, after = getattr(was, part), getattr(now, part)
        if part == "params":
            yield from _figures(before, after)
        elif before != after:
            yield Change(part, _said(part, before), _said(part, after))


def _figures(before: Any, after: Any) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Change(f"params.{name}", _figure(before.get(name)), _figure(after.get(name)))


def _figure(param: Param | None) -> Text:
    if param is None:
        return UNSAID
    floor = f", floor {param.floor}" if param.floor is not None else ""
    return Text(f"{param.default}{floor}", f"{param.default}{floor}")


def _said(part: str, value: Any) -> Text:
    """A part in words; how a clause is verified is only named, `hutong explain` tells it."""
    if isinstance(value, Text):
        return value
    if part == "level":
        return LEVEL_WORDS[value]
    if part == "severity":
        return SEVERITY_WORDS[value]
    if part == "source":
        said = " ".join(filter(None, (value.doc, value.clause, f"({value.basis})")))
    elif part == "verify":
        said = ", ".join(f"{item.probe} → {item.check}" for item in value)
    else:
        said = str(value) if value else ""
    return Text(said, said) if said else UNSAID
