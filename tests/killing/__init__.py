"""Reference systems that kill who asks them, and runs that are killed: nothing may be lost, and nothing left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from click.testing import CliRunner
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conformance.cli.app import app
from conformance.cli.serve import write_config
from conformance.systems.kinds import KINDS
from conformance.systems.serve import Running
from conformance.systems.service.application import application
from conformance.systems.service.system import Service

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
COLLECTIONS = ("requests", "grants", "batches", "uses", "messages", "corrections", "disposals")
OF_READING = "firstDeliveredAt"
"""What reading alone writes on a record of someone else: that its data went out."""

How = Literal["before", "torn", "after", "made"]


@dataclass(frozen=True)
class Point:
    """Where a run is killed: at which write to its `ledger`, or unsafe request on the `wire`, and on which side of it.

    On the wire `before` is a request that arrived and was not carried out, `after` one that was and is not answered.
    """

    where: Literal["ledger", "wire"]
    at: int
    how: How


@dataclass
class Counted:
    """A system that counts unsafe requests, and may kill who sends one."""

    app: ASGIApp
    process: int = 0
    point: Point | None = None
    unsafe: int = 0

    def dies_with(self, process: int) -> None:
        """Who asks from now on."""
        self.process = process

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("method") not in UNSAFE:
            await self.app(scope, receive, send)
            return
        self.unsafe += 1
        dies = self.point is not None and self.point.where == "wire" and self.point.at == self.unsafe
        if dies and self.point is not None and self.point.how == "before":
            os.kill(self.process, signal.SIGKILL)
            return
        await self.app(scope, receive, _nobody if dies else send)
        if dies:
            os.kill(self.process, signal.SIGKILL)


async def _nobody(message: Message) -> None:
    """Whom the answer would have gone to is about to be dead."""


@dataclass
class Runs:
    """The process in whose forks commands are run and killed; `begins` hears the process id of each."""

    process: subprocess.Popen[str]
    folder: Path
    begins: Callable[[int], None] = lambda process: None
    number: int = 0

    def killed(
        self, words: Sequence[str], at: int = 0, how: How = "after", state: Path | None = None
    ) -> tuple[Path, int, int]:
        """A command, killed at a write to a ledger (0: not so): its state folder, how it ended, how many it began.

        The folder is fresh, unless one is given in which another command was killed.
        """
        self.number += 1
        state = state or self.folder / f"state-{self.number}"
        counted = self.folder / f"counted-{self.number}"
        job = {"words": [*words], "state": str(state), "counted": str(counted), "at": at, "how": how}
        self.begins(int(self._say(json.dumps(job))))
        status, writes = json.loads(self._say("go"))
        return state, status, writes

    def _say(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()


@contextmanager
def runs(folder: Path) -> Iterator[Runs]:
    """A process in which to run commands, gone afterwards."""
    command = [sys.executable, "-m", "tests.killing.child"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Runs(process, folder)


def cleanup(config: Path, state: Path) -> tuple[int, str]:
    """`hutong cleanup` on what a command left in its state folder: its exit code and what it said."""
    words = ["cleanup", "-c", str(config), "--lang", "en"]
    done = CliRunner().invoke(app, words, env={"XDG_STATE_HOME": str(state)}, catch_exceptions=False)
    return done.exit_code, done.output


@dataclass
class Bench:
    """A reference system, the file that tests it, and the runs that test it and are killed."""

    system: Service
    counted: Counted
    runs: Runs

    @property
    def config(self) -> Path:
        return self.runs.folder / "hutong.yaml"

    def held(self) -> dict[str, Any]:
        """Everything the system holds and lists, but what reading alone changes."""
        system: Any = self.system
        if self.system.kind == "resource-catalogue":
            return {entry.id: entry for entry in system.store.entries()}
        kept = {name: getattr(system, name).kept.all() for name in COLLECTIONS}
        kept["receipts"] = system.messages.receipts.all()
        return {
            f"{name} {record.get('id') or record['header']['id']}": {**record, OF_READING: ""}
            for name, records in kept.items()
            for record in records
        }

    def killed(self, point: Point | None) -> tuple[Path, int, int, int]:
        """A run killed at a point (None: not at all): its state folder, how it ended, writes to ledger and wire."""
        self.counted.point, self.counted.unsafe = point, 0
        at = point.at if point and point.where == "ledger" else 0
        words = ["run", "-c", str(self.config), "-q", "--format", "json"]
        ended = self.runs.killed(words, at, point.how if point else "after")
        self.counted.point = None
        return *ended, self.counted.unsafe


@contextmanager
def bench(kind: str, folder: Path) -> Iterator[Bench]:
    """A fresh system of a kind to test and be killed at."""
    system = KINDS[kind]()
    counted = Counted(application(system))
    with runs(folder) as started, Running(counted, 0) as running:
        started.begins = counted.dies_with
        made = Bench(system, counted, started)
        write_config(made.config, kind, running.address)
        yield made
