"""Conditions are three-valued: an unknown fact never passes for false."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.engine.judging.facts import asks_record, evaluate

FACTS = {"mlps": 3, "zone": "internet", "contract": {"version": "2026.11"}}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"mlps": 3}, True),
        ({"mlps": [2, 3, 4]}, True),
        ({"mlps": 2}, False),
        ({"level": "city"}, None),
        ({"contract.version": "2026.11"}, True),
        ({"not": {"mlps": 3}}, False),
        ({"not": {"level": "city"}}, None),
        ({"all": [{"mlps": 3}, {"zone": "internet"}]}, True),
        ({"all": [{"mlps": 2}, {"level": "city"}]}, False),
        ({"all": [{"mlps": 3}, {"level": "city"}]}, None),
        ({"any": [{"mlps": 2}, {"zone": "internet"}]}, True),
        ({"any": [{"mlps": 3}, {"level": "city"}]}, True),
        ({"any": [{"mlps": 2}, {"level": "city"}]}, None),
        ({"any": [{"mlps": 2}, {"zone": "extranet"}]}, False),
    ],
)
def test_conditions(condition: dict[str, Any], holds: bool | None) -> None:
    assert evaluate(condition, FACTS).holds is holds


def test_the_record_is_asked_by_name() -> None:
    condition = {"all": [{"mlps": 3}, {"record.sharingClass": "2"}]}
    assert asks_record(condition)
    assert not asks_record({"not": {"mlps": 3}})
    assert evaluate(condition, FACTS, {"sharingClass": "2"}).holds is True
    assert evaluate(condition, FACTS, {"sharingClass": "1"}).because == ("record.sharingClass = 1",)
    assert evaluate(condition, FACTS, {}).holds is None


def test_of_a_member_that_holds_several_any_may_be_the_one() -> None:
    condition = {"record.serviceObjects": ["2", "3"]}
    assert evaluate(condition, FACTS, {"serviceObjects": ["1", "2"]}).holds is True
    assert evaluate(condition, FACTS, {"serviceObjects": ["1"]}).holds is False
    assert evaluate({"not": condition}, FACTS, {"serviceObjects": []}).holds is True
