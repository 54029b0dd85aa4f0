"""Reads the index of code lists, every list in it, and every list of records, whose codes they explain."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.record import RecordKind, entries
from conformance.model.text import Text
from conformance.probes.declared import lists_at_top, put
from conformance.probes.pages import walk

MOST_LISTS = 200
MOST_PAGES = 50
PAGE_SIZE = 100
SENDS: Mapping[str, int] = {"listCodeLists": 1, "getCodeList": MOST_LISTS}
"""What reading the lists sends."""


def sends(contract: Contract) -> Mapping[str, int]:
    coded = {record.operations["list"]: MOST_PAGES for record in _coded(contract)}
    return {**coded, **SENDS}


def probe(ask: Ask) -> None:
    read_lists(ask)
    forms = {record.operations["list"]: record.listing for record in _coded(ask.contract)}

    def question(listed: Operation) -> None:
        form = forms[listed.id]
        walk(ask, listed.id, "values", {form.page: 1, form.size: PAGE_SIZE}, MOST_PAGES, form=form)

    put(ask, [ask.contract.operations[name] for name in forms], question, "values")


def read_lists(ask: Ask, index: str = "index", step: str = "list") -> None:
    """Read the index of code lists in one step, and every list it names in another."""
    named = _ids(ask("listCodeLists", step=index).data)
    for identifier in ask.sample(named, MOST_LISTS, Text("代码表", "code lists"), step):
        ask("getCodeList", step=step, parts={"list": identifier})


def _coded(contract: Contract) -> list[RecordKind]:
    """The kinds of record listed by themselves, page by page, whose codes the lists explain."""
    kinds = [record for record in contract.records.values() if lists_at_top(contract, record)]
    return [record for record in kinds if record.listing.page and not record.listing.moves]


def _ids(data: object) -> list[str]:
    found = [item.get("id") for item in entries(data)]
    return [identifier for identifier in found if isinstance(identifier, str) and identifier]
