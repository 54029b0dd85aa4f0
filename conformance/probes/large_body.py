"""Sends a body half as large again as the contract's limit, then asks whether the system still answers."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.deep_json import fits as takes_json
from conformance.probes.deep_json import still_answers
from conformance.probes.making import body_of, make, plain_text

NEEDS = Text("可以 JSON 登记文字、可列出", "a creation by JSON with a text, and a list")
BYTES = 1536 * 1024


def fits(contract: Contract, record: RecordKind) -> bool:
    return takes_json(contract, record) and bool(plain_text(contract, record, "text"))


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 1, record.operations["list"]: 1}


def probe(ask: Ask, record: RecordKind) -> None:
    make(ask, record, "large", body={**body_of(ask, record), record.members["text"]: "x" * BYTES})
    still_answers(ask, record)
