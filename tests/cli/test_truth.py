"""`hutong standard truth` tells what a ledger holds, in each form, and measures nothing twice."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.config.names import DEFAULT_SEED
from conformance.measure.ledger import ResultLedger
from conformance.measure.outcomes import Ended, Outcome
from conformance.measure.truth.campaign import chosen, header, job_of
from conformance.wire.stopping import Stop

KIND, EXCHANGE = "resource-catalogue", "data-exchange"
SURVIVED = {"kind": KIND, "request": "GET /resources", "clean": "200", "changed": "500"}


def ledger(file: Path) -> bytes:
    """A ledger in which of one mutant a part the first is caught, and the other survives."""
    with ResultLedger(file, header(DEFAULT_SEED)).held() as kept:
        for at, (part, mutant) in enumerate(chosen([KIND], 1, DEFAULT_SEED)):
            failed = [] if at else ["support.paging.complete"]
            result = {"stillborn": "", "failed": failed, "gate": bool(at), "observed": "run", "differs": SURVIVED}
            key = job_of(part, mutant, [KIND], {}).key
            kept.add(Outcome(key, Ended.DONE, 1.0, {**result, "compared": {}, "examined": {KIND: []}}))
    return file.read_bytes()


def told(file: Path, *options: str) -> Result:
    command = ["standard", "truth", KIND, "--mutants", "1", "--ledger", str(file), "--lang", "en", *options]
    return CliRunner().invoke(app, command, obj=Stop())


def test_the_figures_of_a_ledger_are_told_in_each_form(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    held = ledger(file)
    figures = json.loads(told(file, "--format", "json").stdout)
    assert {name: (part["made"], part["caught"]) for name, part in figures["parts"].items()} == {
        "service": (1, 1),
        "resource_catalogue": (1, 0),
    }
    assert figures["measured"]["seed"] == DEFAULT_SEED
    assert "| service | 1 | 0 | 0 | 0 | 0 | 1 | 1 | 100.0% | 1 |" in told(file, "--format", "markdown").stdout
    human = told(file)
    assert (human.exit_code, "By operator" in human.stdout) == (0, True)
    alone = told(file, "--survivors").stdout
    assert "GET /resources: 200 → 500" in alone
    assert "By operator" not in alone
    only = json.loads(told(file, "--survivors", "--format", "json").stdout)
    assert only == {name: figures[name] for name in ("measured", "survivors", "unmeasured")}
    assert file.read_bytes() == held


def test_what_other_kinds_judge_is_another_job() -> None:
    (part, mutant), *_ = chosen([KIND], 1, DEFAULT_SEED)
    both = [job_of(part, mutant, kinds, {}) for kinds in ([KIND, EXCHANGE], [EXCHANGE, KIND], [KIND])]
    assert both[0] == both[1]
    assert both[0].key != both[2].key
    assert both[2].given["kinds"] == [KIND]


def test_a_ledger_of_another_seed_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    ledger(file)
    refused = told(file, "--seed", "1")
    assert refused.exit_code == 2
    assert f"seed {DEFAULT_SEED} in the file, 1 now" in refused.stderr


def test_a_kind_without_a_reference_system_is_refused() -> None:
    refused = CliRunner().invoke(app, ["standard", "truth", "catalogue", "--lang", "en"], obj=Stop())
    assert refused.exit_code == 2
    assert "there is no reference system `catalogue`" in refused.stderr
