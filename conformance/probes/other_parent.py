"""Reads a record in its place, and by the same key under another parent."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Parameter
from conformance.model.record import RecordKind
from conformance.model.text import Text

NEEDS = Text("按上级对象逐条读取", "a read under the address of another record")
OTHER = Text("只有一个上级对象", "there is but one record to stand under")


def fits(contract: Contract, record: RecordKind) -> bool:
    places = _places(contract, record)
    return len(places) > 1 and bool(places[0].live)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["read"]: 2}


def probe(ask: Ask, record: RecordKind) -> None:
    read, above = record.operations["read"], _places(ask.contract, record)[0]
    known = ask.parts(read)
    others = [one for one in ask.living(above.live) if one != known[above.name]]
    ask(read, step="in-place", parts=known)
    ask.need(others, OTHER)
    ask(read, step="elsewhere", parts={**known, above.name: others[0]}, draws=404)


def _places(contract: Contract, record: RecordKind) -> list[Parameter]:
    """The parameters of the path of a read; none where such records are not read."""
    read = contract.operations.get(record.operations.get("read", ""))
    return [each for each in read.parameters if each.location == "path"] if read else []
