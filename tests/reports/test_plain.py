"""The plain report: a search finds each fact, whatever the system says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.model.contract import Flaw
from conformance.model.report import Report
from conformance.model.text import Lang, Text
from conformance.model.verdict import Verdict
from conformance.model.visible import visible
from conformance.reports import json_document, plain
from conformance.reports.system.plain import FLAWS
from tests.reports.sample import good_report, hostile_report, report
from tests.reports.snapshots import same_as


def shown(what: Report, lang: Lang) -> list[str]:
    return [*plain.render(json_document.unsealed(what, lang), lang)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_looks_as_kept(lang: Lang) -> None:
    same_as(f"plain.{lang}.txt", "\n".join(shown(report(), lang)) + "\n")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_we_print_encodes_in_gbk(lang: Lang) -> None:
    assert "\n".join(shown(report(), lang)).encode("gbk")


def test_the_last_line_is_the_gate() -> None:
    assert shown(report(), "en")[-1].startswith("gate=not-met exit=1 pass=5 fail=2 ")
    assert shown(good_report(), "en")[-1].startswith("gate=met exit=0 pass=5 fail=0 ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_makes_no_line_of_its_own(lang: Lang) -> None:
    lines = shown(hostile_report(), lang)
    assert all(line.isprintable() for line in lines)
    kinds = (
        "run ",
        "family=",
        "fail ",
        "    curl ",
        "    # ",
        "error ",
        "inconclusive ",
        "flaw ",
        "note ",
        "unlock ",
        "left-behind ",
        "held-back ",
        "limited ",
    )
    assert all(line.startswith((*kinds, "gate=")) for line in lines)
    assert sum(line.startswith("gate=") for line in lines) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_pipe_is_told_what_a_terminal_is(lang: Lang) -> None:
    """The first detail of every open reason, the flaws of the document and the notes."""
    base = report()
    lines = shown(base, lang)
    open_ones = [item for item in base.results if item.verdict is Verdict.INCONCLUSIVE]
    firsts = {item.reason: item.detail for item in reversed(open_ones) if item.detail}
    assert firsts
    assert all(f"    # {visible(detail.into(lang))}" in lines for detail in firsts.values())
    (flaw,), (note,) = base.flaws, base.notes
    said = f"flaw at={flaw.pointer} operation={flaw.operation}: {visible(flaw.problem.into(lang))}"
    assert [line for line in lines if line.startswith("flaw ")] == [said]
    assert f"note {note.into(lang)}" in lines


def test_flaws_beyond_measure_are_counted() -> None:
    base = report()
    kinds = [Text(f"{number}", f"{number}") for number in range(FLAWS + 3)]
    flaws = tuple(Flaw(f"/paths/{place}", kind, name) for kind in kinds for place, name in (("a", "one"), ("b", "two")))
    lines = shown(replace(base, flaws=flaws), "en")
    told = [line for line in lines if line.startswith("flaw at=")]
    assert told == [f"flaw at=/paths/a places=2 operation=one,two: {kind.en}" for kind in kinds[:FLAWS]]
    assert "flaw more=3" in lines


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_fail_that_was_seen_once_says_why(lang: Lang) -> None:
    base = report()
    why = Text("仅出现一次：超时", "seen once: timed out")
    results = tuple(replace(it, detail=why) if it.verdict is Verdict.FAIL else it for it in base.results)
    lines = shown(replace(base, results=results), lang)
    first = next(number for number, line in enumerate(lines) if line.startswith("fail "))
    assert lines[first + 1] == f"    # {why.into(lang)}"
