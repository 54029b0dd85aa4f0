"""Reads records, their histories and versions by identifiers that are well formed and name nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind, member
from conformance.model.text import Text

NEEDS = Text("可逐条读取", "a read")
TRIES = 3
LAST_VERSION = 9999
WORDS = ("versions", "version")


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("read") and "{" in contract.operations[record.operations["read"]].path


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    more = {name: 1 for word, name in record.operations.items() if word in WORDS}
    return {record.operations["read"]: TRIES + 1, **more}


def probe(ask: Ask, record: RecordKind) -> None:
    read = record.operations["read"]
    known = ask.parts(read)
    if record.has("version"):
        ask(record.operations["version"], step="unknown", parts={**known, "version": LAST_VERSION})
    nobody = {**known, **_nobodys(ask, record, known)}
    ask(read, step="unknown", parts=nobody)
    if record.has("versions"):
        ask(record.operations["versions"], step="unknown", parts=nobody)


def _nobodys(ask: Ask, record: RecordKind, known: Mapping[str, str]) -> dict[str, str]:
    """The last part of a path, in the shape of a known one, that no record answers to: another one in each run."""
    name, value = list(known.items())[-1]
    identifier = value
    for _ in range(TRIES):
        identifier = _like(value, int(ask.unique("")[-6:], 16))
        found = ask(record.operations["read"], step="candidate", parts={**known, name: identifier}).data
        if not isinstance(found, dict) or member(found, record.key) != identifier:
            break
    return {name: identifier}


def _like(known: str, number: int) -> str:
    """The known identifier with its last run of digits at the upper end of what it can hold."""
    head, digits, tail = re.fullmatch(r"(.*?)(\d*)(\D*)", known, re.DOTALL).groups()  # type: ignore[union-attr] # it always matches
    width = len(digits)
    return f"{head}{10**width - 1 - number % 10 ** min(width, 3)}{tail}" if width else f"{known}{number}"
