"""Exploring does no harm, leaves nothing, repeats itself, and finds what a fuzzer can find."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import warnings
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import hypothesis.configuration
import pytest
import schemathesis.engine.context
from hypothesis.internal.conjecture import providers
from schemathesis import auths, checks, hooks
from schemathesis.config import ProjectConfig

from conformance.engine.examine import examine
from conformance.engine.exploration import Explorer
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import Exploration
from conformance.engine.session import TargetSession
from conformance.engine.vocabulary import tools
from conformance.model.exchange import Trace
from conformance.model.target import Limits, Target
from conformance.model.verdict import Verdict
from conformance.norms.contract import read_contract
from conformance.probes import corpus
from conformance.systems.faults import faults
from conformance.systems.serve import start
from conformance.wire.recorder import Recorder
from tests.engine.notes_system import DOCUMENT, Notes, notes
from tests.engine.test_run import in_front_of
from tests.examining import SEED, plan_for, reference_target

ROOT = Path(__file__).parents[2]
UNSAFE = {"POST", "PUT", "PATCH", "DELETE", "TRACE"}
SMALL = Exploration(80, 200)


def explored(
    system: Notes, folder: Path, *, writes: bool = False, seed: int = 1, bounds: Exploration = SMALL
) -> tuple[Explorer, list[Trace]]:
    target = Target("notes", system.address, "notes", "test", writes, limits=Limits(requests=5000))
    with Recorder(target) as recorder:
        contract = read_contract(DOCUMENT, "notes")
        under_test = TargetSession(recorder, contract, Ledger(folder / "ledger"), seed, date(2026, 11, 2))
        explorer = Explorer(under_test, corpus.probe, bounds)
        return explorer, explorer.traces()


def test_read_only_sends_not_one_unsafe_request(tmp_path: Path) -> None:
    with notes() as system:
        explorer, traces = explored(system, tmp_path)
    assert len(traces) > 20
    assert not [each for each in system.asked if each[0] in UNSAFE]
    assert "left out: addNote, changeNote, removeNote, purge" in " ".join(note.en for note in explorer.notes)


def test_read_only_sends_not_one_unsafe_request_to_a_catalogue() -> None:
    methods: list[str] = []
    with (
        start("resource-catalogue") as running,
        in_front_of(running.address, lambda path, number: None, methods) as address,
    ):
        plan = plan_for(reference_target(address, "resource-catalogue", writes=False), DESCRIBED)
        rounds = tuple(replace(asked, cases=()) for asked in plan.rounds)
        plan = replace(plan, rounds=rounds, explore=Exploration(60, 200))
        report = examine(plan, tools(), SEED, lambda: datetime.now().astimezone(), lambda event: None)
    assert len(methods) > 40
    assert UNSAFE.isdisjoint(methods)
    assert report.requests == len(methods), "what the report counts is what arrived"


def test_writes_touch_only_what_the_run_made_and_are_taken_back(tmp_path: Path) -> None:
    with notes() as system:
        explorer, traces = explored(system, tmp_path, writes=True, bounds=Exploration(150, 200))
    changed = [path for method, path, _ in system.asked if method in ("PUT", "DELETE")]
    assert {"addNote", "changeNote", "removeNote"} <= {e.operation.id for t in traces for e in t.exchanges}
    assert changed
    assert "/notes/n-0" not in changed
    assert not [each for each in system.asked if each[1].startswith("/purge")]
    assert system.rows == {"n-0": {"id": "n-0", "text": "here before"}}
    assert "left out: purge" in " ".join(note.en for note in explorer.notes)


def test_the_budget_is_kept_with_what_takes_back(tmp_path: Path) -> None:
    for bounds in (Exploration(7, 200), Exploration(60, 200)):
        with notes() as system:
            explored(system, tmp_path, writes=True, bounds=bounds)
        # One more is let through where a question needs an object made, used and taken back.
        assert bounds.requests / 2 < len(system.asked) <= bounds.requests + 2


def test_time_only_cuts(tmp_path: Path) -> None:
    begun = time.monotonic()
    with notes() as system:
        explorer, _ = explored(system, tmp_path, bounds=Exploration(100_000, 1.5))
    assert time.monotonic() - begun < 20
    notes_told = [note.en for note in explorer.notes]
    assert "explore ended after 1.5 s; so this result is not to be compared with others" in notes_told
    assert set(explorer.timed_out) >= {"listNotes", "readNote"}


def test_same_seed_same_requests(tmp_path: Path) -> None:
    def asked(seed: int) -> list[tuple[str, str, bytes]]:
        with notes() as system:
            explored(system, tmp_path, writes=True, seed=seed, bounds=Exploration(50, 200))
        return system.asked

    assert asked(1) == asked(1)
    assert asked(2) != asked(1)


def test_every_question_can_be_asked_again(tmp_path: Path) -> None:
    with notes() as system:
        explorer, traces = explored(system, tmp_path, writes=True)
    assert {trace.case for trace in traces} == explorer.cases.keys()
    assert {trace.probe for trace in traces} == {"explore"}
    reject = [e for t in traces for e in t.exchanges if e.expects == "reject"]
    assert reject
    assert all(exchange.why for exchange in reject)


def _state() -> dict[str, Any]:
    """What a library of hooks and registries could be left changed in."""
    dispatcher = hooks.GLOBAL_HOOK_DISPATCHER
    return {
        "checks": list(checks.CHECKS.get_all_names()),
        "hooks": {name: list(found) for name, found in dispatcher._hooks.items() if found},
        "auths": list(auths.GLOBAL_AUTH_STORAGE.providers),
        "session": schemathesis.engine.context.make_session,
        "settings": ProjectConfig.get_hypothesis_settings,
        "default": hypothesis.settings.default,
        "providers": dict(providers.AVAILABLE_PROVIDERS),
        "home": vars(hypothesis.configuration)["__hypothesis_home_directory"],
        "draw": providers.HypothesisProvider.draw_string,
        "warnings": list(warnings.filters),
        "environment": dict(os.environ),
    }


def test_nothing_stays_registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vendor_hooks.py").write_text("raise SystemExit('the hooks were loaded')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("SCHEMATHESIS_HOOKS", "vendor_hooks")
    before = _state()
    with notes() as system:
        explored(system, tmp_path, bounds=Exploration(20, 200))
    assert _state() == before
    assert "vendor_hooks" not in sys.modules


HOSTILE = """
openapi: 3.1.0
info: {title: Hostile, version: "1"}
servers: [{url: "http://127.0.0.1:TRAP"}]
paths:
  /notes:
    servers: [{url: "http://127.0.0.1:TRAP/else"}]
    get:
      operationId: listNotes
      servers: [{url: "http://127.0.0.1:TRAP/else"}]
      externalDocs: {url: "http://127.0.0.1:TRAP/docs"}
      parameters:
        - {name: most, in: query, schema: {type: integer, examples: [{externalValue: "http://127.0.0.1:TRAP/e1"}]},
           examples: {far: {externalValue: "http://127.0.0.1:TRAP/e2"}, near: {value: 3}}}
        - {name: q, in: query, schema: {$ref: "http://127.0.0.1:TRAP/schema.json"}}
        - {name: r, in: query, schema: {type: string, default: {$ref: "file://CANARY"}},
           example: {externalValue: "file://CANARY"}}
        - {$ref: "CANARY"}
        - {name: s, in: query, schema: {$schema: "http://127.0.0.1:TRAP/dialect", type: string}}
        - {name: d, in: query, schema: {$dynamicRef: "http://127.0.0.1:TRAP/d"}}
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {$id: "http://127.0.0.1:TRAP/base", type: object}}}
          links:
            far: {operationRef: "http://127.0.0.1:TRAP/openapi.json#/paths/~1notes/get"}
            near: {operationId: listNotes, server: {url: "http://127.0.0.1:TRAP"}}
        default: {$ref: "http://127.0.0.1:TRAP/answer.json"}
      callbacks: {c: {"http://127.0.0.1:TRAP/{$request.query.q}": {post: {responses: {}}}}}
  /far: {$ref: "file://CANARY"}
