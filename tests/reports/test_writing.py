"""A report goes where it was asked for, whatever stands there: nothing else is replaced, nothing waited for long."""

from __future__ import annotations

import errno
import os
import socket
import stat
import threading
import time
from pathlib import Path

import pytest

from conformance.reports.writing import OWNER_ONLY, trouble, write

DATA = b"x" * 300_000
"""More than a pipe holds."""


def null_device(folder: Path) -> Path:
    """A device of our own: a test that fails must not cost the machine its /dev/null."""
    place = folder / "null"
    try:
        os.mknod(place, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        place.open("wb").close()
    except OSError as error:
        pytest.skip(f"no device can be made here: {error.strerror}")
    return place


def test_a_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    place = null_device(tmp_path)
    assert trouble(place, folder=False) == ""
    write(DATA, place)
    assert stat.S_ISCHR(place.stat().st_mode)
    assert [file.name for file in tmp_path.iterdir()] == ["null"]


def test_a_device_behind_a_link_stays_one_and_so_does_the_link(tmp_path: Path) -> None:
    device = null_device(tmp_path)
    link = tmp_path / "link"
    link.symlink_to(device)
    write(DATA, link)
    assert link.is_symlink()
    assert stat.S_ISCHR(device.stat().st_mode)


def test_a_full_device_says_so(tmp_path: Path) -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("this system has no /dev/full")
    link = tmp_path / "full"
    link.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left") as told:
        write(DATA, link)
    assert told.value.errno == errno.ENOSPC


def test_a_pipe_gets_it_all_and_stays_one(tmp_path: Path) -> None:
    place, got = tmp_path / "pipe", bytearray()
    os.mkfifo(place)
    assert trouble(place, folder=False) == ""

    def read() -> None:
        with place.open("rb") as pipe:
            got.extend(pipe.read())

    reader = threading.Thread(target=read)
    reader.start()
    write(DATA, place)
    reader.join(20)
    assert bytes(got) == DATA
    assert place.is_fifo()


def test_a_pipe_nobody_reads_is_given_up(tmp_path: Path) -> None:
    place = tmp_path / "pipe"
    os.mkfifo(place)
    with pytest.raises(OSError, match="No such device or address"):
        write(DATA, place, patience=0.2)
    assert place.is_fifo()


def test_a_pipe_whose_reader_reads_nothing_is_given_up(tmp_path: Path) -> None:
    place = tmp_path / "pipe"
    os.mkfifo(place)
    reader = os.open(place, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(TimeoutError):
            write(DATA, place, patience=0.2)
    finally:
        os.close(reader)


def test_a_pipe_whose_reader_goes_says_so(tmp_path: Path) -> None:
    place = tmp_path / "pipe"
    os.mkfifo(place)
    reader = os.open(place, os.O_RDONLY | os.O_NONBLOCK)

    def leave() -> None:
        time.sleep(0.2)
        os.close(reader)

    going = threading.Thread(target=leave)
    going.start()
    with pytest.raises(BrokenPipeError):
        write(DATA, place)
    going.join()


def test_a_socket_is_refused_before_and_not_replaced(tmp_path: Path) -> None:
    place = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        assert "s:" in trouble(place, folder=False)
        with pytest.raises(OSError, match="not supported"):
            write(DATA, place)
        assert place.is_socket()


@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing yet"])
def test_a_link_stays_and_the_file_it_names_is_replaced(there: bool, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, middle, link = tmp_path / "elsewhere" / "real", tmp_path / "middle", tmp_path / "link"
    if there:
        real.write_bytes(b"old")
    middle.symlink_to("elsewhere/real")
    link.symlink_to(middle)
    assert trouble(link, folder=False) == ""
    write(b"new", link)
    assert (link.is_symlink(), middle.is_symlink(), real.read_bytes()) == (True, True, b"new")
    assert [file.name for file in real.parent.iterdir()] == ["real"]


def test_links_that_lead_nowhere_are_refused_before(tmp_path: Path) -> None:
    lost, ring = tmp_path / "lost", tmp_path / "ring"
    lost.symlink_to(tmp_path / "no-folder" / "x")
    ring.symlink_to(ring)
    assert "no-folder" in trouble(lost, folder=False)
    for place in (lost, ring):
        assert trouble(place, folder=False)
        with pytest.raises(OSError, match=r"No such file|Too many levels"):
            write(b"new", place)
        assert place.is_symlink()


def test_a_folder_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    link = tmp_path / "site"
    link.symlink_to("v1")
    write({"index.html": b"1", "old.html": b"1"}, link)
    write({"index.html": b"2"}, link)
    assert link.is_symlink()
    assert sorted(file.name for file in (tmp_path / "v1").iterdir()) == [".hutong-report", "index.html"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["site", "v1"]


@pytest.mark.parametrize("make", [os.mkfifo, lambda place: place.write_bytes(b"mine")], ids=["a pipe", "a file"])
def test_what_is_no_folder_is_not_replaced_by_one(make: object, tmp_path: Path) -> None:
    place = tmp_path / "x"
    make(place)  # type: ignore[operator] # one of the two above
    before = place.lstat().st_ino
    assert trouble(place, folder=True)
    with pytest.raises(FileExistsError):
        write({"index.html": b"1"}, place)
    assert place.lstat().st_ino == before


def test_a_folder_that_cannot_be_replaced_is_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "site"
    write({"index.html": b"1"}, place)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if Path(target) == place and not self.parent.name.startswith(".hutong-"):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="ermission"):
        write({"index.html": b"2"}, place)
    assert (place / "index.html").read_bytes() == b"1"
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_no_link_somebody_laid_for_a_temporary_file_is_followed(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("mine")
    for name in ("x.json.part", ".x.json.part", ".hutong-", "x.json.tmp"):
        (tmp_path / name).symlink_to(theirs)
    write(b"new", tmp_path / "x.json")
    assert (theirs.read_text(), (tmp_path / "x.json").read_bytes()) == ("mine", b"new")


def test_who_may_read_a_file_stays_as_it_was_or_as_it_must_be(tmp_path: Path) -> None:
    place, own = tmp_path / "x", tmp_path / "own"
    write(b"1", place)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(place.stat().st_mode) == 0o666 & ~mask
    place.chmod(0o640)
    write(b"2", place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
    own.write_bytes(b"")
    own.chmod(0o644)
    write(b"secret", own, OWNER_ONLY)
    assert stat.S_IMODE(own.stat().st_mode) == 0o600


def test_a_name_as_long_as_it_may_be_can_be_written(tmp_path: Path) -> None:
    place = tmp_path / ("x" * 255)
    write(b"1", place)
    write(b"2", place)
    assert place.read_bytes() == b"2"
