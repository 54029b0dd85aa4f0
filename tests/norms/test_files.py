"""What a tester names is read where it is a plain file of a bounded size, and told as what it is where it is not."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from conformance.norms.errors import DataError
from conformance.norms.files import MAX_BYTES, NotRead, read_file, read_plain

SPECIAL = {
    "/dev/zero": "it is a device",
    "/dev/null": "it is a device",
    "pipe": "it is a pipe",
    "socket": "it is a socket",
    "folder": "it is a folder",
    "nowhere": "there is no such file",
    "file/below": "there is no such file",
    "circle": "its links form a cycle",
    "large": "it has more than 10 MiB",
    "x" * 300: "its name is too long",
    "zero\0byte": "its name holds a zero byte",
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "circle").symlink_to("circle")
    with (tmp_path / "large").open("wb") as large:
        large.truncate(MAX_BYTES + 1)
    before = Path.cwd()
    os.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        yield tmp_path
    os.chdir(before)


@pytest.mark.parametrize("name", SPECIAL, ids=[name[:9] for name in SPECIAL])
def test_what_is_no_plain_file_is_told_as_what_it_is(folder: Path, name: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_plain(folder / name)
    assert SPECIAL[name] in refused.value.why.en
    assert refused.value.why.zh


def test_a_file_that_claims_no_size_is_read() -> None:
    assert b"Name:" in read_plain(Path("/proc/self/status"))


def test_a_file_is_read_up_to_its_bound(folder: Path) -> None:
    assert read_plain(folder / "file", 4) == b"text"
    with pytest.raises(NotRead):
        read_plain(folder / "file", 3)


def test_a_file_that_grows_is_not_followed(folder: Path) -> None:
    growing, stop = folder / "growing", threading.Event()
    growing.touch()

    def grow() -> None:
        with growing.open("ab", buffering=0) as out:
            while not stop.is_set() and out.tell() < 16 * MAX_BYTES:
                out.write(b"x" * 65536)

    writer = threading.Thread(target=grow)
    writer.start()
    begun, found = time.monotonic(), b""
    with suppress(NotRead):
        found = read_plain(growing)
    stop.set()
    writer.join()
    assert len(found) <= MAX_BYTES
    assert time.monotonic() - begun < 60


def test_the_error_says_which_file_and_what_to_do(folder: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_file(folder / "pipe", "config")
    assert refused.value.render("en").startswith(f"error[config]: cannot read {folder / 'pipe'}: it is a pipe")
    assert "help: save it as a plain file first" in refused.value.render("en")
    assert "无法读取" in refused.value.render("zh")
