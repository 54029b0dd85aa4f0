"""What the platform keeps: documents with their drafts, and rows of every other kind in the contract's own words.

Members that begin with an underscore are for the platform alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import g

from tests.second_system import asked
from tests.second_system.accounts import WATER, Account, Unit
from tests.second_system.clock import stamp
from tests.second_system.days import day_of
from tests.second_system.refusal import Refused

Row = dict[str, Any]
LETTERS = {"documents": "d", "reports": "n", "penalties": "p", "applications": "q", "corrections": "c"}
HOST = WATER
"""The body whose platform it is: what comes in on line is made to it."""


def body(unit: Unit) -> Row:
    return {"name": unit.name, "uscc": unit.uscc}


@dataclass
class Document:
    """A document: what stays the same, the text in force, and one that is drafted or was returned."""

    unit: Unit
    fixed: Row
    in_force: Row | None = None
    draft: Row | None = None
    withdrawn: bool = False

    def seen_by(self, account: Account) -> Row | None:
        """The text an account reads: people of the unit and the reviewers see the draft, others what is published."""
        if self.withdrawn:
            return None
        insider = account.role == "administrator" or account.unit is self.unit
        return self.draft if insider and self.draft else self.in_force


@dataclass
class Files:
    """Everything the platform holds."""

    documents: dict[str, Document] = field(default_factory=dict)
    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {kind: {} for kind in LETTERS})
    keys: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)

    def number(self, kind: str) -> str:
        """A number never given before."""
        self.given[kind] = self.given.get(kind, 0) + 1
        return f"{LETTERS[kind]}-{200000 + 9 * self.given[kind]:06d}"

    def add(self, kind: str, row: Row) -> Row:
        row = {"id": self.number(kind), **row}
        self.rows[kind][row["id"]] = row
        return row

    def register(self, unit: Unit, content: Row, at: str) -> Document:
        """A new document of a unit, as a draft."""
        id = self.number("documents")  # noqa: A001 - the contract's name
        serial = 30000 + 2 * self.given["documents"]
        index = f"{unit.uscc}/{content['madeOn'][:4]}-{serial}"
        fixed = {"id": id, "index": index, "issuer": body(unit), "region": unit.region, "registeredAt": at}
        made = Document(unit, {**fixed, "origin": "own", "periodRule": "usual"}, draft=content)
        self.documents[id] = made
        return made


def sees(account: Account, row: Row) -> bool:
    """Whether a row is public, or the account's own, or made to the account's body; the head of the office sees all."""
    if "_owner" not in row or account.role == "administrator":
        return True
    return row["_owner"] == account.user or (account.unit is not None and account.unit.uscc == row["body"]["uscc"])


def held() -> Files:
    found: Files = g.app.extensions["files"]
    return found


def now() -> str:
    return stamp(g.now)


def today() -> str:
    return day_of(g.now).isoformat()


def visible(kind: str) -> list[Row]:
    """The rows the caller may see, by id."""
    return [row for _, row in sorted(held().rows[kind].items()) if sees(g.account, row)]


def row_of(kind: str, id: str) -> Row:  # noqa: A002 - the contract's name
    row = held().rows[kind].get(id)
    if not row or not sees(g.account, row):
        raise Refused(404, "没有这份记录")
    return row


def shown(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.startswith("_")}


def once(content: Row, make: Callable[[], str]) -> str:
    """The id of what is made of the content, or was made before under the caller's key."""
    key = asked.header("Idempotency-Key", "[A-Za-z0-9-]{8,64}")
    if not key:
        return make()
    same = json.dumps(content, sort_keys=True)
    before = held().keys.get((g.account.user, key))
    if before and before[0] != same:
        raise Refused(409, "该键已用于另一份内容")
    made = before[1] if before else make()
    held().keys[g.account.user, key] = (same, made)
    return made
