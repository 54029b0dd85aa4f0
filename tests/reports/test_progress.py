"""Progress listens to the events of a run and tells only what they say."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from conformance.model.event import Asking, Decided, Event, Started
from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.reports.progress import Lines, Live, Silent
from tests.reports.sample import HOSTILE, clause
from tests.reports.snapshots import same_as

EVENTS: tuple[Event, ...] = (
    Started({"security": 2, "overall": 1}, 40),
    Asking("pages", "officer", 12),
    Decided(clause("overall.topic.one", "一", "One"), Verdict.PASS),
    Decided(clause("security.topic.one", "一", "One"), Verdict.FAIL),
    Asking("corpus", "", 28),
    Decided(clause("security.topic.two", "二", "Two"), Verdict.INCONCLUSIVE),
)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_log_gets_a_line_when_a_family_is_finished(lang: Lang) -> None:
    out = io.StringIO()
    with Lines(lang, out, Clock()) as listen:
        for event in EVENTS:
            listen(event)
    same_as(f"lines.{lang}.txt", out.getvalue())
    assert out.getvalue().encode("gbk")


def test_a_log_hears_of_a_run_that_is_silent_for_long() -> None:
    out, clock = io.StringIO(), Clock()
    listen = Lines("en", out, clock)
    for event in EVENTS[:4]:
        listen(event)
    before = out.getvalue()
    clock.now += 29.9
    listen.tick()
    assert out.getvalue() == before
    clock.now += 0.2
    listen.tick()
    listen.tick()
    assert out.getvalue() == before + (
        "still running after 30 s, 2/3 decided: asking pages as officer, at most 12 requests\n"
    )
    clock.now += 30
    listen.tick()
    assert out.getvalue().count("still running") == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_sees_a_bar_a_family_and_the_current_probe(lang: Lang) -> None:
    console = Console(file=io.StringIO(), width=100)
    live = Live(lang, console, Clock())
    for event in EVENTS:
        live(event)
    console.print(live.drawn())
    text = console.file.getvalue()  # type: ignore[attr-defined] # the StringIO above
    same_as(f"live.{lang}.txt", text)
    assert text.encode("gbk")


def test_what_moves_is_gone_when_the_run_ends() -> None:
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, force_interactive=True, no_color=True)
    with Live("zh", console) as listen:
        for event in EVENTS:
            listen(event)
    assert out.getvalue().endswith("\x1b[2K")
    assert "信息安全" in out.getvalue()


def test_a_hostile_probe_name_does_nothing() -> None:
    out, clock = io.StringIO(), Clock()
    listen = Lines("zh", out, clock)
    listen(EVENTS[0])
    listen(Asking(HOSTILE, HOSTILE, 1))
    clock.now += 31
    listen.tick()
    assert all(line.isprintable() for line in out.getvalue().split("\n"))


def test_silence(capfd: pytest.CaptureFixture[str]) -> None:
    with Silent() as listen:
        for event in EVENTS:
            listen(event)
    assert capfd.readouterr() == ("", "")
