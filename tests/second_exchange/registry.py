"""What the exchange keeps: resources with their records, and rows of every other kind in the contract's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import g
from jsonschema import Draft202012Validator

from tests.second_system.accounts import Account, Unit
from tests.second_system.clock import stamp
from tests.second_system.days import day_of
from tests.second_system.once import Keys
from tests.second_system.refusal import Refused

Row = dict[str, Any]
CODE = "[1-3][0-9]{5,9}/[0-9]{6}"
"""How a resource code is written."""
LETTERS = {
    "requests": "q", "grants": "g", "batches": "b", "uses": "u", "agreements": "x", "corrections": "c",
    "disposals": "d", "terminations": "z", "disputes": "y", "receipts": "t",
}  # fmt: skip


def party(unit: Unit) -> Row:
    return {"name": unit.name, "uscc": unit.uscc, "region": unit.region, "level": unit.level}


@dataclass
class Resource:
    """A resource: what is shown of it, whose it is, and its records."""

    unit: Unit
    shown: Row
    records: list[Row]

    @property
    def code(self) -> str:
        return str(self.shown["code"])

    @property
    def names(self) -> list[str]:
        return [item["name"] for item in self.shown["items"]]

    def schema(self) -> Row:
        """The JSON Schema of one record."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"/resources/{self.shown['id']}/schema",
            "title": self.shown["name"],
            "type": "object",
            "properties": {item["name"]: _value_schema(item) for item in self.shown["items"]},
            "required": [item["name"] for item in self.shown["items"] if item.get("key")],
            "additionalProperties": False,
        }

    def misfit(self, record: Row) -> str:
        """Why a record is not one of this resource; empty when it is."""
        wrong = next(Draft202012Validator(self.schema()).iter_errors(record), None)
        return f"数据项不合模式：{'/'.join(map(str, wrong.path)) or '缺少或者多余'}"[:200] if wrong else ""


def _value_schema(item: Row) -> Row:
    kind = {"N": "integer", "L": "boolean"}.get(item["type"], "string")
    shape: Row = {"type": kind}
    if kind == "string" and "length" in item:
        shape["maxLength"] = item["length"]
    return {**shape, "enum": item["codes"]} if "codes" in item else shape


@dataclass
class Registry:
    """Everything the exchange holds."""

    resources: dict[str, Resource] = field(default_factory=dict)
    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {kind: {} for kind in LETTERS})
    messages: dict[str, Row] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    keys: Keys = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, row: Row) -> Row:
        """Keep a row under a number never given before."""
        self.given[kind] = self.given.get(kind, 0) + 1
        row = {"id": f"{LETTERS[kind]}-{40000 + 3 * self.given[kind]:06d}", **row}
        self.rows[kind][row["id"]] = row
        return row

    def coded(self, code: str) -> Resource:
        return next(found for found in self.resources.values() if found.code == code)

    def provider(self, row: Row) -> Unit:
        """The department whose resource a row is about."""
        return self.coded(row["resource"]).unit

    def visible(self, kind: str, account: Account) -> Iterator[Row]:
        """The rows an account may see, by id."""
        return (row for _, row in sorted(self.rows[kind].items()) if self.sees(account, row))

    def sees(self, account: Account, row: Row) -> bool:
        """Whether the account is of the authority, the provider, or who asked or uses; a notice is for all."""
        other = row.get("consumer") or row.get("requester")
        if account.role == "administrator" or not other:
            return True
        return account.unit is not None and account.unit.uscc in (self.provider(row).uscc, other["uscc"])


def registry() -> Registry:
    found: Registry = g.app.extensions["registry"]
    return found


def now() -> str:
    return stamp(g.now)


def today() -> str:
    return day_of(g.now).isoformat()


def resource_of(id: str) -> Resource:  # noqa: A002 - the contract's name
    found = registry().resources.get(id)
    if not found:
        raise Refused(404, "没有这项资源")
    return found


def row_of(kind: str, id: str) -> Row:  # noqa: A002 - the contract's name
    """A row the caller may see."""
    row = registry().rows[kind].get(id)
    if not row or not registry().sees(g.account, row):
        raise Refused(404, "没有这条记录")
    return row


def own_row(kind: str, id: str, whose: str) -> Row:  # noqa: A002 - the contract's name
    """A row whose requester or consumer is the caller's department."""
    row = row_of(kind, id)
    if not g.account.unit or row[whose]["uscc"] != g.account.unit.uscc:
        raise Refused(403, "不是本部门的")
    return row


def provided_row(kind: str, id: str) -> Row:  # noqa: A002 - the contract's name
    """A row about a resource of the caller's department."""
    row = row_of(kind, id)
    if registry().provider(row) is not g.account.unit:
        raise Refused(403, "不是本部门的资源")
    return row


def state_of(row: Row) -> str:
    """How a row stands: an active grant is expired after the last day of its period."""
    over = row["state"] == "active" and row["period"]["to"] < today()
    return "expired" if over else str(row["state"])


def shown(row: Row) -> Row:
    return {**row, "state": state_of(row)} if "state" in row else row
