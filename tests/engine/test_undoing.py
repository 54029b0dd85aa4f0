"""What was made is taken back, found again by what was sent, or named; and what is said of it is true."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conformance.engine.ledger.ledger import Ledger
from conformance.engine.probe_client import ProbeClient, encode
from conformance.engine.session import TargetSession
from conformance.engine.undo.cleanup import clean, listed
from conformance.engine.undo.listed import unlisted
from conformance.engine.undo.undoing import SILENT, Fate, Settled, take_back
from conformance.measure.prepared import loaded
from conformance.model.exchange import Exchange
from conformance.model.target import Limits, Target
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.norms.contract import read_contract
from conformance.wire.recorder import Recorder
from tests.engine.notes_system import DOCUMENT, Notes, notes

MINE = {"text": "mine, and nobody else's", "rank": 3}
QUIET = Limits(request_seconds=0.3)


def target_of(system: Notes, writes: bool = True) -> Target:
    return Target("notes", system.address, "general", "test", writes, limits=QUIET)


@contextmanager
def asking(system: Notes, file: Path, document: dict[str, Any] = DOCUMENT) -> Iterator[TargetSession]:
    """A run that asks the notes; its ledger is the file."""
    with Recorder(target_of(system)) as recorder:
        yield TargetSession(recorder, read_contract(document), Ledger(file), 1, date(2026, 11, 2))


def add(run: TargetSession, body: dict[str, Any]) -> Exchange:
    return ProbeClient(run, "harvest", "anonymous")("addNote", body=body)


def lost(run: TargetSession, body: dict[str, Any]) -> None:
    """A creation that was carried out, and of which the run was killed before it heard the answer."""
    operation = run.contract.operations["addNote"]
    run.creations.intend(operation, "anonymous", "/notes", encode(body, ""))
    run.recorder.send(operation, "anonymous", "POST", run.recorder.scope.url("/notes"), JSON, encode(body, ""))


JSON = (("Content-Type", "application/json"),)


def cleaned(system: Notes, file: Path, document: dict[str, Any] = DOCUMENT) -> tuple[list[Settled], str]:
    """What cleaning up came to, and the lines for doing it by hand."""
    done = clean(target_of(system), read_contract(document), Ledger(file))
    return list(done.settled), "\n".join(done.by_hand.values())


def test_a_creation_whose_id_was_never_heard_is_found_by_what_was_sent(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        lost(run, MINE)
        assert len(system.rows) == 2
        settled, _ = cleaned(system, tmp_path / "l")
        assert [each.fate for each in settled] == [Fate.FOUND]
        assert [*system.rows] == ["n-0"]
        assert not (tmp_path / "l").exists()


def test_one_that_never_arrived_is_said_to_have_never_been_made(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        run.creations.intend(run.contract.operations["addNote"], "anonymous", "/notes", encode(MINE, ""))
        settled, _ = cleaned(system, tmp_path / "l")
        assert [each.fate for each in settled] == [Fate.NEVER]
        assert [*system.rows] == ["n-0"]


def test_what_was_there_before_is_never_taken_for_ours_however_alike(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        system.rows["n-twin"] = {**MINE, "id": "n-twin"}
        lost(run, MINE)
        settled, _ = cleaned(system, tmp_path / "l")
        assert [each.fate for each in settled] == [Fate.FOUND]
        assert [*system.rows] == ["n-0", "n-twin"]


def test_what_somebody_else_made_meanwhile_stays(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        lost(run, MINE)
        system.rows["n-other"] = {"id": "n-other", "text": "another's", "rank": 9}
        settled, _ = cleaned(system, tmp_path / "l")
        assert [each.fate for each in settled] == [Fate.FOUND]
        assert [*system.rows] == ["n-0", "n-other"]


def test_where_more_fits_than_was_made_none_is_touched_and_all_are_named(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        lost(run, MINE)
        system.rows["n-twin"] = {**MINE, "id": "n-twin"}
        settled, by_hand = cleaned(system, tmp_path / "l")
        assert [(each.fate, each.why.en.rpartition(": ")[2]) for each in settled] == [(Fate.LEFT, "n-1, n-twin")]
        assert len(system.rows) == 3
        assert f"-X GET {system.address}/notes" in by_hand.replace(" -H Accept:", "")
        assert [each.name for each in Ledger(tmp_path / "l").left()] == [f"addNote ? text {MINE['text']}"]


def test_several_of_unknown_id_are_told_apart(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        for text in ("one", "two", "two"):
            lost(run, {"text": text, "rank": len(text)})
        settled, _ = cleaned(system, tmp_path / "l")
        assert [each.fate for each in settled] == [Fate.FOUND] * 3
        assert [*system.rows] == ["n-0"]


def test_of_a_run_after_it_the_earlier_one_is_not_lost(tmp_path: Path) -> None:
    """Two runs were killed: the second saw what the first had lost, which is still the first one's."""
    with notes() as system:
        for text in ("one", "another"):
            with asking(system, tmp_path / "l") as run:
                lost(run, {"text": text, "rank": len(text)})
        settled, _ = cleaned(system, tmp_path / "l")
        assert [each.fate for each in settled] == [Fate.FOUND] * 2
        assert [*system.rows] == ["n-0"]


