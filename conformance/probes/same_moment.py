"""Lists what came since one moment, written with several offsets, and since just after midnight of its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.changes import fits as lists_since
from conformance.probes.pages import one_page

NEEDS = Text("可只列某时以后", "a list of what came since a moment")
PAGE_SIZE = 100
CHINA, WEST = timezone(timedelta(hours=8)), timezone(timedelta(hours=-5))
AFTER_MIDNIGHT = timedelta(minutes=1)


def fits(contract: Contract, record: RecordKind) -> bool:
    return lists_since(contract, record)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: 1 + 2 * 4}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, form = record.operations["list"], record.listing
    listed = ask(operation, step="all", query={form.size: PAGE_SIZE})
    found = sorted(filter(None, (_moment(record.part(item, "made")) for item in record.entries(listed.data))))
    ask.need(found, Text("清单中没有时间", "the list states no times"))
    middle = found[len(found) // 2]
    midnight = middle.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0) + AFTER_MIDNIGHT
    for step, moment in (("middle", middle), ("midnight", midnight)):
        for since in _written(moment):
            one_page(ask, operation, step, {form.since: since, form.size: PAGE_SIZE}, form=form)


def _written(moment: datetime) -> tuple[str, ...]:
    """One moment in Beijing time, in universal time in two forms, and in a zone where it may be the day before."""
    china, universal, west = (moment.astimezone(zone).isoformat(timespec="seconds") for zone in (CHINA, UTC, WEST))
    return china, universal.replace("+00:00", "Z"), universal, west


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value.upper()) if isinstance(value, str) else None  # t and z may be small
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
