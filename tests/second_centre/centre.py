"""What the centre keeps: rows of every kind in the contract's own words, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import g

from tests.second_centre.parties import OWN
from tests.second_system.accounts import Account
from tests.second_system.clock import stamp
from tests.second_system.once import Keys
from tests.second_system.refusal import Refused

Row = dict[str, Any]
LETTERS = {
    "items": "i", "cases": "b", "certificates": "c", "publicity": "p", "overdue": "o", "evaluations": "e",
    "rectifications": "t", "departments": "d", "complaints": "m",
}  # fmt: skip
ALL_SEEING = {"administrator", "auditor"}


@dataclass(frozen=True)
class Owner:
    """Whose a case or a complaint is: the account it came from, and the number of whom it is for."""

    user: str
    number: str = ""


@dataclass
class Centre:
    """Everything the centre holds."""

    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {kind: {} for kind in LETTERS})
    owners: dict[str, Owner] = field(default_factory=dict)
    keys: Keys = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)
    """Identifiers of certificates that are no longer there."""

    def add(self, kind: str, row: Row) -> Row:
        """Keep a row under a number never given before."""
        row = {"id": f"{LETTERS[kind]}-{610000 + 7 * self._next(kind):06d}", **row}
        self.rows[kind][row["id"]] = row
        return row

    def number(self, word: str) -> str:
        """The next number of a series of documents."""
        return f"临政服{word}〔2026〕{self._next(word)}号"

    def _next(self, series: str) -> int:
        self.given[series] = self.given.get(series, 0) + 1
        return self.given[series]

    def item_of(self, case: Row) -> Row:
        return self.rows["items"][case["item"]]

    def visible(self, kind: str, account: Account) -> Iterator[Row]:
        """The rows an account may see, by id."""
        return (row for _, row in sorted(self.rows[kind].items()) if self.sees(account, row))

    def sees(self, account: Account, row: Row) -> bool:
        """Whether the account is of the authority, of the department in charge, or whose it is."""
        whole = self.rows["cases"][row["case"]] if "holder" in row else row
        owner = self.owners.get(whole["id"])
        if account.role in ALL_SEEING or account.user == (owner and owner.user):
            return True
        if account.unit:
            return bool(account.unit.uscc == (whole.get("department") or whole["unit"])["uscc"])
        return bool(owner and owner.number) and OWN.get(account.user, {}).get("idNumber") == (owner and owner.number)


def centre() -> Centre:
    found: Centre = g.app.extensions["centre"]
    return found


def now() -> str:
    return stamp(g.now)


def row_of(kind: str, id: str) -> Row:  # noqa: A002 - the contract's name
    """A row of a kind the caller may see."""
    row = centre().rows[kind].get(id)
    if not row or not centre().sees(g.account, row):
        raise Refused(404, "没有这条记录，或者不是您的")
    return row


def public_row(kind: str, id: str) -> Row:  # noqa: A002 - the contract's name
    """A row of a kind that anybody may see."""
    row = centre().rows[kind].get(id)
    if not row:
        raise Refused(404, "没有这条记录")
    return row
