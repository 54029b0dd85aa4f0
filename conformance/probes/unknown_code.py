"""Registers a record without fault, and one for each coded member whose code no list holds; looks what was stored."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import body_of, called, look_up, make, may_be_made

NEEDS = Text("登记内容含代码、可列出", "a creation with a coded member, and a list")
UNKNOWN = "99"
CODES = "x-hutong-codes"


def fits(contract: Contract, record: RecordKind) -> bool:
    return may_be_made(contract, record) and record.has("list") and bool(_coded(contract, record))


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 1 + len(_coded(contract, record)), record.operations["list"]: 10}


def probe(ask: Ask, record: RecordKind) -> None:
    stem = ask.unique("代码核对名录")
    make(ask, record, "known", body=called(record, body_of(ask, record), f"{stem}甲"))
    for number, name in enumerate(_coded(ask.contract, record), 1):
        body = called(record, body_of(ask, record), f"{stem}乙{number}")
        make(ask, record, "unknown", body={**body, name: UNKNOWN})
    look_up(ask, record, "stored", stem)


def _coded(contract: Contract, record: RecordKind) -> list[str]:
    """The members of the example whose values come from a code list."""
    creation = contract.operations[record.operations["create"]]
    schema, example = creation.body.get("application/json"), creation.example
    if schema is None or not isinstance(example, Mapping):
        return []
    coded = (name for name, said in schema.members(schema.document) if _is_coded(schema.inside(said)))
    return [name for name in dict.fromkeys(coded) if name in example]


def _is_coded(said: Mapping[str, object]) -> bool:
    values = said.get("enum")
    return CODES in said and isinstance(values, list) and UNKNOWN not in values
