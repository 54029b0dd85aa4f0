"""How many of the answers a contract states a run draws out of a sound system, and why it does not draw the others."""

from __future__ import annotations

from functools import cache

import pytest

from conformance.measure.prepared import loaded
from conformance.model.drawn import UNDRAWN_WORDS, Undrawn
from conformance.model.report import Report
from conformance.systems.kinds import KINDS
from conformance.systems.serve import start
from tests.examining import examine_reference, examine_target, reference_target

DUE = 0.9
"""The share of the stated answers that a run draws out at least, those aside that only a flood of requests gives."""


@cache
def clean(kind: str) -> Report:
    return examine_reference(kind, shrink=False)


@pytest.mark.parametrize("kind", KINDS)
def test_nine_tenths_of_the_stated_answers_are_drawn_out(kind: str) -> None:
    stated = [(it.operation, status) for it in clean(kind).covered for status in it.stated if status != 429]
    came = [(it.operation, status) for it in clean(kind).covered for status in it.statuses if status in it.stated]
    assert len(came) >= DUE * len(stated) > 50
    contract = loaded(kind).contract.operations
    assert {it.operation: set(map(str, it.stated)) for it in clean(kind).covered} == {
        name: {status for status in operation.responses if status.isdigit()} for name, operation in contract.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_stated_came_or_is_missing_for_a_reason(kind: str) -> None:
    for it in clean(kind).covered:
        missing = {one.status: one.why for one in it.undrawn}
        assert missing.keys() == {*it.stated} - {*it.statuses}
        assert missing.get(429, Undrawn.RATE_LIMIT) is Undrawn.RATE_LIMIT
        assert not {*missing.values()} & {Undrawn.HELD_BACK, Undrawn.NO_CREDENTIAL, Undrawn.NO_RECORD}


def test_what_a_reader_may_not_write_is_not_safe_to_draw_out() -> None:
    kind = next(iter(KINDS))
    running = start(kind, [])
    try:
        report = examine_target(reference_target(running.address, kind, writes=False), shrink=False)
        without = examine_target(reference_target(running.address, kind, writes=False, roles=False), shrink=False)
    finally:
        running.stop(wait=False)
    writing = next(it for it in report.covered if it.method == "PUT")
    assert {one.why for one in writing.undrawn} == {Undrawn.NOT_SAFE, Undrawn.RATE_LIMIT}
    kept = next(it for it in without.covered if it.operation == "listAudit")
    assert Undrawn.NO_CREDENTIAL in {one.why for one in kept.undrawn if one.status == 200}


def test_every_reason_has_words() -> None:
    assert UNDRAWN_WORDS.keys() == {*Undrawn}
