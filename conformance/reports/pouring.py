"""Writes to what keeps no file, a terminal, a pipe or another device, without ever waiting for it for long."""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 10.0
"""Seconds for which something that takes nothing is waited for: a pipe nobody reads would never take it."""

PAUSE = 0.02


def pour(data: bytes, place: Path, patience: float = PATIENCE) -> None:
    """Write it all, in place. Raises OSError: nobody reads the pipe, or it took nothing for `patience` seconds."""
    descriptor = _ours(place)
    if descriptor is None:
        descriptor = _opened(place, patience)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[_written(descriptor, rest, patience) :]
    finally:
        os.close(descriptor)


def _ours(place: Path) -> int | None:
    """A second handle on our own standard output or error where the place is one of them: it writes on behind."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            if os.path.samestat(place.stat(), os.fstat(stream.fileno())):
                stream.flush()
                return os.dup(stream.fileno())
    return None


def _opened(place: Path, patience: float) -> int:
    """A handle on it. A pipe can be opened only once somebody reads it; nothing is ever made or cut short here."""
    ends = time.monotonic() + patience
    while True:
        try:
            return _not_a_file(os.open(place, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK), place)
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() >= ends:
                raise
        time.sleep(PAUSE)


def _not_a_file(descriptor: int, place: Path) -> int:
    """The handle, unless somebody has put a file there since it was looked at."""
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    return descriptor


def _written(descriptor: int, rest: memoryview, patience: float) -> int:
    """How much it took, waited for once it can take something."""
    if not select.select([], [descriptor], [], patience)[1]:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
    try:
        return os.write(descriptor, rest[: select.PIPE_BUF])
    except BlockingIOError:
        return 0
