"""Jobs done side by side, each in a process of its own: one that hangs or breaks is ended, and takes none with it."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, TypeAlias

from conformance.engine.generate.sandbox.sandbox import MOST_BYTES, bound_resource
from conformance.measure.outcomes import Ended, Job, Outcome

Work: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""What a job is done by: a function of a module, from JSON to JSON."""

AT_HAND = ("conformance.measure.at_hand", "uvicorn", "starlette.applications")
"""What whoever examines a reference system has its processes preload."""
LEAVING = 5.0
"""Seconds a process may take to be gone once it has said its result."""


def done(
    jobs: Iterable[Job], work: Work, at_once: int, seconds: float, preload: Sequence[str] = ()
) -> Iterator[Outcome]:
    """Do the jobs, so many at once, each within so many seconds on the clock; outcomes come as they fall.

    `preload` are modules that every process has imported when its job begins; nothing else is imported, and no process
    sees what another did. When the iterator is closed or broken off, what still runs is ended.
    """
    context, waiting, running = _context(preload), iter(jobs), list[_Child]()
    try:
        while True:
            while len(running) < at_once and (job := next(waiting, None)):
                running.append(_Child(context, job, work, seconds))
            if not running:
                return
            wait([child.pipe for child in running], max(0.0, min(child.ends for child in running) - time.monotonic()))
            for child in [*running]:
                if outcome := child.outcome():
                    running.remove(child)
                    yield outcome
    finally:
        for child in running:
            child.end()


class _Child:
    """A process on one job, with a folder of its own for whatever it keeps."""

    def __init__(self, context: BaseContext, job: Job, work: Work, seconds: float) -> None:
        self._job, self._begun = job, time.monotonic()
        self.ends = self._begun + seconds
        self._folder = tempfile.mkdtemp(prefix="hutong-measure-")
        self.pipe, theirs = context.Pipe(duplex=False)
        arguments = (theirs, work, json.dumps(job.given), self._folder)
        self._process = context.Process(target=_work, args=arguments, daemon=True)  # type: ignore[attr-defined] # each context has one
        self._process.start()
        theirs.close()

    def outcome(self) -> Outcome | None:
        """How it ended; None as long as it goes on."""
        try:
            said = json.loads(self.pipe.recv_bytes()) if self.pipe.poll() else None
        except EOFError:
            self._process.join(LEAVING)
            said = {"trace": f"the process is gone, exit code {self._process.exitcode}"}
        if said is None and time.monotonic() < self.ends:
            return None
        took = round(time.monotonic() - self._begun, 3)
        self.end(0.0 if said is None else LEAVING)
        if said is None:
            return Outcome(self._job.key, Ended.DEADLINE, took)
        if "trace" in said:
            return Outcome(self._job.key, Ended.BROKE, took, trace=said["trace"])
        return Outcome(self._job.key, Ended.DONE, took, said["result"])

    def end(self, leaving: float = 0.0) -> None:
        """Have it gone, with what it started and what it kept."""
        self._process.join(leaving)
        with suppress(OSError):  # nobody of its group is left
            if os.name == "posix" and self._process.pid:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self.pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _context(preload: Sequence[str]) -> BaseContext:
    """How processes begin: from one that has imported the modules, where the system can; else each afresh."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["conformance.measure.jobs", *preload])
    return context


def _work(pipe: Connection, work: Work, given: str, folder: str) -> None:
    """The child: does its job and says what came out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked hears it, and ends this process
    if os.name == "posix":
        os.setsid()
    bound_resource("RLIMIT_AS", MOST_BYTES)
    bound_resource("RLIMIT_CORE", 0)
    os.environ["XDG_STATE_HOME"] = tempfile.tempdir = str(Path(folder))
    try:
        said: dict[str, Any] = {"result": work(json.loads(given))}
        text = json.dumps(said)
    except Exception:  # noqa: BLE001 - whatever breaks a job is its outcome
        text = json.dumps({"trace": traceback.format_exc(limit=-6)})
    pipe.send_bytes(text.encode())
