"""How many of the answers a contract states a run draws out of a sound system, and why it does not draw the others."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from conformance.engine.reporting.coverage import covered
from conformance.measure.prepared import loaded
from conformance.model.contract import Operation
from conformance.model.drawn import UNDRAWN_WORDS, Undrawn
from conformance.model.exchange import Exchange, Failure
from conformance.model.report import Report
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.systems.kinds import KINDS
from conformance.systems.serve import start
from tests.checks.making import exchange
from tests.examining import examine_reference, examine_target, plan_for, reference_target

KIND = "resource-catalogue"

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
        untrue = {Undrawn.HELD_BACK, Undrawn.NO_CREDENTIAL, Undrawn.NO_RECORD, Undrawn.NOT_ASKED, Undrawn.UNANSWERED}
        assert not {*missing.values()} & untrue


def why(operation: Operation, status: int, *exchanges: Exchange) -> Undrawn:
    """Why a status that an operation states is missing from a report on these exchanges."""
    plan = plan_for(reference_target("http://127.0.0.1:9", KIND))
    found = next(it for it in covered(plan, exchanges) if it.operation == operation.id)
    return next(one.why for one in found.undrawn if one.status == status)


def test_each_reason_is_true() -> None:
    contract = loaded(KIND).contract
    read = contract.operations["getResource"]
    list_id, _ = contract.harvest["resource.id"]
    lists = contract.operations[list_id]
    none = exchange("harvest", {"items": []}, operation=lists)
    some = exchange("harvest", {"items": [{"id": "r-1"}]}, operation=lists)
    assert why(read, 200) is why(read, 200, some) is why(read, 404) is Undrawn.NOT_ASKED
    assert why(read, 200, none) is why(read, 404, none) is Undrawn.NO_RECORD
    late = Failure(Reason.TIMEOUT, Text("超时", "it took too long"))
    asked = exchange("read", {}, 500, operation=read)
    silent = replace(asked, response=None, failure=late)
    assert why(read, 200, some, silent) is why(read, 404, some, silent) is Undrawn.UNANSWERED
    assert why(read, 200, some, asked) is Undrawn.OTHERWISE
    assert why(read, 404, some, asked) is Undrawn.NO_QUESTION
    drawing = replace(asked, draws=404)
    assert why(read, 404, some, drawing) is Undrawn.OTHERWISE
    assert why(read, 404, some, asked, replace(silent, draws=404)) is Undrawn.UNANSWERED
    kept = contract.operations["listAudit"]
    stranger = replace(exchange("anonymous", {}, 401, operation=kept), role="anonymous")
    assert why(kept, 200, stranger) is Undrawn.NO_QUESTION
    unsent = replace(silent, failure=Failure(Reason.BUDGET, Text("用尽", "spent")), sent=False)
    assert why(read, 200, some, unsent) is Undrawn.NOT_ASKED


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
