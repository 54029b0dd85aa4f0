"""A request is made for a resource that the officer decides on, and a sequence for one that fits all its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conformance.config.loading import kind_contract
from conformance.engine.probe_client import ProbeClient
from conformance.model.choosing import Among, fits, joined
from conformance.model.contract import Contract
from conformance.model.sequence import SequenceRules
from conformance.model.verdict import Undecided
from conformance.probes.sequences import Player

CONTRACT = kind_contract("data-exchange")


def resource(number: int, **other: Any) -> dict[str, Any]:
    """A conditional resource in service, shared by service interface."""
    known = {"shareType": "conditional", "status": "in-service", "methods": ["service", "batch"]}
    return {"id": f"r-{number}", "code": f"3{number:05d}/000001", **known, **other}


OURS = resource(3)["code"]
RESOURCES = [
    resource(1),
    resource(2, shareType="unconditional"),
    resource(3),
    resource(4, code=OURS, shareType="unconditional"),
]


class Site:
    """As much of a system as choosing needs: the officer has requests for some resources."""

    today = date(2026, 11, 2)

    def __init__(self, contract: Contract, *officers: str) -> None:
        self.contract, self._officers = contract, officers

    def living(self, name: str, role: str, where: Mapping[str, Any] | None = None) -> list[tuple[str, Any]]:
        assert name == "resource.id"
        return [(one["id"], one) for one in RESOURCES if fits(one, where or {}, self._others)]

    def _others(self, wanted: Among) -> list[tuple[str, ...]]:
        assert (wanted.lists, wanted.role) == (("request.resource",), "officer")
        return [self._officers]


def asking(*officers: str, contract: Contract = CONTRACT) -> ProbeClient:
    return ProbeClient(Site(contract, *officers), "p", "")  # type: ignore[arg-type] # as much of a Site as it needs


@pytest.mark.parametrize(
    ("operation", "maker", "made_of"),
    [
        ("decideRequest", "submitRequest", "r-3"),
        ("reportMisuse", "submitRequest", "r-4"),
        ("replyCorrection", "submitCorrection", "r-3"),
    ],
)
def test_what_an_officer_acts_on_is_of_a_resource_of_the_officer_s_department(
    operation: str, maker: str, made_of: str
) -> None:
    """The first resource listed is another department's: its requests are not this officer's to decide."""
    undo = CONTRACT.operations[operation].undo
    assert undo is not None
    assert asking(OURS).parts(maker, undo.where) == {"id": made_of}
    with pytest.raises(Undecided, match=r"code ∈ request.resource \(officer\)"):
        asking().parts(maker, undo.where)


def player(contract: Contract) -> Player:
    rules = SequenceRules.of(contract.document)
    assert rules is not None
    return Player(asking(OURS, contract=contract), rules)


def test_a_sequence_is_about_a_resource_that_its_officer_decides_on() -> None:
    assert asking(OURS).parts("submitRequest", player(CONTRACT)._fit_for_all) == {"id": "r-3"}


def test_a_sequence_whose_steps_want_different_things_is_not_played() -> None:
    """Where the last to speak was taken, the steps of the others failed on a sound system."""
    odd = CONTRACT.operations["withdrawRequest"]
    assert odd.undo is not None
    changed = replace(odd, undo=replace(odd.undo, where={"shareType": "unconditional"}))
    contract = replace(CONTRACT, operations={**CONTRACT.operations, odd.id: changed})
    with pytest.raises(Undecided, match="the steps want different things of shareType"):
        _ = player(contract)._fit_for_all


def test_what_all_want_is_joined_and_what_differs_is_named() -> None:
    assert joined([{"a": 1}, {"b": 2, "a": 1}]) == ({"a": 1, "b": 2}, [])
    assert joined([{"a": 1}, {"a": 2, "b": 1}, {"b": 2, "a": 1}]) == ({"a": 1, "b": 1}, ["a", "b"])
