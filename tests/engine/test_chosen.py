"""The object that is asked of fits what the contract wants, and what is sent is what that object asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from conformance.config.loading import kind_contract
from conformance.engine.probe_client import ProbeClient
from conformance.model.choosing import Among, fits
from conformance.model.verdict import Undecided

CONTRACT = kind_contract("one-stop")
OURS, THEIRS = "11339900HY2000319K", "11339900HY20004740"
LICENCE = {
    "handling": "2", "itemType": "01", "atCentre": "1", "joint": "0", "state": "in-service", "personalBasis": "duty",
    "serviceObjects": ["2", "3"], "channels": ["1", "2"],
}  # fmt: skip


def item(number: int, uscc: str, *materials: tuple[str, str, str], **other: str) -> dict[str, Any]:
    """A licence; its materials are name, required and shared."""
    held = [dict(zip(("name", "required", "shared"), one, strict=True)) for one in materials]
    return {"id": f"i-{number:06d}", **LICENCE, "department": {"uscc": uscc}, "materials": held, **other}


ITEMS = [
    item(1, THEIRS, ("章程", "1", "0")),
    item(2, OURS, ("营业执照", "1", "1"), ("说明", "0", "0")),
    item(3, OURS, ("图纸", "1", "0"), ("营业执照", "1", "1"), ("报告", "0", "0"), ("图纸", "1", "0")),
]


class Site:
    """As much of a system as choosing needs."""

    contract, today = CONTRACT, date(2026, 11, 2)

    def __init__(self, items: list[dict[str, Any]], officers: list[str]) -> None:
        self._items, self._officers = items, officers

    def living(self, name: str, role: str, where: Mapping[str, Any] | None = None) -> list[tuple[str, Any]]:
        assert name == "item.id"
        found = (one for one in self._items if fits(one, where or {}, self._others))
        return [(one["id"], one) for one in found]

    def _others(self, wanted: Among) -> list[list[str]]:
        assert (wanted.lists, wanted.role) == (("case.department",), "officer")
        return [self._officers]


def asking(items: list[dict[str, Any]], *officers: str) -> ProbeClient:
    return ProbeClient(Site(items, [*officers]), "p", "")  # type: ignore[arg-type] # as much of a Site as it needs


def of(operation: str) -> Mapping[str, Any]:
    undo = CONTRACT.operations[operation].undo
    assert undo is not None
    return undo.where


def test_what_is_sent_is_what_the_item_asks_for() -> None:
    ask = asking(ITEMS)
    assert ask.parts("submitCase") == {"id": "i-000001"}
    assert ask.example("submitCase")["materials"] == ["章程"]


@pytest.mark.parametrize("operation", ["acceptCase", "decideCase"])
def test_what_an_officer_decides_is_of_the_officer_s_department_and_lacks_something_at_first(operation: str) -> None:
    ask, where = asking(ITEMS, OURS), of(operation)
    assert ask.parts("submitCase", where) == {"id": "i-000003"}
    assert ask.example("submitCase", where)["materials"] == ["图纸", "报告"]


@pytest.mark.parametrize("officers", [[], ["11339900HY200052XX"]])
def test_where_no_item_is_the_officer_s_to_decide_the_reason_says_so(officers: list[str]) -> None:
    with pytest.raises(Undecided) as undecided:
        asking(ITEMS, *officers).parts("submitCase", of("decideCase"))
    assert "department.uscc ∈ case.department (officer)" in undecided.value.detail.en


def test_a_guide_that_asks_for_nothing_is_sent_nothing_and_one_that_is_silent_the_example() -> None:
    assert asking([item(1, OURS)]).example("submitCase")["materials"] == []
    silent = {name: held for name, held in item(1, OURS).items() if name != "materials"}
    assert asking([silent]).example("submitCase") == CONTRACT.operations["submitCase"].example


def test_of_a_record_that_is_named_its_own_are_taken() -> None:
    assert asking([]).example("submitCase", of=ITEMS[2])["materials"] == ["图纸", "报告"]
