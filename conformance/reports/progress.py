"""What a run shows while it goes on: moving bars for a person who watches, single lines for a log, or nothing."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Self, TextIO

from rich.cells import cell_len
from rich.console import Console, Group
from rich.live import Live as Screen
from rich.text import Text as Line

from conformance.model.clause import FAMILIES, FAMILY_WORDS
from conformance.model.event import Asking, Decided, Event, Started
from conformance.model.text import Lang, Text
from conformance.model.verdict import Verdict
from conformance.model.visible import visible
from conformance.reports import words
from conformance.reports.bars import bar
from conformance.reports.wrapping import padded

HEARTBEAT = 30.0
"""Seconds of silence after which a log is told that the run still goes on."""

REFRESH = 4.0
"""Redraws a second."""


class Tally:
    """How far a run has come, as its events tell."""

    def __init__(self) -> None:
        self.clauses: dict[str, int] = {}
        self.requests = 0
        self.decided: dict[str, Counter[Verdict]] = {}
        self.asking: Asking | None = None

    def __call__(self, event: Event) -> None:
        if isinstance(event, Started):
            self.clauses = {family: event.clauses[family] for family in FAMILIES if event.clauses.get(family)}
            self.requests = event.requests
        elif isinstance(event, Asking):
            self.asking = event
        elif isinstance(event, Decided):
            self.decided.setdefault(event.clause.family, Counter())[event.verdict] += 1

    def done(self, family: str) -> int:
        """Clauses of a family that have their verdict."""
        return sum(self.numbers(family).values())

    def numbers(self, family: str) -> dict[Verdict, int]:
        """Verdicts of a family so far, in the order in which they are read."""
        decided = self.decided.get(family, Counter())
        return {verdict: decided[verdict] for verdict in words.SHOWN}

    def now(self) -> Text:
        """What is being asked at the moment."""
        if self.asking is None:
            return Text("正在确认系统可用", "finding out whether the system stands")
        probe, role, most = visible(self.asking.probe), visible(self.asking.role), self.asking.requests
        return Text(
            f"正在询问 {probe}" + (f"（{role}）" if role else "") + f"，最多 {most} 次请求",
            f"asking {probe}" + (f" as {role}" if role else "") + f", at most {most} requests",
        )


class Live:
    """Bars that move, one a family, with the current probe below.

    For an interactive terminal only: `console` is one on standard error, its `force_interactive` given explicitly.
    """

    def __init__(self, lang: Lang, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._lang, self._console, self._clock = lang, console, clock
        self._tally = Tally()
        self._lock = threading.Lock()
        self._begun = clock()
        self._screen = Screen(
            get_renderable=self.drawn,
            console=console,
            refresh_per_second=REFRESH,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __call__(self, event: Event) -> None:
        with self._lock:
            self._tally(event)

    def __enter__(self) -> Self:
        self._screen.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._screen.stop()

    def drawn(self) -> Group:
        """What stands on the screen at this moment."""
        with self._lock:
            rows = [self._row(family) for family in self._tally.clauses]
            seconds = f"{self._clock() - self._begun:.0f}"
            now, took = self._tally.now().into(self._lang), Text(f"{seconds} 秒", f"{seconds} s").into(self._lang)
        return Group(*rows, Line(f"  {now} · {took}", style="dim", no_wrap=True, overflow="crop"))

    def _row(self, family: str) -> Line:
        total, done = self._tally.clauses[family], self._tally.done(family)
        column = max(cell_len(FAMILY_WORDS[name].into(self._lang)) for name in self._tally.clauses) + 2
        row = Line("  " + padded(FAMILY_WORDS[family].into(self._lang), column), no_wrap=True, overflow="crop")
        row.append_text(bar(self._tally.numbers(family), total, 20))
        return row.append(f"  {done}/{total}  " + words.tally(self._tally.numbers(family), self._lang, "  "))


class Lines:
    """One line when a family is finished, and one after every 30 seconds of silence. For logs and pipes."""

    def __init__(self, lang: Lang, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._lang, self._out, self._clock = lang, out, clock
        self._tally = Tally()
        self._lock = threading.Lock()
        self._begun = self._last = clock()
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._beat, daemon=True)

    def __call__(self, event: Event) -> None:
        with self._lock:
            self._tally(event)
            if isinstance(event, Started):
                self._begin(event)
            if isinstance(event, Decided):
                self._finish(event.clause.family)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._watch.join()

    def tick(self) -> None:
        """Write a heartbeat if nothing was written for long enough."""
        with self._lock:
            if self._clock() - self._last < HEARTBEAT:
                return
            done = sum(map(self._tally.done, self._tally.clauses))
            total, seconds = sum(self._tally.clauses.values()), f"{self._clock() - self._begun:.0f}"
            now = self._tally.now()
            zh = f"仍在运行 {seconds} 秒，已判定 {done}/{total}：{now.zh}"
            self._write(Text(zh, f"still running after {seconds} s, {done}/{total} decided: {now.en}"))

    def _beat(self) -> None:
        while not self._stop.wait(1.0):
            self.tick()

    def _begin(self, event: Started) -> None:
        total = sum(event.clauses.values())
        zh = f"开始：{total} 条条款，最多 {event.requests} 次请求"
        self._write(Text(zh, f"begun: {total} clauses, at most {event.requests} requests"))

    def _finish(self, family: str) -> None:
        done, total = self._tally.done(family), self._tally.clauses.get(family)
        if done != total:
            return
        name, numbers = FAMILY_WORDS[family], self._tally.numbers(family)
        zh, en = words.tally(numbers, "zh", "，"), words.tally(numbers, "en", ", ")
        self._write(Text(f"{name.zh} {done}/{total}：{zh}", f"{name.en} {done}/{total}: {en}"))

    def _write(self, text: Text) -> None:
        self._out.write(visible(text.into(self._lang), limit=0) + "\n")
        self._out.flush()
        self._last = self._clock()


class Silent:
    """Shows nothing."""

    def __call__(self, event: Event) -> None:
        """Hear an event and say nothing of it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing was begun."""
