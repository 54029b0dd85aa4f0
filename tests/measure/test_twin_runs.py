"""Runs on twins: what they draw, what they tell, and the bound they give."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.measure.outcomes import Ended, Outcome
from conformance.measure.prepared import loaded
from conformance.measure.twins.drawing import ONE_IN, asked, drawn, together
from conformance.measure.twins.figures import figures
from conformance.measure.twins.pages import page
from conformance.measure.twins.twin_run import run_twin
from conformance.systems.faults import faults
from conformance.systems.kinds import KINDS
from conformance.systems.twins import combinable, twins
from conformance.systems.twins.twin import chance_of, fixed
from conformance.wire.stopping import Stop

KIND = "resource-catalogue"
SEED = 20261101


def test_what_is_drawn_rests_on_the_seed_alone_and_fewer_runs_are_the_first_of_more() -> None:
    many = drawn(tuple(KINDS), 60, SEED)
    assert drawn(tuple(KINDS), 20, SEED) == many[:20]
    assert drawn(tuple(KINDS), 60, SEED + 1) != many
    assert Counter(job.given["kind"] for job in many) == dict.fromkeys(KINDS, 60 // len(KINDS))
    assert len({job.key for job in many}) == 60


def test_what_goes_together_is_one_to_three_twins_that_one_system_can_be() -> None:
    known = list(twins(KIND).values())
    sizes = Counter[int]()
    for number in range(300):
        chosen = together(known, chance_of(str(number)))
        assert combinable(chosen)
        sizes[len(chosen)] += 1
    assert sizes.keys() == {1, 2, 3}


@pytest.mark.parametrize("kind", KINDS)
def test_a_third_of_the_clauses_is_asked_and_every_clause_in_some_run(kind: str) -> None:
    of_kind = loaded(kind)
    automatic = {name for name in of_kind.profile.clauses if not of_kind.standard.clauses[name].manual}
    third = -(-len(automatic) // ONE_IN)
    seen: set[str] = set()
    for seed in range(40):
        assert len(asked(of_kind, seed)) == third
        seen |= asked(of_kind, seed)
    assert seen == automatic


def test_a_run_tells_of_a_system_that_is_not_lawful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oracle of the measurement itself: a fault that is passed off as a twin is told, with its clause."""
    clause = "support.http.unknown-path"
    false = replace(twins(KIND)["gzip"], name="false", variation=fixed(faults(KIND)[clause].apply))
    monkeypatch.setattr("conformance.measure.twins.twin_run.twins", lambda kind: {"false": false})
    monkeypatch.setattr("conformance.measure.twins.twin_run.asked", lambda loaded, seed: frozenset({clause}))
    found = run_twin({"kind": KIND, "twins": ["false"], "seed": 1, "moot": []})
    assert [(one["clause"], one["verdict"]) for one in found["odd"]] == [(clause, "fail")]
    assert figures([Outcome("k 1 false", Ended.DONE, 1.0, found)], {})["runs_with_a_false_fail"] == 1


def test_none_in_n_is_below_three_in_n_and_nothing_is_bounded_by_no_run_or_by_one_that_failed() -> None:
    result = {"verdicts": {"pass": 40}, "odd": [], "left_behind": []}
    runs = [Outcome(f"{KIND} {number} gzip+chunked", Ended.DONE, 1.0, result) for number in range(1000)]
    found = figures(runs, {"seed": 1})
    assert (found["runs"], found["runs_with_a_false_fail"], found["below_at_95_percent"]) == (1000, 0, 0.003)
    assert found["twins"] == {f"{KIND} chunked": 1000, f"{KIND} gzip": 1000}
    assert found["verdicts"] == {"pass": 40000}
    assert figures(runs[:3], {})["below_at_95_percent"] is None
    odd = {"clause": "a.b.c", "verdict": "fail", "reason": "", "seen": "what was seen"}
    failed = figures([*runs, Outcome(f"{KIND} 1000 gzip", Ended.DONE, 1.0, {**result, "odd": [odd]})], {})
    assert (failed["runs_with_a_false_fail"], failed["below_at_95_percent"]) == (1, None)
    broken = figures([Outcome(f"{KIND} 1 gzip", Ended.BROKE, 1.0, trace="KeyError")], {})
    assert (broken["runs"], broken["below_at_95_percent"]) == (0, None)
    assert broken["unmeasured"] == [{"run": f"{KIND} 1 gzip", "ended": "broke", "trace": "KeyError"}]


def test_the_command_runs_twins_and_goes_on_from_its_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    options = ["--seed", "3", "--jobs", "1", "--ledger", str(ledger), "--format", "json", "--runs", "1"]
    command = [sys.executable, "-m", "conformance", "standard", "twins", KIND, *options]
    first = subprocess.run(command, capture_output=True, check=True)
    found = json.loads(first.stdout)
    assert (found["runs"], found["odd"], found["measured"]["seed"]) == (1, [], 3)
    assert found["verdicts"]["pass"] > 0
    written = ledger.read_bytes()
    again = subprocess.run(command, capture_output=True, check=True)
    assert json.loads(again.stdout)["runs"] == 1
    assert ledger.read_bytes() == written


def test_the_page_is_made_from_the_data() -> None:
    held = (Path(__file__).parents[2] / "docs" / "twins.md").read_text(encoding="utf-8")
    assert held == "".join(f"{line}\n" for line in page())


def test_a_list_is_of_the_kinds_that_are_asked_for_and_takes_no_option_of_a_measurement() -> None:
    def listed(*words: str) -> Result:
        return CliRunner().invoke(app, ["standard", "twins", *words, "--list", "--lang", "en"], obj=Stop())

    assert listed().stdout == "".join(f"{line}\n" for line in page())
    assert "## `data-exchange`" in listed("data-exchange").stdout
    assert f"## `{KIND}`" not in listed("data-exchange").stdout
    refused = listed("--runs", "3", "--format", "json")
    assert refused.exit_code == 2
    assert "--list measures nothing and takes no --runs, --format" in refused.stderr


def test_half_of_what_is_drawn_is_one_twin() -> None:
    known = list(twins(KIND).values())
    alone = sum(len(together(known, chance_of(str(number)))) == 1 for number in range(2000))
    assert 900 < alone < 1100
