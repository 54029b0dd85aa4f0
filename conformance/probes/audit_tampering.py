"""Makes an audit record by an act of its own, then tries to change and to remove that record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import make, may_be_made, parts_of

NEEDS = Text("写明操作人、可逐条读取", "an account that acted, and a read")
METHODS = {"PUT": 2, "DELETE": 2}
ROLES = ("auditor", "administrator")
PAGE_SIZE = 50


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list", "read") and record.tells("acts") and _act(contract) is not None


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    act = _act(contract)
    done = {act.operations["create"]: 1, act.operations["withdraw"]: 1} if act else {}
    return {**done, record.operations["list"]: 1, record.operations["read"]: 6}


def probe(ask: Ask, record: RecordKind) -> None:
    own = _own_record(ask, record)
    entry, read, reader = {record.key: own[record.key]}, record.operations["read"], record.roles.get("reader", "")
    ask(read, role=reader, step="before", parts=entry)
    for role in ROLES:
        changed = {**own, "result": "failure", record.members["acts"]: "nobody"}
        ask(read, role=role, step="put", parts=entry, method="PUT", body=changed)
        ask(read, role=role, step="delete", parts=entry, method="DELETE")
    ask(read, role=reader, step="after", parts=entry)


def _act(contract: Contract) -> RecordKind | None:
    """A kind of record that can be made and withdrawn, which is audited."""
    kinds = contract.records.values()
    return next((each for each in kinds if each.has("withdraw") and may_be_made(contract, each)), None)


def _own_record(ask: Ask, record: RecordKind) -> Mapping[str, Any]:
    """The audit record of a withdrawal this probe itself carried out: no one else's record is ever tried."""
    act = _act(ask.contract)
    missing = Text("没有找到自己操作的审计记录", "the audit record of our own act was not found")
    if act is None:
        ask.need(False, missing)
        return {}
    entry = parts_of(ask, act, make(ask, act, "made", body=ask.example(act.operations["create"])))
    ask(act.operations["withdraw"], role=act.roles["creator"], step="done", parts=entry)
    query = {record.listing.size: PAGE_SIZE}
    listed = ask(record.operations["list"], role=record.roles.get("reader", ""), step="listed", query=query)
    made = set(entry.values())
    own = [item for item in record.entries(listed.data) if any(name in str(item.get("object")) for name in made)]
    ask.need(own and isinstance(own[0].get(record.key), str), missing)
    return own[0]
