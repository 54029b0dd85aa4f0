"""What a run made survives a kill and is forgotten only when it is gone."""

from __future__ import annotations

from pathlib import Path

from conformance.engine.ledger import Ledger


def test_a_creation_is_on_disk_before_and_after_its_answer(tmp_path: Path) -> None:
    file = tmp_path / "state" / "ledger.jsonl"
    ledger = Ledger(file)
    number = ledger.intend("registerResource", "officer")
    assert [entry.undo for entry in Ledger(file).left()] == [""]
    ledger.made(number, "withdrawResource", {"id": "r-1"})
    again = Ledger(file).left()
    assert [(entry.undo, dict(entry.parts)) for entry in again] == [("withdrawResource", {"id": "r-1"})]


def test_newest_first_and_nothing_left_means_no_file(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    ledger = Ledger(file)
    numbers = [ledger.intend("registerResource", "officer") for _ in range(3)]
    assert [entry.number for entry in ledger.left()] == numbers[::-1]
    for number in numbers:
        ledger.done(number)
    assert ledger.left() == []
    assert not file.exists()


def test_targets_do_not_share_a_ledger() -> None:
    assert Ledger.of("http://127.0.0.1:1")._file != Ledger.of("http://127.0.0.1:2")._file
