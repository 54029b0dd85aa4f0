"""A record is chosen by what its members are, what others have, and what its lists hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest

from conformance.model.choosing import Among, as_wanted, fits, told

RECORD = {
    "state": "open",
    "serves": ["2", "3"],
    "unit": {"code": "A"},
    "materials": [{"name": "a", "required": "1", "shared": "1"}, {"name": "b", "required": "0", "shared": "0"}],
}
OTHERS: Mapping[str, Sequence[Any]] = {"ours": ["A"], "theirs": ["B"], "none": []}


def others(wanted: Among) -> Iterable[Sequence[Any]]:
    return [OTHERS[name] for name in wanted.lists]


@pytest.mark.parametrize(
    ("wanted", "does"),
    [
        ({}, True),
        ({"state": "open", "serves": "3"}, True),
        ({"state": "closed"}, False),
        ({"absent": "1"}, False),
        ({"unit.code": "A"}, True),
        ({"unit.code.deeper": "A"}, False),
        ({"unit.code": {"among": "ours", "role": "officer"}}, True),
        ({"unit.code": {"among": "theirs", "role": "officer"}}, False),
        ({"unit.code": {"among": "none", "role": "officer"}}, False),
        ({"unit.code": {"among": ["ours", "theirs"], "member": "code"}}, False),
        ({"materials": {"entry": {"required": "1"}}}, True),
        ({"materials": {"entry": {"required": "1", "shared": "0"}}}, False),
        ({"serves": {"entry": {"required": "1"}}}, False),
    ],
)
def test_every_member_is_what_is_wanted(wanted: dict[str, Any], does: bool) -> None:
    assert fits(RECORD, {path: as_wanted(each) for path, each in wanted.items()}, others) is does


def test_what_is_no_record_is_not_chosen() -> None:
    assert not fits(None, {"state": "open"}, others)
    assert not fits(["open"], {"state": "open"}, others)


def test_what_was_looked_for_is_told_as_it_is_written() -> None:
    wanted = {"unit": {"among": "ours", "role": "officer"}, "materials": {"entry": {"shared": "0"}}, "state": "open"}
    said = told({path: as_wanted(each) for path, each in wanted.items()})
    assert said == "unit ∈ ours (officer), materials (shared 0), state open"
