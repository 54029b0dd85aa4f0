"""A file of the user's state folder: one writer at a time, on the disk before it returns, never through a link."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    # What stands where a file of ours should be may be a link, a pipe or a device: none is followed or waited for.
    _PLAIN = os.O_BINARY | os.O_NOINHERIT
else:
    import fcntl

    _PLAIN = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK

MOST = 1 << 18
"""Bytes of a line; a longer one is none of ours, and is not kept in memory."""

Span = tuple[int, int]
"""Where bytes lie in the file: from, to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it lies in the file, without its end; None where it is longer than any of ours.

    `torn`: it is the last one, and its end is missing.
    """

    raw: bytes | None
    span: Span
    torn: bool


class BusyError(OSError):
    """Another process writes here; `holder` is what it says of itself."""

    def __init__(self, holder: str) -> None:
        super().__init__(errno.EWOULDBLOCK, "another process writes here")
        self.holder = holder


class StateFile:
    """Lines in a file of 0600 in a folder of 0700. OSError wherever it is not ours to read or write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unread = path.with_name(path.name + ".unread")
        """Where lines that could not be read are kept."""
        self._gate = path.with_name(path.name + ".lock")
        self._held: int | None = None

    def lines(self) -> Iterator[Line]:
        """What the file holds, blank lines left out; nothing where there is none."""
        if not os.path.lexists(self.path):
            return
        with os.fdopen(_opened(self.path, os.O_RDONLY), "rb") as file:
            start = 0
            while raw := file.readline(MOST):
                fits = raw.endswith(b"\n") or len(raw) < MOST
                end = start + len(raw) + (0 if fits else _rest(file))
                if raw.strip():
                    torn = fits and not raw.endswith(b"\n")
                    yield Line(raw.rstrip(b"\n") if fits else None, (start, end), torn)
                start = end

    def append(self, line: bytes) -> None:
        """Add a line; it is on the disk when this returns, and never runs into one that was torn."""
        self._make_folder()
        out = _opened(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
        try:
            size = os.fstat(out).st_size
            torn = size > 0 and _last(out) != b"\n"
            _write(out, (b"\n" if torn else b"") + line + b"\n")
            os.fsync(out)
        finally:
            os.close(out)
        if size == 0:
            self._keep_names()

    def rewrite(self, lines: Iterable[bytes]) -> None:
        """Put these lines in the place of what the file holds, all or nothing; no line: no file."""
        fresh = self.path.with_name(self.path.name + ".part")
        fresh.unlink(missing_ok=True)  # one writer at a time: what lies here was left by one that was killed
        held = b"".join(line + b"\n" for line in lines)
        if not held:
            self.path.unlink(missing_ok=True)
            return
        out = _opened(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            _write(out, held)
            os.fsync(out)
        finally:
            os.close(out)
        fresh.replace(self.path)
        self._keep_names()

    def set_aside(self, spans: Sequence[Span]) -> None:
        """Copy parts of the file to the file of what could not be read."""
        with os.fdopen(_opened(self.path, os.O_RDONLY), "rb") as file:
            out = _opened(self.unread, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            try:
                for start, end in spans:
                    file.seek(start)
                    for at in range(start, end, MOST):
                        _write(out, file.read(min(MOST, end - at)))
                    _write(out, b"\n")
                os.fsync(out)
            finally:
                os.close(out)

    def hold(self) -> None:
        """Be the one writer until `release` or the end of the process; BusyError at once where there is another."""
        self._make_folder()
        while True:
            gate = _opened(self._gate, os.O_RDWR | os.O_CREAT)
            if not _locked(gate):
                raise BusyError(_said(gate))
            if _is_at(gate, self._gate):
                break
            os.close(gate)  # its holder has just taken it away: the one that stands there now is the gate
        os.ftruncate(gate, 0)
        _write(gate, str(os.getpid()).encode())
        self._held = gate

    def release(self) -> None:
        """Let others write."""
        if self._held is None:
            return
        with suppress(OSError):
            self._gate.unlink(missing_ok=True)
        os.close(self._held)
        self._held = None

    def is_held_elsewhere(self) -> bool:
        """Whether another process writes here now."""
        if self._held is not None or not os.path.lexists(self._gate):
            return False
        try:
            gate = _opened(self._gate, os.O_RDWR)
            free = _locked(gate)
        except OSError:
            return False
        os.close(gate)
        return not free

    def _make_folder(self) -> None:
        folder = self.path.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.is_symlink():
            raise OSError(errno.ELOOP, "the folder is a link", str(folder))

    def _keep_names(self) -> None:
        """Have the folder's own list of files on the disk as well."""
        if sys.platform == "win32":
            return
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _opened(path: Path, flags: int) -> int:
    """A plain file, readable by its owner only."""
    found = os.open(path, flags | _PLAIN, 0o600)
    mode = os.fstat(found).st_mode
    if not stat.S_ISREG(mode):
        os.close(found)
        raise OSError(errno.EINVAL, "not a plain file", str(path))
    if sys.platform != "win32" and mode & 0o077:
        with suppress(OSError):
            os.fchmod(found, 0o600)
    return found


def _rest(file: BinaryIO) -> int:
    """How many bytes are left of a line that is too long, read over."""
    passed = 0
    while part := file.readline(MOST):
        passed += len(part)
        if part.endswith(b"\n"):
            break
    return passed


def _last(file: int) -> bytes:
    os.lseek(file, -1, os.SEEK_END)
    return os.read(file, 1)


def _write(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]


def _locked(gate: int) -> bool:
    """Whether the lock could be taken; the system gives it back when the process ends, however that happens.

    OSError where there are no locks: then nobody can be kept from writing at the same time.
    """
    try:
        if sys.platform == "win32":
            msvcrt.locking(gate, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES):
            os.close(gate)
            raise
        return False
    return True


def _said(gate: int) -> str:
    """What the holder wrote; closes the gate."""
    try:
        return os.pread(gate, 20, 0).decode("ascii", "replace") if sys.platform != "win32" else ""
    finally:
        os.close(gate)


def _is_at(gate: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(gate), path.lstat())
    except FileNotFoundError:
        return False
