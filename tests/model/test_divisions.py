from __future__ import annotations

import pytest

from conformance.model.divisions import is_above, lies_within


@pytest.mark.parametrize(
    ("region", "whole", "within"),
    [
        ("320205", "320200", True),
        ("320205", 320205, True),
        ("320205001", "320200", True),
        ("320205001002", "320205001", True),
        ("320205001002", "320205001000", True),
        ("320300", "320200", False),
        ("320200", "320205", False),
        ("110101", "110000", True),
        ("110101", "310000", False),
        ("320200", "100000", True),
        ("320205999999", "320205001", False),
        ("梁溪区", "320200", False),
        ("", "320200", False),
    ],
)
def test_what_lies_within_what(region: object, whole: object, within: bool) -> None:
    assert lies_within(region, whole) is within


def test_levels() -> None:
    assert is_above("city", "county")
    assert not is_above("county", "county")
    assert not is_above("county", "city")
    assert not is_above("镇", "county")
    assert not is_above("city", None)