components:
  schemas: {Far: {$ref: "CANARY#/x"}, Dynamic: {$dynamicRef: "http://127.0.0.1:TRAP/d"}}
  examples: {far: {externalValue: "http://127.0.0.1:TRAP/e3"}}
  securitySchemes: {o: {type: openIdConnect, openIdConnectUrl: "http://127.0.0.1:TRAP/.well-known"}}
security: [{o: []}]
"""

# Imported by every Python that starts, the process the engine runs in too.
WATCHED = """
import os, sys
log = os.open(os.environ["SEEN"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def watch(event, arguments):
    if event == "socket.connect":
        os.write(log, f"{arguments[1]}\\n".encode())
    if event == "open" and "canary.json" in str(arguments[0]):
        os.write(log, f"open {arguments[0]}\\n".encode())
    if event == "subprocess.Popen":
        os.write(log, b"started\\n")
sys.addaudithook(watch)
"""


def test_a_hostile_document_leads_nowhere_and_nothing_is_left(tmp_path: Path) -> None:
    work, home, temporary = (tmp_path / name for name in ("work", "home", "tmp"))
    for folder in (work, home, temporary):
        folder.mkdir()
    canary = tmp_path / "canary.json"
    canary.write_text('{"x": {"type": "string"}}', encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG", "HYPOTHESIS"))}
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch/sitecustomize.py").write_text(WATCHED, encoding="utf-8")
    log, paths = tmp_path / "seen.txt", os.pathsep.join((str(ROOT), str(tmp_path / "watch")))
    environment = {**kept, "HOME": str(home), "TMPDIR": str(temporary), "PYTHONPATH": paths, "SEEN": str(log)}
    with notes() as system, notes() as trap:
        document = tmp_path / "hostile.yaml"
        text = HOSTILE.replace("TRAP", trap.address.rpartition(":")[2]).replace("CANARY", str(canary))
        document.write_text(text, encoding="utf-8")
        words = ["run", system.address, "--openapi", str(document), "--explore", "--explore-requests", "60", "-q"]
        done = subprocess.run(
            [sys.executable, "-B", "-m", "conformance", *words, "--clause", "support.contract.answers-match"],
            cwd=work,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert "Traceback" not in done.stderr, done.stderr
    seen = set(log.read_text(encoding="utf-8").splitlines())
    assert seen == {"started", str(("127.0.0.1", int(system.address.rpartition(":")[2])))}
    assert trap.asked == []
    assert len([path for method, path, _ in system.asked if path.startswith("/notes")]) > 20
    assert [*work.iterdir(), *home.iterdir(), *temporary.iterdir()] == []


def test_control_c_ends_it_with_a_report(tmp_path: Path) -> None:
    document = tmp_path / "notes.json"
    document.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    words = ["--openapi", str(document), "--no-corpus", "--explore", "--explore-requests", "100000"]
    with notes() as system:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "conformance",
                "run",
                system.address,
                *words,
                "--clause",
                "support.contract.refuses",
            ],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 30
        while len(system.asked) < 40 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert "Traceback" not in err, err
    assert "reason=interrupted" in out


DESCRIBED = frozenset({"support.contract.answers-match"})


@pytest.mark.parametrize("fault", ["", "support.description.own-document"])
def test_a_fault_is_found_without_the_corpus_and_shown_twice(fault: str) -> None:
    known = faults("resource-catalogue")
    with start("resource-catalogue", [known[fault]] if fault else []) as running:
        plan = plan_for(reference_target(running.address, "resource-catalogue", writes=False), DESCRIBED)
        rounds = tuple(replace(asked, cases=()) for asked in plan.rounds)
        plan = replace(plan, rounds=rounds, explore=Exploration(60, 200))
        report = examine(plan, tools(), SEED, lambda: datetime.now().astimezone(), lambda event: None)
    (result,) = report.results
    assert result.exercised > 20
    assert (result.verdict is Verdict.FAIL) == bool(fault)
    assert [finding.repeated for finding in result.findings[:1]] == ([True] if fault else [])
