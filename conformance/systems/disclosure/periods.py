"""The periods of the Regulation on the Disclosure of Government Information, in working days."""

from __future__ import annotations

from datetime import date, timedelta

from conformance.systems.service.part import Record
from conformance.systems.service.working_days import after, is_working

ANSWER_DAYS = 20
OPINION_DAYS = 15


def day(text: str) -> date:
    """The day of a date or of a moment in Beijing time, as this system writes them."""
    return date.fromisoformat(text[:10])


def begun(record: Record) -> date | None:
    """The day the period to answer runs from: a fee paid, a correction received, the receipt; None before that."""
    for at in (record.get("fee", {}).get("paidOn"), record.get("suppliedOn"), record.get("receivedOn")):
        if at:
            return day(at)
    return None


def due(record: Record, days: int = ANSWER_DAYS) -> date | None:
    """The last of so many working days to answer, the time of consultations taken out; None while one goes on."""
    start = begun(record)
    if start is None or any("closedOn" not in one for one in record["consultations"]):
        return None
    spans = [(day(one["sentAt"]), day(one["closedOn"])) for one in record["consultations"]]
    at = start
    while days:
        at += timedelta(days=1)
        days -= is_working(at) and not any(first < at <= last for first, last in spans)
    return at


def opinion_due(received: date) -> date:
    """The last day for an opinion."""
    return after(received, OPINION_DAYS)
