"""Lists records in each role that the contract admits, and reads in it what it was not shown and others were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Exchange
from conformance.model.record import RecordKind, keys, member, whole
from conformance.model.template import names
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.declared import at_or_below, lists_at_top
from conformance.probes.own_operations import needed

NEEDS = Text("可列出", "a list")
PAGE_SIZE = 100
ROLES = Text("角色", "roles")
RECORDS = Text("记录", "records")
HIDDEN = Text("列表未列的记录", "records that a list leaves out")


def fits(contract: Contract, record: RecordKind) -> bool:
    if not lists_at_top(contract, record) or record.listing.moves:
        return False
    return len(contract.operations[record.operations["list"]].roles) > 1


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    listed = contract.operations[record.operations["list"]]
    reads = {operation.id: len(listed.roles) for operation in _reads(contract, record)}
    return {listed.id: len(listed.roles), **reads}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, form = ask.contract.operations[record.operations["list"]], record.listing
    query = {form.size: PAGE_SIZE} if form.page else {}
    shown: dict[str, Exchange] = {}
    lacking: list[Undecided] = []
    for role in operation.roles:
        try:
            shown[role] = ask(operation.id, role=role, step="listed", query=query)
        except Undecided as undecided:
            lacking.append(undecided)
    if lacking and not shown:
        raise lacking[0]
    if lacking:
        ask.cut(len(shown), len(operation.roles), ROLES, "listed")
    for page in shown.values():
        if member(page.data, form.following):
            ask.cut(len(record.entries(page.data)), whole(member(page.data, form.total)), RECORDS, "listed")
    if record.has("read") and record.key:
        _read_hidden(ask, record, shown)


def _read_hidden(ask: Ask, record: RecordKind, shown: Mapping[str, Exchange]) -> None:
    """Read, as each role, the first record that its whole list does not name and the list of another role does."""
    named = {role: [key for key in keys(record, page.data) if isinstance(key, str)] for role, page in shown.items()}
    known = ask.parts(record.operations["read"])
    place = list(known)[-1]
    for role, page in shown.items():
        if page.status != 200 or member(page.data, record.listing.following):
            continue
        others = dict.fromkeys(key for own in named.values() for key in own if key not in named[role])
        hidden = ask.sample(list(others), 1, HIDDEN, "hidden")
        for operation in _reads(ask.contract, record) if hidden else ():
            if role in operation.roles:
                ask(operation.id, role=role, step="hidden", parts={**known, place: hidden[0]})


def _reads(contract: Contract, record: RecordKind) -> Iterator[Operation]:
    """What can be read at the address of one record, or directly below it."""
    return (
        one
        for one in at_or_below(contract, record)
        if one.method == "GET" and len(names(one.path)) == 1 and needed(one) is not None
    )
