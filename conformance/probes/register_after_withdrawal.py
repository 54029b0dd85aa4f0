"""Registers a record, withdraws it, and registers another: what do its identifiers turn out to be?"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import may_be_made, registered

NEEDS = Text("可登记、可撤销", "a creation and a withdrawal")


def fits(contract: Contract, record: RecordKind) -> bool:
    return may_be_made(contract, record) and record.has("withdraw")


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 2, record.operations["withdraw"]: 1}


def probe(ask: Ask, record: RecordKind) -> None:
    _, entry = registered(ask, record, "先登记后撤销名录")
    ask(record.operations["withdraw"], role=record.roles["creator"], step="withdrawn", parts=entry)
    registered(ask, record, "其后登记名录")
