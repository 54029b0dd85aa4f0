"""Asks for what is under identifiers that are well formed and name nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.record import RecordKind, member
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.declared import askable, at_or_below, put, sound

NEEDS = Text("可逐条读取", "a read")
TRIES = 3
LAST_VERSION = 9999
STEP = "unknown"


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("read") and "{" in contract.operations[record.operations["read"]].path


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    below = {operation.id: 1 for operation in _below(contract, record)}
    return {**below, record.operations["read"]: TRIES + 1 + len(_writers(contract, record)), **_version(record)}


def probe(ask: Ask, record: RecordKind) -> None:
    read = record.operations["read"]
    known = ask.parts(read)
    for name in _version(record):
        ask(name, step=STEP, parts={**known, "version": LAST_VERSION}, draws=404)
    nobody = {**known, **_nobodys(ask, record, known)}
    ask(read, step=STEP, parts=nobody, draws=404)
    for role in _writers(ask.contract, record):  # nobody writes where it has not itself found nothing
        with suppress(Undecided):
            ask(read, role=role, step="candidate", parts=nobody)

    def question(operation: Operation) -> None:
        ask(operation.id, step=STEP, draws=404, **sound(ask, operation, nobody))

    put(ask, _below(ask.contract, record), question, STEP)


def _below(contract: Contract, record: RecordKind) -> list[Operation]:
    """What else may be asked at the address of a record, or directly below it."""
    there = {one.id for one in at_or_below(contract, record)} - {record.operations["read"], *_version(record)}
    return [one for one in askable(contract) if one.id in there]


def _writers(contract: Contract, record: RecordKind) -> list[str]:
    """The roles that may write below a record and read it."""
    read = contract.operations[record.operations["read"]]
    roles = dict.fromkeys(role for one in _below(contract, record) if not one.safe for role in one.roles)
    return [role for role in roles if read.public or role in read.roles]


def _version(record: RecordKind) -> dict[str, int]:
    return {record.operations["version"]: 1} if record.has("version") else {}


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
