"""Uses a method on the path of a list whose contract knows no such method."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text

NEEDS = Text("可列出", "a list")
METHOD = "PATCH"
METHODS = {METHOD: 1}


def fits(contract: Contract, record: RecordKind) -> bool:
    path = contract.operations[record.operations["list"]].path if record.has("list") else ""
    return bool(path) and not any(one.path == path and one.method == METHOD for one in contract.operations.values())


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: 1}


def probe(ask: Ask, record: RecordKind) -> None:
    operation = record.operations["list"]
    reader = record.roles.get("reader", "")
    ask(operation, role=reader, step="method", parts=ask.parts(operation), method=METHOD)
