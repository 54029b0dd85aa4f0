"""A reference system that answers late, or at great length, and a command that is told to end while it asks it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.cli.serve import write_config
from conformance.systems.serve import start
from tests.answering import Answering, serving

KIND = "resource-catalogue"
PATIENCE = 60.0
"""Seconds after which a process is ended whatever it does."""


@dataclass
class Hindrance:
    """What stands between a command and the system: seconds before each answer, bytes added to each list; a count."""

    seconds: float = 0.0
    padding: int = 0
    config: Path = Path()
    asked: list[str] = field(default_factory=list)


@contextmanager
def hindered(folder: Path, seconds: float = 0.0, padding: int = 0) -> Iterator[Hindrance]:
    """A catalogue that may be written to behind a hindrance, and the hutong.yaml that tests it through it."""
    hindrance = Hindrance(seconds, padding, folder / "hutong.yaml")
    with start(KIND) as running, serving(_handler(running.address.removeprefix("http://"), hindrance)) as address:
        write_config(hindrance.config, KIND, address)
        yield hindrance


def _handler(host: str, hindrance: Hindrance) -> type[Answering]:
    filler = b',"padding":[' + b",".join([b'"' + b"x" * 200 + b'"'] * (hindrance.padding // 203)) + b"]}"

    class Handler(Answering):
        says_who = False

        def reply(self, body: bytes) -> None:
            hindrance.asked.append(f"{self.command} {self.path}")
            time.sleep(hindrance.seconds)
            status, headers, content = self.handed_on(host, body)
            if hindrance.padding and self.command == "GET" and status == 200 and content.startswith(b'{"items"'):
                content = content[:-1] + filler
            if self.command != "HEAD":
                kept = ((name, value) for name, value in headers if name.lower() != "content-length")
                headers = [*kept, ("Content-Length", str(len(content)))]
            with suppress(OSError):  # it no longer listens
                self.put(status, headers, content)

    return Handler


@dataclass(frozen=True)
class Ended:
    """How a command ended: its code, seconds from the first signal, those of them it only waited for a processor."""

    code: int
    seconds: float
    queued: float
    report: dict[str, Any] | None
    said: str

    @property
    def own(self) -> float:
        """Seconds that it took by itself: others may use the machine."""
        return self.seconds - self.queued


Moment = Callable[[subprocess.Popen[bytes]], None]


def told_to_end(words: Sequence[str], folder: Path, moment: Moment, *signals: int, pause: float = 0.1) -> Ended:
    """Run a command that files a JSON report; send the signals, one after a pause, once the moment has come."""
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "conformance", *words, "--lang", "en", "-o", f"json:{report}"]
    env = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder, env=env)
    try:
        moment(process)
        begun, queued = time.monotonic(), _queued(process.pid)
        for number, each in enumerate(signals):
            time.sleep(pause if number else 0)
            os.kill(process.pid, each)  # it may have ended, and is looked at before it is gone
        _wait(process.pid)
        seconds, after = time.monotonic() - begun, _queued(process.pid)
        code = process.wait(10)
    finally:
        process.kill()
        process.wait(10)
    document = json.loads(report.read_text(encoding="utf-8")) if report.exists() else None
    text = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
    return Ended(code, seconds, after - queued, document, text)


def _wait(pid: int) -> None:
    """Wait until it has ended, and leave it to be looked at."""
    ends = time.monotonic() + PATIENCE
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        assert time.monotonic() < ends, f"it did not end within {PATIENCE:g} s"
        time.sleep(0.005)


def _queued(pid: int) -> float:
    """Seconds its main thread was ready to run and did not, for others ran; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def listening(process: subprocess.Popen[bytes]) -> None:
    """The first moment at which it hears of SIGTERM: Python alone would die of it without a word."""
    status, ends = Path(f"/proc/{process.pid}/status"), time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        caught = next((line for line in status.read_text(encoding="ascii").splitlines() if "SigCgt" in line), "0 0")
        if int(caught.split()[1], 16) & 1 << 14:
            return
        time.sleep(0.002)
    raise AssertionError("it never listened")


def after(seconds: float) -> Moment:
    """So many seconds after it began to listen."""

    def moment(process: subprocess.Popen[bytes]) -> None:
        listening(process)
        time.sleep(seconds)

    return moment


def once_asked(hindrance: Hindrance, number: int) -> Moment:
    """Once the system has been asked so many questions more than before."""
    due = len(hindrance.asked) + number

    def moment(process: subprocess.Popen[bytes]) -> None:
        ends = time.monotonic() + PATIENCE
        while len(hindrance.asked) < due and process.poll() is None and time.monotonic() < ends:
            time.sleep(0.005)
        assert process.poll() is None, "it had ended before it was asked so much"

    return moment
