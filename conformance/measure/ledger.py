"""A ledger of a measurement: what is measured with what, then a line an outcome; it goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conformance.engine.ledger.state_file import BusyError, StateFile
from conformance.measure.jobs import Work, done
from conformance.measure.outcomes import Ended, Job, Outcome, outcome_of
from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.norms.errors import DataError

HEADER = "measured"
"""The one member of a ledger's first line."""
ANOTHER_FILE = Text("另选一个文件，或先移走它", "name another file, or move this one away")

Listener = Callable[[Outcome, int, int], None]
"""Hears of each outcome, and how many of how many are there."""


class ResultLedger:
    """Outcomes by the key of their job, in a file; without one they are kept in memory only.

    `header` says what was measured with what: the measurement, seed, digests. A file with another header is refused.
    """

    def __init__(self, file: Path | None, header: Mapping[str, str | int]) -> None:
        self._file = StateFile(file) if file else None
        self.header = dict(header)
        self.outcomes: dict[str, Outcome] = {}

    @contextmanager
    def held(self) -> Iterator[ResultLedger]:
        """Be the only one who writes it meanwhile, with what it holds read. Raises DataError."""
        if self._file is None:
            yield self
            return
        try:
            self._file.hold()
        except BusyError as error:
            raise _busy(self._file.path, error.holder) from None
        except OSError as error:
            raise _unusable(self._file.path, error) from None
        try:
            self._read(self._file)
            yield self
        finally:
            self._file.release()

    def settles(self, job: Job) -> bool:
        """Whether it holds the result of a job; one that was ended or broke has none, and is tried again."""
        held = self.outcomes.get(job.key)
        return held is not None and held.ended is Ended.DONE

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome. Raises DataError where it cannot be written."""
        self._append(json.dumps(outcome.as_json(), ensure_ascii=False))
        self.outcomes[outcome.key] = outcome

    def _append(self, line: str) -> None:
        if self._file is None:
            return
        try:
            self._file.append(line.encode())
        except OSError as error:
            raise _unusable(self._file.path, error) from None

    def _read(self, file: StateFile) -> None:
        """Read what was measured before; a line that was torn is as if its job had not been done."""
        try:
            found = [read_json(line.raw).value for line in file.lines() if line.raw is not None]
        except OSError as error:
            raise _unusable(file.path, error) from None
        if not found:
            self._append(json.dumps({HEADER: self.header}, ensure_ascii=False))
            return
        self._must_be_ours(file.path, found[0])
        for said in found[1:]:
            try:
                outcome = outcome_of(said)
            except (KeyError, TypeError, ValueError):
                continue
            self.outcomes[outcome.key] = outcome

    def _must_be_ours(self, path: Path, head: Any) -> None:
        held = head.get(HEADER) if isinstance(head, dict) else None
        if not isinstance(held, dict):
            text = Text("这不是测量的台账", "this is no ledger of a measurement")
            raise DataError(text, str(path), 1, help=ANOTHER_FILE, about="ledger")
        names = [name for name in {**held, **self.header} if held.get(name) != self.header.get(name)]
        if names:
            raise _anothers(path, [(name, held.get(name), self.header.get(name)) for name in names])


def measured(
    ledger: ResultLedger,
    jobs: Sequence[Job],
    work: Work,
    at_once: int,
    seconds: float,
    listen: Listener,
    preload: Sequence[str] = (),
) -> list[Outcome]:
    """How each job ended, in their order; what the ledger holds a result of is not done again. Raises DataError.

    Each job may take so many seconds on the clock.
    """
    left = [job for job in jobs if not ledger.settles(job)]
    for number, outcome in enumerate(done(left, work, at_once, seconds, preload), len(jobs) - len(left) + 1):
        ledger.add(outcome)
        listen(outcome, number, len(jobs))
    return [ledger.outcomes[job.key] for job in jobs]


def _busy(path: Path, holder: str) -> DataError:
    zh, en = (f"（进程 {holder}）", f" (process {holder})") if holder.isdigit() else ("", "")
    text = Text(f"另一次测量{zh}正在写这份台账", f"another measurement{en} is writing this ledger")
    return DataError(text, str(path), help=Text("等它结束", "wait until it has ended"), about="ledger")


def _unusable(path: Path, error: OSError) -> DataError:
    why = error.strerror or str(error)
    text = Text(f"台账无法读写：{why}", f"the ledger cannot be read and written: {why}")
    return DataError(text, str(path), help=Text("另选一个文件", "name another file"), about="ledger")


def _anothers(path: Path, differing: Sequence[tuple[str, object, object]]) -> DataError:
    """That a ledger was made with something else: by what name, what it says, and what is measured now."""
    zh = "；".join(f"{name}：文件为 {held}，现为 {now}" for name, held, now in differing)
    en = "; ".join(f"{name} {held} in the file, {now} now" for name, held, now in differing)
    text = Text(f"台账属于另一次测量（{zh}）", f"the ledger is of another measurement ({en})")
    return DataError(text, str(path), 1, help=ANOTHER_FILE, about="ledger")
