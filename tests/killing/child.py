"""Runs the command in forks of one warm process, each killed at a write to its ledger, or by whom it asks.

A job is a line of JSON: the words of the command, its state folder, and at which write to kill (`at`, 0: never), and
how: `before` it, `torn` (half of it written), `after`, or `made`: after the line that tells of the `at`-th object made.
It answers with the process id, waits for a line, and answers with how the process ended and how many writes to a ledger
it had begun.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from conformance.cli.app import app
from conformance.config.release import the_standard
from conformance.engine.ledger.state_file import StateFile
from conformance.engine.vocabulary import tools

PRELOADED = (
    "conformance.cli.run",
    "conformance.cli.running",
    "conformance.cli.preview",
    "conformance.cli.matrix",
    "conformance.interop.examine",
)


class Killer:
    """Counts the writes to a ledger, and ends this process at one of them."""

    def __init__(self, at: int, how: str, counted: Path) -> None:
        self._at, self._how, self._counted, self._number = at, how, counted, 0
        self._one = threading.RLock()  # the systems of a network are written to side by side

    def install(self) -> None:
        append, rewrite = StateFile.append, StateFile.rewrite

        def appended(file: StateFile, line: bytes) -> None:
            with self._one:
                noted(file, line)

        def noted(file: StateFile, line: bytes) -> None:
            if self._how == "made" and b'"undo":' not in line:
                append(file, line)
                return
            if self._begins() and self._how == "torn":
                append(file, line[: len(line) // 2])
                with file.path.open("rb+") as out:
                    out.truncate(file.path.stat().st_size - 1)
            self._ends_before()
            append(file, line)
            self._ends()

        def rewritten(file: StateFile, lines: Any) -> None:
            with self._one:
                renewed(file, [*lines])

        def renewed(file: StateFile, lines: list[bytes]) -> None:
            if self._how == "made":
                rewrite(file, lines)
                return
            if self._begins() and self._how == "torn" and lines:
                file.path.with_name(file.path.name + ".part").write_bytes(lines[0][:5])
            self._ends_before()
            rewrite(file, lines)
            self._ends()

        StateFile.append = appended  # type: ignore[method-assign] # this process is here to be killed in it
        StateFile.rewrite = rewritten  # type: ignore[method-assign] # as above

    def _begins(self) -> bool:
        self._number += 1
        self._counted.write_text(str(self._number))
        return self._number == self._at

    def _ends_before(self) -> None:
        if self._number == self._at and self._how in ("before", "torn"):
            os.kill(os.getpid(), signal.SIGKILL)

    def _ends(self) -> None:
        if self._number == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


def _run(job: dict[str, Any]) -> None:
    os.environ["XDG_STATE_HOME"] = job["state"]
    silent = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(silent, number)
    Killer(job["at"], job["how"], Path(job["counted"])).install()
    try:
        app.main(job["words"], standalone_mode=False)
    except SystemExit as ended:
        os._exit(int(ended.code or 0))
    except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
        os._exit(99)
    os._exit(0)


def main() -> None:
    for name in PRELOADED:
        importlib.import_module(name)
    the_standard()
    tools()
    for line in sys.stdin:
        job = json.loads(line)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.read(read, 1)
            _run(job)
        print(child, flush=True)
        sys.stdin.readline()
        os.write(write, b"x")
        _, status = os.waitpid(child, 0)
        os.close(read)
        os.close(write)
        counted = Path(job["counted"])
        print(json.dumps([status, int(counted.read_text()) if counted.exists() else 0]), flush=True)


if __name__ == "__main__":
    main()
