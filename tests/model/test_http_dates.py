"""The dates of HTTP are moments with an offset, or nothing."""

from __future__ import annotations

import pytest

from conformance.model.http_dates import http_date


def test_a_date_is_a_moment_with_its_offset() -> None:
    moment = http_date("Mon, 02 Nov 2026 02:00:00 GMT")
    assert moment is not None
    assert moment.isoformat() == "2026-11-02T02:00:00+00:00"


@pytest.mark.parametrize(
    "text",
    [None, "", "now", "Mon, 02 Nov 2026 02:00:00 -0000", "Mon, 32 Nov 2026 02:00:00 GMT", "Mon, 02 Nov 99999 02:00:00"],
)
def test_what_is_no_moment_is_nothing(text: str | None) -> None:
    assert http_date(text) is None
