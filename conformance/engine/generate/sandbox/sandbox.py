"""Work on a document nobody vouches for, in a process of its own: whatever the document, it can be ended.

A thread cannot be ended from outside, and neither a draw of Hypothesis nor a regular expression looks at a clock. So
such work is done by a child, which the system ends when a step has taken too much processor time or memory, and which
we kill by its number when it has been silent too long. It gets nothing of the user's settings and reaches nobody.
"""

from __future__ import annotations

import base64
import json
import math
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any

MOST_BYTES = 4 << 30
"""Address space a child may take, where the system can bound it."""
STARTING = 120.0
"""Seconds until the first message: a busy machine imports slowly."""
LEAVING = 10.0
"""Seconds a child may take to be gone once it has closed its output."""
SLOW = 20
"""Seconds on the clock for one of processor time, before a child counts as silent: many others may use the machine."""
FOREIGN = ("SCHEMATHESIS_", "HYPOTHESIS_")
"""How settings of the user begin that would change what is generated."""
PASSED_ON = frozenset(
    ["DYLD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME", "SYSTEMROOT"]
)
"""What a child is given of our environment: what Python needs to start, and nothing in which a secret may stand."""


class ChildTimeout(Exception):  # noqa: N818 - it is no error that a document takes too long
    """The child has said nothing for too long, or is gone; `broke` where it ended by itself and unasked."""

    def __init__(self, broke: bool = False) -> None:
        super().__init__()
        self.broke = broke


class Sandbox:
    """A child that runs a module of ours on one job; used as a context, at whose end it is gone."""

    def __init__(self, module: str, job: bytes) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="hutong-", ignore_cleanup_errors=True)
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(self._folder.name),
            start_new_session=True,  # Ctrl-C is for us to hear.
        )
        self._heard: queue.Queue[bytes] = queue.Queue()
        self._job = job
        self._is_known = False

    def __enter__(self) -> Sandbox:
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._write, args=(_framed(self._job),), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr] # both were asked for
        self._folder.cleanup()

    def say(self, message: dict[str, Any]) -> None:
        """Answer the child."""
        self._write(_framed(_text(message)))

    def messages(self, seconds: float, ends: float) -> Iterator[dict[str, Any]]:
        """What the child says until it is done. Raises Silent where a step took too many seconds, or at `ends`.

        `seconds` are those of processor time it allows itself for a step; `ends` is a time of `time.monotonic`. A child
        that broke off says `broken`, with its trace.
        """
        while True:
            wait = min(SLOW * seconds if self._is_known else STARTING, ends - time.monotonic())
            try:
                line = self._heard.get(timeout=max(wait, 0))
            except queue.Empty:
                raise ChildTimeout from None
            self._is_known = True
            if not line:
                raise ChildTimeout(self._broke())
            message: dict[str, Any] = json.loads(line)
            if "done" in message:
                return
            yield message

    def _broke(self) -> bool:
        """Whether a child that is gone broke off, rather than being ended for the processor time it took."""
        try:
            code = self._child.wait(LEAVING)
        except subprocess.TimeoutExpired:
            return False
        return code != -getattr(signal, "SIGXCPU", 0)

    def _listen(self) -> None:
        assert self._child.stdout is not None  # noqa: S101 - it was asked for
        with suppress(ValueError):  # It is closed while it is read, where nobody listens any more.
            for line in self._child.stdout:
                self._heard.put(line)
        self._heard.put(b"")

    def _write(self, data: bytes) -> None:
        assert self._child.stdin is not None  # noqa: S101 - it was asked for
        try:
            self._child.stdin.write(data)
            self._child.stdin.flush()
        except (OSError, ValueError):
            return  # It is gone, or closed at our end: the one who listens is told.


class Channel:
    """The child's side: hears its job and answers on standard input, and speaks on what was its standard output."""

    def __init__(self) -> None:
        self._out = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # Whatever a library prints is no message.
        self._speaking = threading.Lock()
        self.bound(MOST_BYTES)
        bound_resource("RLIMIT_CORE", 0)

    def job(self) -> bytes:
        return _frame(sys.stdin.buffer)

    def bound(self, most_bytes: int) -> None:
        """Let this process take no more address space than so much."""
        bound_resource("RLIMIT_AS", most_bytes)

    def allow(self, seconds: float) -> None:
        """Let this process be ended after so much more processor time, whatever it is in the middle of."""
        bound_resource("RLIMIT_CPU", math.ceil(time.process_time() + seconds))

    def say(self, **message: Any) -> None:
        with self._speaking:
            self._out.write(_text(message) + b"\n")
            self._out.flush()

    def hear(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(_frame(sys.stdin.buffer))
        return answer


def packed(data: bytes | None) -> str | None:
    """Bytes as text for a message."""
    return None if data is None else base64.b64encode(data).decode()


def unpacked(text: str | None) -> bytes | None:
    """The bytes of a message's text."""
    return None if text is None else base64.b64decode(text)


def _text(message: dict[str, Any]) -> bytes:
    return json.dumps(message).encode()


def _framed(data: bytes) -> bytes:
    return len(data).to_bytes(8) + data


def _frame(stream: Any) -> bytes:
    data: bytes = stream.read(int.from_bytes(stream.read(8)))
    return data


def _environment(folder: str) -> dict[str, str]:
    """The little of our environment that is passed on, the places of our modules, and a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in PASSED_ON}
    kept |= dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME"), folder)
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }


def bound_resource(name: str, most: int) -> None:
    """Bound what this process may take of something, where the system knows how."""
    try:
        import resource
    except ImportError:
        return
    limit = getattr(resource, name)
    hard = resource.getrlimit(limit)[1]
    resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
