"""Who applies: the identities behind the applicants' accounts, and others without one. All of them are made up."""

from __future__ import annotations

from typing import Any

from tests.second_system.accounts import Unit

Row = dict[str, Any]
COMPANY, PERSON = "001", "111"


def _party(name: str, kind: str, number: str) -> Row:
    return {"name": name, "idType": kind, "idNumber": number}


FISHERY = _party("临澜汀屿水产有限公司", COMPANY, "91339900HY60001136")
LIN = _party("林𬭊汐", PERSON, "339900199003071233")
BREWERY = _party("临澜古渡酿造有限公司", COMPANY, "91339900HY60002442")
TRAVEL = _party("岭北山行旅行社有限公司", COMPANY, "91339900HY6000375X")
HE = _party("何望舒", PERSON, "339900198506120046")
OWN = {"citizen:80017": FISHERY, "citizen:80052": LIN, "citizen:80311": BREWERY, "citizen:80324": TRAVEL,
       "citizen:80337": HE}  # fmt: skip
"""By account: whose identity it proves."""


def masked(party: Row) -> Row:
    """A party as it is shown: the number of a natural person without its middle."""
    number = party["idNumber"]
    if party["idType"] == COMPANY:
        return party
    return {**party, "idNumber": number[:4] + "*" * (len(number) - 6) + number[-2:]}


def public_name(party: Row) -> str:
    """The name as the public may read it."""
    name = str(party["name"])
    return name if party["idType"] == COMPANY else name[0] + "*" * (len(name) - 1)


def unit_of(unit: Unit) -> Row:
    return {"name": unit.name, "uscc": unit.uscc}
