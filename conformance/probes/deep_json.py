"""Sends JSON nested far deeper than any record is, and asks before and after whether the system answers."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import make, may_be_made, takes_media

NEEDS = Text("可以 JSON 登记、可列出", "a creation by JSON, and a list")
LEVELS = 20_000
JSON = "application/json"


def fits(contract: Contract, record: RecordKind) -> bool:
    """Whether a record can be made of a body, and its list read."""
    return may_be_made(contract, record) and record.has("list") and takes_media(contract, record, JSON)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 2, record.operations["list"]: 2}


def probe(ask: Ask, record: RecordKind) -> None:
    arrays = b'{"items":' + b"[" * LEVELS + b"]" * LEVELS + b"}"
    objects = b'{"items":' * LEVELS + b"1" + b"}" * LEVELS
    answers(ask, record, "before")
    make(ask, record, "deep", raw=arrays, media=JSON)
    make(ask, record, "deep", raw=objects, media=JSON)
    answers(ask, record, "after")


def answers(ask: Ask, record: RecordKind, step: str) -> None:
    """Ask for the list: whether the system answers, `before` and `after`."""
    operation = record.operations["list"]
    ask(operation, step=step, parts=ask.parts(operation))
