"""What a contract wants of living objects and takes from them is in its own lists and bodies, or it is told."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from conformance.config.loading import kind_contract
from conformance.norms.contract import read_contract

SOUND = kind_contract("one-stop").document


def told(*at: str, **changes: Any) -> set[tuple[str, str]]:
    """The flaws of the one-stop contract with other members at one place, by the word that is wrong."""
    document = copy.deepcopy(dict(SOUND))
    place: Any = document["paths"]
    for step in at:
        place = place[int(step) if isinstance(place, list) else step]
    place |= changes
    return {(flaw.pointer.rpartition("/")[2], flaw.word) for flaw in read_contract(document, "one-stop").flaws}


DECIDE = ("/cases/{id}/decision", "post", "x-hutong-undo", "where")
TAKES = ("/items/{id}/cases", "post", "x-hutong-takes", "materials")


@pytest.mark.parametrize(
    ("at", "changes", "word"),
    [
        (DECIDE, {"handlng": "2"}, ("handlng", "handlng")),
        (DECIDE, {"department.usc": "2"}, ("department.usc", "department.usc")),
        (DECIDE, {"materials": {"entry": {"requird": "1"}}}, ("requird", "requird")),
        (DECIDE, {"department.uscc": {"among": "case.departmnt", "role": "officer"}}, ("among", "case.departmnt")),
        (DECIDE, {"department.uscc": {"among": "case.department", "role": "upper"}}, ("role", "upper")),
        (DECIDE, {"department.uscc": {"among": "case.department"}}, ("department.uscc", "department.uscc")),
        (DECIDE, {"materials": {"entry": {"required": ["1"]}}}, ("materials", "materials")),
        (TAKES, {"of": "case.id"}, ("of", "case.id")),
        (TAKES, {"path": "materials[*].nme"}, ("path", "materials[*].nme")),
        (TAKES, {"where": {"shard": "0"}}, ("shard", "shard")),
    ],
)
def test_a_word_that_leads_nowhere_is_told(at: tuple[str, ...], changes: Mapping[str, Any], word: Any) -> None:
    assert word in told(*at, **changes)


def test_a_member_that_the_body_does_not_have_is_told() -> None:
    wrong = {"of": "item.id", "path": "materials[*].name"}
    assert ("mterials", "mterials") in told(*TAKES[:-1], mterials=wrong)


def test_a_rule_that_is_none_is_told_and_takes_nothing() -> None:
    assert ("materials", "") in told(*TAKES[:-1], materials=["name"])
    assert ("x-hutong-takes", "") in told(*TAKES[:2], **{"x-hutong-takes": ["materials"]})
