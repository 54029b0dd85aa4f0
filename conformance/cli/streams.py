"""Standard output and error as a command finds them: closed, full, or read by somebody who has gone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class Lossy:
    """Standard error that ends nothing: once it takes no more, what is said there is lost."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with self._unending():
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with self._unending():
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @contextmanager
    def _unending(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError):
            silence(self._stream)


class Noting:
    """Standard output that remembers why it took something no more: the buffers below forget it with what they held."""

    def __init__(self, stream: Any, refused: list[OSError] | None = None) -> None:
        self._stream = stream
        self.refused: list[OSError] = [] if refused is None else refused

    def write(self, text: str | bytes) -> int:
        with self._noting():
            return int(self._stream.write(text))

    def flush(self) -> None:
        with self._noting():
            self._stream.flush()

    @property
    def buffer(self) -> Noting:
        return Noting(self._stream.buffer, self.refused)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.refused.append(error)
            raise


@contextmanager
def standing() -> Iterator[None]:
    """Both streams are there meanwhile; errors of standard error end nothing, those of standard output are noted."""
    _reopened()
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Noting(before[0]), Lossy(before[1])
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def why_not_shown() -> OSError | None:
    """Why standard output took something no more; None where it took all."""
    refused: list[OSError] = getattr(sys.stdout, "refused", [])
    return refused[0] if refused else None


def silence(stream: Any) -> None:
    """Let a stream that takes nothing take everything and show nothing, so that the end of the process is quiet."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()


def _reopened() -> None:
    """Put something in the place of what the process was started without: a file opened later would get its number.

    What is written to an output that was closed is refused, as it would be there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)  # the lowest number that is free: this one
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w", encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115 - it lasts as long as the process
