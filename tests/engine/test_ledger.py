"""What a run made survives a kill and is forgotten only when it is gone; whatever else lies in its file is kept."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.engine.ledger import ledger as ledger_file
from conformance.engine.ledger.ledger import Ledger, mark_of, state_folder
from conformance.engine.ledger.lines import Entry
from conformance.engine.ledger.state_file import MOST
from conformance.norms.errors import DataError

ASKED, SAYS = {"id": "r-1"}, {"name": "0123456789ab", "说明": "ba9876543210"}


def written(file: Path) -> Ledger:
    """A ledger of one creation whose id is known, and one whose id is not."""
    ledger = Ledger(file)
    since = ledger.listing(["r-1", "r-2"])
    first = ledger.intend("registerResource", "officer", ASKED, SAYS, "name 馆藏", since)
    ledger.made(first, "withdrawResource", {"id": "r-9"})
    ledger.intend("registerResource", "officer", {}, SAYS, "name 名录", since)
    return ledger


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


def test_targets_do_not_share_a_ledger_and_one_address_is_one_however_it_is_written() -> None:
    assert Ledger.of("http://127.0.0.1:1").path != Ledger.of("http://127.0.0.1:2").path
    same = {
        Ledger.of(each).path for each in ("http://a.test", "http://a.test/", "HTTP://A.test:80", "http://a.test:80/")
    }
    assert len(same) == 1


def test_what_it_writes_it_reads_and_knows_what_there_was_before(tmp_path: Path) -> None:
    before, again = written(tmp_path / "l"), Ledger(tmp_path / "l")
    assert again.left() == before.left()
    known = again.known(again.left()[0].since)
    assert known == {mark_of(each) for each in ("r-1", "r-2", "r-9")}


def test_cut_anywhere_it_tells_what_it_can_and_keeps_the_rest(tmp_path: Path) -> None:
    """A run that reads goes on; one that writes puts aside what cannot be read, and loses no line before it."""
    whole = tmp_path / "whole"
    written(whole)
    raw = whole.read_bytes()
    lines = raw.split(b"\n")
    begun = [len(b"\n".join(lines[:count])) for count in range(len(lines))]
    for at in range(len(raw)):
        file = tmp_path / f"{at}"
        file.write_bytes(raw[:at])
        ledger = Ledger(file)
        told = {entry.number: bool(entry.parts) for entry in ledger.left()}
        if at >= begun[2]:
            assert 2 in told, at
        if at >= begun[3]:
            assert told[2], at
        with ledger.held():
            left = {entry.number: bool(entry.parts) for entry in ledger.left()}
        assert left == told, at
        if ledger.path.with_name(f"{at}.unread").exists():
            assert any(str(ledger.path) in note.en for note in ledger.notes())
            assert raw[:at].endswith(ledger.path.with_name(f"{at}.unread").read_bytes().rstrip(b"\n"))


def test_a_torn_line_does_not_swallow_the_next(tmp_path: Path) -> None:
    file = tmp_path / "l"
    written(file)
    with file.open("ab") as out:
        out.write('{"number":9,"operation":"注'.encode()[:-1])
    number = Ledger(file).intend("sendMessage", "peer")
    assert [entry.operation for entry in Ledger(file).left()] == ["sendMessage", *["registerResource"] * 2]
    assert number == 4


FOREIGN = [
    b"\x00\xff\xfe" * 7,
    b"[]",
    b"null",
    b'"text"',
    b"{}",
    b'{"number":"1","operation":"a","role":"b"}',
    b'{"number":0,"operation":"a","role":"b"}',
    b'{"number":true,"done":true}',
    b'{"number":7,"operation":"a"}',
    b'{"number":7,"operation":7,"role":"b"}',
    b'{"number":7,"operation":"a","role":"b","parts":[["id","x"]]}',
    b'{"number":7,"operation":"a","role":"b","parts":{"id":7}}',
    '{"number":7,"operation":"登记","role":"b"}'.encode("gbk"),
    b'{"number":7,"operation":"a","role":"b","since":"1"}',
    b'{"number":7,"version":3,"creation":{"of":"a"}}',
    b"[" * 100_000,
    b'{"number":7,' + b" " * (MOST + 5) + b'"operation":"a","role":"b"}',
    b'{"number":7,"operation":"' + b"a," * 100_000,
]


@pytest.mark.parametrize("line", FOREIGN, ids=range(len(FOREIGN)))
@pytest.mark.parametrize("place", ["first", "last"])
def test_foreign_lines_are_kept_aside_and_said(line: bytes, place: str, tmp_path: Path) -> None:
    file = tmp_path / "l"
    expected = written(file).left()
    own = file.read_bytes()
    file.write_bytes(line + b"\n" + own if place == "first" else own + line + b"\n")
    ledger = Ledger(file)
    assert ledger.left() == expected
    assert [str(file) in note.en and str(file) in note.zh for note in ledger.notes()] == [True]
    with ledger.held():
        assert ledger.left() == expected
    aside = file.with_name("l.unread")
    assert line in aside.read_bytes()
    assert line not in file.read_bytes().splitlines()
    assert [str(aside) in note.en for note in Ledger(file).notes()] == [True]


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=400))
def test_no_bytes_end_a_run(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("l") / "l"
    file.write_bytes(data)
    ledger = Ledger(file)
    entries = ledger.left()
    with ledger.held():
        assert ledger.left() == entries
    kept = file.with_name("l.unread")
    if data.strip() and not entries:
        assert kept.exists() or not file.exists()


@pytest.mark.parametrize("what", ["link", "folder", "pipe", "device link"])
def test_what_is_no_plain_file_is_neither_followed_nor_waited_for(what: str, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "l", tmp_path / "elsewhere"
    elsewhere.write_text("precious")
    if what == "folder":
        file.mkdir()
    elif what == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/null" if what == "device link" else elsewhere)
    ledger = Ledger(file)
    assert ledger.left() == []
    assert any(str(file) in note.en for note in ledger.notes())
    with pytest.raises(DataError) as refused, ledger.held():
        pass
    assert "nothing was sent" in refused.value.render("en")
    assert "未发送任何请求" in refused.value.render("zh")
    with pytest.raises(OSError):  # noqa: PT011 - each kind of thing has its own number
        ledger.intend("registerResource", "officer")
    assert elsewhere.read_text() == "precious"


@pytest.mark.parametrize("name", ["l.part", "l.unread", "l.lock"])
def test_no_link_beside_it_is_followed(name: str, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "l", tmp_path / "elsewhere"
    elsewhere.write_text("precious")
    written(file)
    with file.open("ab") as out:
        out.write(b"foreign\n")
    file.with_name(name).symlink_to(elsewhere)
    ledger = Ledger(file)
    if name == "l.part":  # what a killed writer left is taken away, not written through
        with ledger.held():
            assert len(ledger.left()) == 2
    else:
        with pytest.raises(DataError), ledger.held():
            pass
    assert elsewhere.read_text() == "precious"


def test_where_nothing_can_be_kept_nothing_is_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    ledger = Ledger(blocked / "hutong" / "l")
    assert ledger.left() == []
    with pytest.raises(DataError, match="cannot be noted"), ledger.held():
        pass
    with ledger.held(writes=False):
        assert ledger.left() == []


def test_a_full_disk_sends_nothing_more_and_forgets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full from one write on, of which half still fits."""
    ledger = written(tmp_path / "l")
    whole = os.write

    def half(file: int, data: bytes) -> int:
        whole(file, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(OSError, match="No space"):
        ledger.intend("sendMessage", "peer")
    ledger.made(3, "withdrawResource", {"id": "r-3"})
    assert [entry.parts for entry in ledger.left()] == [(("id", "r-3"),), (("id", "r-9"),)]
    ledger.done(2)
    monkeypatch.undo()
    assert [entry.number for entry in Ledger(tmp_path / "l").left()][-2:] == [3, 2]


def test_it_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "hutong" / "l"
    ledger = Ledger(file)
    with ledger.held():
        ledger.intend("registerResource", "officer")
        ledger.intend("sendMessage", "peer")
        assert {stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_it_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_file, "LARGE", 4096)
    file = tmp_path / "l"
    ledger = Ledger(file)
    with ledger.held():
        kept = ledger.intend("registerResource", "officer")
        since = ledger.listing(["before"])
        for number in range(200):
            each = ledger.intend("registerResource", "officer", {}, SAYS, "", since)
            ledger.made(each, "withdrawResource", {"id": f"r-{number}"})
            ledger.done(each)
            assert file.stat().st_size < 4096 * 3
        assert ledger.known(since) >= {mark_of("before"), mark_of("r-0"), mark_of("r-199")}
        again = [entry.number for entry in _read_by_another(file)]
    assert again == [kept]
    assert file.stat().st_size < 300


def _read_by_another(file: Path) -> list[Entry]:
    """What stands in the file, read as if nobody held it."""
    copy = file.with_name("copy")
    copy.write_bytes(file.read_bytes())
    return Ledger(copy).left()


HOLD = """
import sys
from pathlib import Path
from conformance.engine.ledger.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]))
with ledger.held():
    ledger.intend("registerResource", "officer")
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_writer_is_told_at_once_and_a_killed_one_is_in_nobodys_way(tmp_path: Path) -> None:
    file = tmp_path / "l"
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdin is not None
    assert first.stdout is not None
    try:
        assert first.stdout.readline() == "held\n"
        ledger = Ledger(file)
        with pytest.raises(DataError, match=rf"another run \(process {first.pid}\)"), ledger.held():
            pass
        assert ledger.left() == []  # it is not left: the other will take it back
        assert [note.en for note in ledger.notes()] == [
            "another run is writing to this system; its data are not told here"
        ]
    finally:
        first.kill()
        first.wait(10)
        first.stdin.close()
        first.stdout.close()
    with ledger.held():
        assert [entry.operation for entry in ledger.left()] == ["registerResource"]
    assert not file.with_name("l.lock").exists()


def test_one_process_holds_it_as_often_as_it_likes_by_one_ledger(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l")
    with ledger.held(), ledger.held():
        ledger.intend("registerResource", "officer")
    assert len(Ledger(tmp_path / "l").left()) == 1
    with Ledger(tmp_path / "l").held():
        pass


def test_the_folder_is_where_the_user_says_or_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "hutong"
    monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", "/home/tester")
    assert state_folder() == Path("/home/tester/.local/state/hutong")


def test_every_ledger_says_of_which_system_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    Ledger.of("http://one.test/api/").intend("registerResource", "officer")
    assert [(each.address, len(each.left())) for each in Ledger.every()] == [("http://one.test/api", 1)]
    assert json.loads(Ledger.every()[0].path.read_bytes().splitlines()[0]) == {"address": "http://one.test/api"}