def _without(document: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != name}


@pytest.mark.parametrize("kind", ["resource-catalogue", "data-exchange"])
def test_whatever_a_kind_can_be_made_to_make_is_listed_somewhere(kind: str) -> None:
    contract = loaded(kind).contract
    assert [each for each in contract.operations.values() if each.undo and each.undo.operation]
    assert unlisted(contract) == []
    assert unlisted(read_contract(_without(DOCUMENT, "x-hutong-harvest"))) == ["addNote"]


def test_where_nothing_says_where_it_is_listed_it_is_named_by_what_was_sent(tmp_path: Path) -> None:
    blind = _without(DOCUMENT, "x-hutong-harvest")
    with notes() as system, asking(system, tmp_path / "l", blind) as run:
        lost(run, MINE)
        settled, _ = cleaned(system, tmp_path / "l", blind)
        assert [(each.fate, each.entry.name) for each in settled] == [(Fate.LEFT, f"addNote ? text {MINE['text']}")]
        assert "where it would be listed" in settled[0].why.en
        again, _ = cleaned(system, tmp_path / "l")  # the document has learnt to say so, but nobody looked before
        assert again[0].fate is Fate.LEFT
        assert "n-1" in again[0].why.en


@pytest.mark.parametrize(
    ("status", "fate"),
    [(204, Fate.REMOVED), (404, Fate.GONE), (410, Fate.GONE), (409, Fate.LEFT), (500, Fate.LEFT), (401, Fate.LEFT)],
)
def test_what_undoing_is_answered_decides_what_is_said(
    status: int, fate: Fate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        add(run, MINE)
        answer = system._answered
        monkeypatch.setattr(
            system,
            "_answered",
            lambda method, path, body: (status, {}) if method == "DELETE" else answer(method, path, body),
        )
        settled, by_hand = cleaned(system, tmp_path / "l")
        assert [each.fate for each in settled] == [fate]
        assert Ledger(tmp_path / "l").left() == ([] if fate is not Fate.LEFT else [settled[0].entry])
        assert (f"-X DELETE {system.address}/notes/n-1" in by_hand.replace(" -H Accept:", "")) == (fate is Fate.LEFT)
        assert (str(status) in settled[0].why.en) == (fate is Fate.LEFT)


@pytest.mark.parametrize("status", [500, 502, 303, 200])
def test_what_was_made_behind_another_answer_is_found(
    status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gateway that gives up, a redirect, an answer without an id: the object may be there all the same."""
    with notes() as system, asking(system, tmp_path / "l") as run:
        answer = system._answered

        def gateway(method: str, path: str, body: bytes) -> tuple[int, Any]:
            told = answer(method, path, body)
            return (status, {"error": "late"}) if method == "POST" else told

        monkeypatch.setattr(system, "_answered", gateway)
        assert add(run, MINE).status == status
        assert len(system.rows) == 2
        assert run.undo_all() == []
        assert [*system.rows] == ["n-0"]
        assert run.ledger.left() == []


def test_what_was_limited_and_then_not_answered_may_have_been_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal of the first is no word on the second, which was carried out."""
    with notes() as system, asking(system, tmp_path / "l") as run:
        answer = system._answered
        posted: list[bytes] = []

        def limited(method: str, path: str, body: bytes) -> tuple[int, Any]:
            posted.extend([body] if method == "POST" else [])
            if method == "POST" and len(posted) == 1:
                return 429, {}
            told = answer(method, path, body)
            if method == "POST":
                time.sleep(2 * QUIET.request_seconds)  # it is carried out, and nobody hears of it
            return told

        monkeypatch.setattr(system, "_answered", limited)
        made = add(run, MINE)
        assert (made.status, made.failure and made.failure.reason) == (429, Reason.TIMEOUT)
        assert len(posted) == len(system.rows) == 2
        assert run.undo_all() == []
        assert [*system.rows] == ["n-0"]


def test_what_was_refused_or_never_sent_leaves_nothing_to_look_for(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        assert add(run, {"rank": 1}).status == 400
        run.recorder.pace._left = 0
        assert add(run, MINE).failure is not None
        assert run.ledger.left() == []
        assert [*system.rows] == ["n-0"]


def test_what_was_made_is_taken_back_although_the_budget_is_spent(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        add(run, MINE)
        run.recorder.pace._left = 0
        assert run.undo_all() == []
        assert [*system.rows] == ["n-0"]


@pytest.mark.parametrize("identifier", ["", ".", ".."])
def test_an_id_that_names_more_than_one_object_is_never_called(identifier: str, tmp_path: Path) -> None:
    def spoil(method: str, path: str, answer: Any) -> Any:
        return {**answer, "id": identifier} if method == "POST" else answer

    with notes(spoil) as system, asking(system, tmp_path / "l") as run:
        add(run, MINE)
        assert run.undo_all() == []
        assert [path for method, path, _ in system.asked if method == "DELETE"] == ["/notes/n-1"]
        assert [*system.rows] == ["n-0"]


def test_a_credential_that_is_missing_is_named_and_ends_nothing(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        number = run.ledger.intend("addNote", "officer")
        run.ledger.made(number, "removeNote", {"id": "n-7"})
        settled, by_hand = cleaned(system, tmp_path / "l")
        assert [each.fate for each in settled] == [Fate.GONE]  # anybody may remove a note of this system
        guarded = json.loads(json.dumps(DOCUMENT))
        guarded["paths"]["/notes/{id}"]["delete"]["x-hutong-roles"] = ["officer"]
        number = run.ledger.intend("addNote", "officer")
        run.ledger.made(number, "removeNote", {"id": "n-7"})
        settled, by_hand = cleaned(system, tmp_path / "l", guarded)
        assert [(each.fate, "officer" in each.why.en) for each in settled] == [(Fate.LEFT, True)]
        assert "$HUTONG_OFFICER" in by_hand


def test_a_system_that_does_not_stand_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything answers 404: what was left there is not gone for that."""
    document = {**DOCUMENT, "x-hutong-canary": "listNotes"}
    with notes() as system, asking(system, tmp_path / "l", document) as run:
        add(run, MINE)
        monkeypatch.setattr(system, "_answered", lambda method, path, body: (404, {}))
        settled, _ = cleaned(system, tmp_path / "l", document)
        assert [each.fate for each in settled] == [Fate.LEFT]
        assert len(Ledger(tmp_path / "l").left()) == 1


def test_silence_is_not_waited_for_without_end(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        for number in range(SILENT + 3):
            made = run.ledger.intend("addNote", "anonymous")
            run.ledger.made(made, "removeNote", {"id": f"n-{number}"})
        gone = replace(run.recorder.target, address="http://127.0.0.1:1")
        with Recorder(gone) as recorder:
            settled = take_back(TargetSession(recorder, run.contract, run.ledger, 1, date.min), run.ledger.left())
        assert [each.fate for each in settled] == [Fate.LEFT] * (SILENT + 3)
        assert recorder.count <= SILENT
        assert len({each.why for each in settled}) == 2


def test_listing_sends_nothing(tmp_path: Path) -> None:
    with notes() as system, asking(system, tmp_path / "l") as run:
        add(run, MINE)
        asked = len(system.asked)
        done = listed(target_of(system, writes=False), run.contract, Ledger(tmp_path / "l"), Text("不", "not"))
        assert [each.fate for each in done.settled] == [Fate.LEFT]
        assert len(system.asked) == asked
