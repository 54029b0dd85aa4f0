"""Reads things whose identifiers are well formed and name nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

TRIES = 3
NO_LIST = "no-suchlist"
LAST_VERSION = 9999


def sends(contract: Contract) -> Mapping[str, int]:
    return {"getResource": TRIES + 1, "listVersions": 1, "getVersion": 1, "getCodeList": 1}


def probe(ask: Ask) -> None:
    ask("getCodeList", step="unknown", parts={"list": NO_LIST})
    known = ask.living("resource.id")[0]
    ask("getVersion", step="unknown", parts={"id": known, "version": LAST_VERSION})
    nobody = {"id": _nobodys(ask, known)}
    ask("getResource", step="unknown", parts=nobody)
    ask("listVersions", step="unknown", parts=nobody)


def _nobodys(ask: Ask, known: str) -> str:
    """An identifier in the shape of a known one that no entry answers to: high, and another one in each run."""
    identifier = known
    for _ in range(TRIES):
        identifier = _like(known, int(ask.unique("")[-6:], 16))
        found = ask("getResource", step="candidate", parts={"id": identifier}).data
        if not isinstance(found, dict) or found.get("id") != identifier:
            break
    return identifier


def _like(known: str, number: int) -> str:
    """The known identifier with its last run of digits at the upper end of what it can hold."""
    head, digits, tail = re.fullmatch(r"(.*?)(\d*)(\D*)", known, re.DOTALL).groups()  # type: ignore[union-attr] # it always matches
    width = len(digits)
    return f"{head}{10**width - 1 - number % 10 ** min(width, 3)}{tail}" if width else f"{known}{number}"
