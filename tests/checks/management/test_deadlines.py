"""Data are supplied in time: what shows that they were not, and what leaves it open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conformance.checks.management.deadlines import data_are_supplied_in_time
from tests.checks.making import CALENDAR, exchange, said, trace

TODAY = date(2026, 11, 2)
NOBODY_KNOWS = "undecided: data of q-1 came late or never"
LATE = "the period of q-1 began on 2026-08-03; "


def granted(day: str, **more: Any) -> dict[str, Any]:
    return {"id": "g-1", "request": "q-1", "grantedAt": f"{day}T10:00:00+08:00", **more}


@pytest.mark.parametrize(
    ("entry", "grants", "message"),
    [
        ({}, [], LATE + "after 61 working days nothing was done"),
        ({}, [granted("2026-08-03")], NOBODY_KNOWS),
        ({"grant": "g-1"}, [], NOBODY_KNOWS),
        ({}, [granted("2026-10-20")], LATE + "it was done on 2026-10-20"),
        ({}, [granted("2026-10-20"), granted("2026-08-04", id="g-2")], NOBODY_KNOWS),
        ({"firstDeliveredAt": "2026-10-20T09:00:00+08:00"}, [], NOBODY_KNOWS),
        ({"firstDeliveredAt": "2026-10-20T09:00:00+08:00"}, [granted("2026-08-03")], NOBODY_KNOWS),
        ({"firstDeliveredAt": "2026-10-21T09:00:00+08:00"}, [granted("2026-10-20")], LATE),
        ({"firstDeliveredAt": "2026-08-31T09:00:00+08:00"}, [granted("2026-08-03")], None),
        ({"firstDeliveredAt": "2026-10-20T09:00:00+08:00", "period": {"from": "2026-10-20"}}, [], None),
    ],
)
def test_data_that_nobody_came_for_may_have_been_there(
    entry: dict[str, Any], grants: list[dict[str, Any]], message: str | None
) -> None:
    consented = {"id": "q-1", "state": "consented", "decision": {"decidedAt": "2026-08-03T09:00:00+08:00"}, **entry}
    books = trace(exchange("requests", {"items": [consented]}), exchange("grants", {"items": grants}))
    found = said(data_are_supplied_in_time, books, today=TODAY, calendar=CALENDAR, days=20)
    assert len(found) == (message is not None)
    assert all(one.startswith(str(message)) for one in found)
