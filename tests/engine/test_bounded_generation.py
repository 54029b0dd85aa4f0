"""However hostile a document, making questions of it ends, and what it was given up on is named."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conformance.engine.exploration import Explorer
from conformance.engine.generate.corpus.own_questions import own_corpus
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import Exploration
from conformance.engine.session import TargetSession
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
HANGS = "a pattern that backtracks"
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


@pytest.mark.parametrize("name", HOSTILE)
def test_making_questions_ends(name: str) -> None:
    begun = time.monotonic()
    made, told = own_corpus(read_contract(document(HOSTILE[name])), 1, STARTS, ALLOWED)
    assert time.monotonic() - begun < STARTS
    assert "good" in {case.operation for case in made.cases}
    given_up = [note.en for note in told if "given up" in note.en]
    assert given_up == (["operations given up, no question was made in time: slow"] if name == HANGS else [])


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
    assert given_up == (["explore gave up on what made no progress: GET /slow"] if name == HANGS else [])
