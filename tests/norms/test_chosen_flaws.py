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


DECIDE = ("/cases/{id}/acceptance", "post", "x-hutong-undo", "where")
LIKE = ("/cases/{id}/decision", "post", "x-hutong-undo")
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


def test_what_is_like_another_operation_wants_what_it_wants() -> None:
    """What two operations are used on is said once: by the one, and by the other's `like`."""
    operations = kind_contract("one-stop").operations
    accepted, decided = operations["acceptCase"].undo, operations["decideCase"].undo
    assert accepted is not None
    assert decided is not None
    assert decided.like == "acceptCase"
    assert decided.where == accepted.where != {}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"like": "acceptCse"}, ("x-hutong-undo", "")),
        ({"like": 7}, ("x-hutong-undo", "")),
        ({"like": "withdrawCase"}, ("like", "withdrawCase")),  # it says nothing of the item
        ({"like": "replyComplaint"}, ("like", "replyComplaint")),  # it is used on what another operation makes
        ({"where": {"handling": "2"}}, ("like", "acceptCase")),
    ],
)
def test_a_like_that_says_nothing_is_told(changes: Mapping[str, Any], word: Any) -> None:
    assert word in told(*LIKE, **changes)


def test_writes_of_one_sequence_that_want_different_things_are_told() -> None:
    """One record is made for all of them, of one object: the last to speak was taken, and nobody was told."""
    document = copy.deepcopy(dict(SOUND))
    undo = document["paths"]["/cases/{id}/decision"]["post"]["x-hutong-undo"]
    del undo["like"]
    undo["where"] = {"handling": "1", "itemType": "01"}
    document["paths"]["/cases/{id}"]["delete"]["x-hutong-undo"] = {"within": "submitCase", "where": {"itemType": "01"}}
    flaws = read_contract(document, "one-stop").flaws
    assert {(flaw.pointer, flaw.word) for flaw in flaws} == {
        ("/paths/~1cases~1{id}~1decision/post/x-hutong-undo/where/handling", "handling")
    }
