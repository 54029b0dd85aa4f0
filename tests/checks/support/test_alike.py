"""Lists in several roles: what both show of a record is the same, however much either leaves out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conformance.checks.support.alike import roles_see_the_same
from tests.checks.making import exchange, said, trace

ENTRY: dict[str, Any] = {
    "id": "r-1",
    "assessment": {"secrecy": "1", "approvedBy": "周启明"},
    "items": [{"name": "机构名称", "type": "C"}],
}


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        ({"id": "r-1"}, ""),
        ({**ENTRY, "assessment": {"secrecy": "1"}}, ""),
        ({**ENTRY, "items": [{"name": "机构名称"}]}, ""),
        ({**ENTRY, "assessment": {"secrecy": "2"}}, "assessment.secrecy"),
        ({**ENTRY, "items": [{"name": "机构"}]}, "items[0].name"),
        ({**ENTRY, "items": []}, "items"),
    ],
)
def test_what_two_roles_are_shown(other: dict[str, Any], apart: str) -> None:
    upper, peer = (
        replace(exchange("listed", {"items": [entry]}), role=role)
        for role, entry in (("upper", ENTRY), ("peer", other))
    )
    found = said(roles_see_the_same, trace(upper, peer))
    assert [line.partition(":")[0] for line in found] == ([apart] if apart else [])
