"""Reads a whole feed of changes, and again only what changed since the middle of it."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.pages import walk

NEEDS = Text("可只列某时以后", "a list of what came since a moment")
PAGE_SIZE = 100
MOST_PAGES = 50


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list") and bool(record.listing.since) and record.tells("made")


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: 2 * MOST_PAGES}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, form = record.operations["list"], record.listing
    size = {form.size: PAGE_SIZE}
    pages = walk(ask, operation, "all", size, MOST_PAGES, form=form)
    found = (record.part(item, "made") for page in pages for item in record.entries(page))
    moments = sorted({moment for moment in found if isinstance(moment, str)})
    ask.need(moments, Text("变更清单中没有时间", "the change feed states no times"))
    since = {form.since: moments[len(moments) // 2]}
    walk(ask, operation, "since", {**since, **size}, MOST_PAGES, form=form)
