"""However hostile a document, making questions of it ends, and what it was given up on is named."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conformance.engine.exploration import Explorer
from conformance.engine.generate.corpus.own_questions import MOST_ENDED, own_corpus
from conformance.engine.generate.corpus.steps import Steps
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import Exploration
from conformance.engine.session import TargetSession
from conformance.model.case import Unmade, Unquestioned
from conformance.model.target import Limits, Target
from conformance.norms.contract import read_contract
from conformance.probes import corpus
from conformance.wire.recorder import Recorder
from tests.engine.notes_system import notes

ENDLESS = {"$ref": "#/components/schemas/Endless"}
HOSTILE: dict[str, dict[str, Any]] = {
    "endless recursion": ENDLESS,
    "ten million entries": {"type": "array", "minItems": 10_000_000, "items": {"type": "string", "minLength": 3}},
    "more than can be drawn": {"type": "string", "pattern": "^(a|a)*$", "minLength": 50_000},
    "a pattern that backtracks": {"type": "string", "pattern": "^(([a-z])+.)+[A-Z]([a-z])+$", "minLength": 5000},
}
INCOMPARABLE = "so this result is not to be compared with others"
HANGS = COSTS = "a pattern that backtracks"
HINDERED = "tests.engine.hindered_making"
ALLOWED = 3.0
"""Seconds of processor time for an operation."""
STARTS = 60.0
"""Seconds that starting processes may take on a busy machine."""


def document(schema: dict[str, Any]) -> dict[str, Any]:
    def operation(name: str, of: dict[str, Any]) -> dict[str, Any]:
        parameter = {"name": "q", "in": "query", "required": True, "schema": of}
        return {"get": {"operationId": name, "parameters": [parameter], "responses": {"200": {"description": ""}}}}

    both = {"next": ENDLESS, "more": {"type": "array", "minItems": 2, "items": ENDLESS}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Hostile", "version": "1"},
        "components": {"schemas": {"Endless": {"type": "object", "required": [*both], "properties": both}}},
        "paths": {"/": operation("root", {}), "/slow": operation("slow", schema), "/notes": operation("good", {})},
    }


def named(*names: str) -> dict[str, Any]:
    """A document of an operation for each name."""
    schema = {"type": "integer", "minimum": 1, "maximum": 50}
    parameters = [{"name": name, "in": "query", "schema": schema} for name in ("first", "last")]
    answer = {"200": {"description": ""}}
    paths = {f"/{it}": {"get": {"operationId": it, "parameters": parameters, "responses": answer}} for it in names}
    return {"openapi": "3.1.0", "info": {"title": "Named", "version": "1"}, "paths": json.loads(json.dumps(paths))}


@pytest.mark.parametrize("name", HOSTILE)
def test_making_questions_ends(name: str) -> None:
    begun = time.monotonic()
    made, told = own_corpus(read_contract(document(HOSTILE[name])), 1)
    assert time.monotonic() - begun < STARTS
    assert "good" in {case.operation for case in made.cases}
    without = [(each.operation, each.why) for each in made.without]
    assert without == ([("slow", Unmade.NONE)] if name == "more than can be drawn" else [])
    assert ("operations with a part of their questions, as they take most steps: slow" in [it.en for it in told]) == (
        name == COSTS
    )


def test_a_slow_machine_makes_the_same_questions() -> None:
    contract = read_contract(document(HOSTILE["endless recursion"]))
    here, _ = own_corpus(contract, 1)
    there, _ = own_corpus(contract, 1, maker=HINDERED)  # it sleeps at some thousand draws
    assert here == there
    assert here.cases


def test_the_steps_of_a_document_decide_where_making_ends() -> None:
    contract = read_contract(named("one", "two", "three", "four"))
    whole, _ = own_corpus(contract, 1)
    part, told = own_corpus(contract, 1, Steps(most=200))
    again, _ = own_corpus(contract, 1, Steps(most=200), maker=HINDERED)
    assert part == again
    left = ["two", "three", "four"]
    assert part.without == tuple(Unquestioned(name, Unmade.STEPS) for name in left)
    assert part.cases == tuple(case for case in whole.cases if case.operation not in left) != ()
    assert told[-1].en == "operations without questions, as all steps of making were taken: two, three, four"


@pytest.mark.parametrize(("of_one", "said"), [(1300, "a part of their questions"), (600, "without questions")])
def test_the_steps_of_an_operation_bound_its_questions(of_one: int, said: str) -> None:
    part, told = own_corpus(read_contract(named("one", "two")), 1, Steps(of_one=of_one))
    assert bool(part.cases) == (said == "a part of their questions")
    assert any(said in note.en and note.en.endswith(": one, two") for note in told)


def test_an_operation_over_which_making_hangs_is_dropped_whole_and_named() -> None:
    contract = read_contract(named("one", "hangs", "two"))
    whole, _ = own_corpus(contract, 1)
    part, told = own_corpus(contract, 1, each=2, maker=HINDERED)
    assert part.without == (Unquestioned("hangs", Unmade.HANGS),)
    assert part.cases == tuple(case for case in whole.cases if case.operation != "hangs")
    said = "operations given up, as making questions of them hangs: hangs; so this result is not to be compared"
    assert told[-1].en.startswith(said)


def test_of_many_that_hang_a_few_are_waited_for() -> None:
    names = [f"hang{number}" for number in range(MOST_ENDED + 3)]
    part, _ = own_corpus(read_contract(named("one", *names, "two")), 1, each=2, maker=HINDERED)
    assert {case.operation for case in part.cases} == {"one"}
    assert part.without == tuple(Unquestioned(name, Unmade.HANGS) for name in (*names, "two"))


def test_what_a_library_cannot_follow_costs_its_own_operation() -> None:
    def of(number: int) -> dict[str, Any]:
        return {"type": "object", "properties": {"next": {"$ref": f"#/components/schemas/S{number + 1}"}}}

    whole = named("one", "two")
    whole["components"] = {"schemas": {f"S{number}": of(number) for number in range(250)} | {"S250": {}}}
    whole["paths"]["/one"]["get"]["parameters"][0]["schema"] = {"$ref": "#/components/schemas/S0"}
    made, _ = own_corpus(read_contract(whole), 1)
    assert {case.operation for case in made.cases} == {"two"}
    assert made.without == (Unquestioned("one", Unmade.NONE),)


@pytest.mark.parametrize("name", HOSTILE)
def test_exploring_ends(name: str, tmp_path: Path) -> None:
    begun = time.monotonic()
    with notes() as system:
        target = Target("notes", system.address, limits=Limits(requests=1000))
        with Recorder(target) as recorder:
            under_test = TargetSession(
                recorder, read_contract(document(HOSTILE[name])), Ledger(tmp_path / "ledger"), 1, date(2026, 11, 2)
            )
            explorer = Explorer(under_test, corpus.probe, Exploration(60, STARTS, ALLOWED))
            explorer.traces()
    assert time.monotonic() - begun < 2 * STARTS
    assert [path for _, path, _ in system.asked if path.startswith("/notes")]
    given_up = [note.en for note in explorer.notes if "gave up" in note.en]
    said = f"explore gave up on what made no progress: GET /slow; {INCOMPARABLE}"
    assert given_up == ([said] if name == HANGS else [])
    assert explorer.timed_out == (("slow",) if name == HANGS else ())
