"""What was delivered between two systems: in time, whenever it was made ready."""

from __future__ import annotations

import pytest

from conformance.checks.application.interop_delivery import delivered_in_time
from tests.checks.making import CALENDAR, exchange, said, trace


@pytest.mark.parametrize(
    ("made", "in_time"), [("2026-08-02", True), ("2026-08-03", True), ("2026-08-31", True), ("2026-09-01", False)]
)
def test_a_file_made_before_the_consent_is_in_time(made: str, in_time: bool) -> None:
    consent = exchange("file-decided", {"decision": {"decidedAt": "2026-08-03T09:00:00+08:00"}})
    file = exchange("file", {"madeAt": f"{made}T02:00:00+08:00", "records": []})
    assert (said(delivered_in_time, trace(consent, file), calendar=CALENDAR, days=20) == []) is in_time
