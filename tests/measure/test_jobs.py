"""Jobs are done side by side, each on its own; a ledger keeps what was done, and goes on where it stopped."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from conformance.measure.jobs import done
from conformance.measure.ledger import ResultLedger, measured
from conformance.measure.outcomes import Ended, Job, Outcome
from conformance.norms.errors import DataError

HEADER: dict[str, str | int] = {"measurement": "squares", "seed": 1}


def work(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Squares a number, or misbehaves as it is told."""
    number = given["number"]
    if number == "hangs":
        time.sleep(600)
    if number == "breaks":
        raise ValueError("told to break")
    if number == "goes":
        os._exit(3)
    if number == "leaves":
        return {"folder": os.environ["XDG_STATE_HOME"], "process": os.getpid()}
    return {"square": number**2}


def jobs(*numbers: Any) -> list[Job]:
    return [Job(str(number), {"number": number}) for number in numbers]


def by_key(outcomes: list[Outcome]) -> dict[str, Outcome]:
    return {outcome.key: outcome for outcome in outcomes}


def test_each_job_ends_in_its_own_way() -> None:
    found = by_key([*done(jobs(2, "breaks", "goes", "leaves", 3), work, 2, 60.0)])
    assert {key: outcome.ended for key, outcome in found.items()} == {
        "2": Ended.DONE,
        "breaks": Ended.BROKE,
        "goes": Ended.BROKE,
        "leaves": Ended.DONE,
        "3": Ended.DONE,
    }
    assert (found["2"].result, found["3"].result) == ({"square": 4}, {"square": 9})
    assert "told to break" in found["breaks"].trace
    assert "exit code 3" in found["goes"].trace


def test_a_job_is_ended_at_its_deadline_and_leaves_nothing() -> None:
    begun = time.monotonic()
    (found,) = done(jobs("hangs"), work, 1, 0.5)
    assert (found.ended, found.result) == (Ended.DEADLINE, None)
    assert time.monotonic() - begun < 60
    (left,) = done(jobs("leaves"), work, 1, 60.0)
    assert left.result is not None
    assert left.result["process"] != os.getpid()
    assert not os.path.exists(left.result["folder"])


def test_what_a_ledger_holds_is_not_done_again(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    heard: list[str] = []

    def listen(outcome: Outcome, number: int, total: int) -> None:
        heard.append(f"{outcome.key} {number}/{total}")

    with ResultLedger(file, HEADER).held() as ledger:
        measured(ledger, jobs(2), work, 1, 60.0, listen)
    with file.open("ab") as out:
        out.write(b'{"key": "3", "ended": "do')  # it was killed while it wrote
    with ResultLedger(file, HEADER).held() as ledger:
        found = measured(ledger, jobs(2, 3), work, 1, 60.0, listen)
    assert [outcome.result for outcome in found] == [{"square": 4}, {"square": 9}]
    assert heard == ["2 1/1", "3 2/2"]
    with ResultLedger(file, HEADER).held() as ledger:
        assert sorted(ledger.outcomes) == ["2", "3"]


def test_what_ended_without_a_result_is_tried_again(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    with ResultLedger(file, HEADER).held() as ledger:
        for key, ended in (("2", Ended.DEADLINE), ("3", Ended.BROKE)):
            ledger.add(Outcome(key, ended, 240.0))
    with ResultLedger(file, HEADER).held() as ledger:
        found = measured(ledger, jobs(2, 3), work, 1, 60.0, lambda *_: None)
    assert [(outcome.ended, outcome.result) for outcome in found] == [(Ended.DONE, {"square": n}) for n in (4, 9)]
    with ResultLedger(file, HEADER).held() as ledger:
        assert {outcome.ended for outcome in ledger.outcomes.values()} == {Ended.DONE}


def test_without_a_file_a_ledger_is_kept_in_memory() -> None:
    with ResultLedger(None, HEADER).held() as ledger:
        (found,) = measured(ledger, jobs(2), work, 1, 60.0, lambda *_: None)
    assert found.result == {"square": 4}


def test_anothers_ledger_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    with ResultLedger(file, HEADER).held():
        pass
    held = file.read_bytes()
    with pytest.raises(DataError, match="seed 1 in the file, 2 now"), ResultLedger(file, {**HEADER, "seed": 2}).held():
        pass
    assert file.read_bytes() == held
    file.write_text("names and dates\n")
    with pytest.raises(DataError, match="no ledger of a measurement"), ResultLedger(file, HEADER).held():
        pass
    assert file.read_text() == "names and dates\n"


def test_one_writes_a_ledger_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    with (
        ResultLedger(file, HEADER).held(),
        pytest.raises(DataError, match="another measurement"),
        ResultLedger(file, HEADER).held(),
    ):
        pass
