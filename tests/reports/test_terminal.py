"""The terminal report as a person sees it, in both languages and at two widths."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from conformance.model.report import Gate, Report
from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.reports import json_document, terminal
from tests.reports.sample import good_report, hostile_report, report
from tests.reports.snapshots import same_as


def shown(what: Report, lang: Lang, width: int = 100, **console: bool) -> str:
    out = io.StringIO()
    terminal.render(json_document.unsealed(what, lang), lang, Console(file=out, width=width, **console))  # type: ignore[arg-type] # flags only
    return out.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [100, 60])
def test_looks_as_kept(lang: Lang, width: int) -> None:
    same_as(f"terminal.{lang}.{width}.txt", shown(report(), lang, width))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_good_run_looks_as_kept(lang: Lang) -> None:
    same_as(f"terminal.{lang}.good.txt", shown(good_report(), lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [100, 60, 200])
def test_what_we_print_encodes_in_gbk_and_fits(lang: Lang, width: int) -> None:
    text = shown(report(), lang, width)
    assert text.encode("gbk")
    for line in text.splitlines():
        assert "curl -sS" in line or cell_len(line) <= width, line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_curl_stays_on_one_line_whole(lang: Lang) -> None:
    what = report()
    lines = [line.strip() for line in shown(what, lang, 60).splitlines()]
    for item in what.results:
        for found in item.findings[:3]:
            curl = found.smallest.evidence.curl if found.smallest else found.curl
            assert any(line.endswith(curl) for line in lines), curl


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_does_nothing(lang: Lang) -> None:
    text = shown(hostile_report(), lang)
    assert all(line.isprintable() for line in text.split("\n"))
    assert "[bold green]PASS[/]" in text
    assert ":smile:" in text
    verdict_lines = [line for line in text.splitlines() if re.match("(不符合|Not conforming|达到门槛|× )", line)]
    assert len(verdict_lines) == 1 + sum(item.verdict is Verdict.FAIL for item in hostile_report().results)


def test_colour_is_only_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = re.compile(r"\x1b\[[0-9;]*(?<!\d)[349][0-7](?!\d)[0-9;]*m")
    assert coloured.search(shown(report(), "zh", force_terminal=True))
    monkeypatch.setenv("NO_COLOR", "1")
    plain = shown(report(), "zh", force_terminal=True)
    assert not coloured.search(plain)
    assert re.sub(r"\x1b\[[0-9;]*m", "", plain) == shown(report(), "zh")


@pytest.mark.parametrize(
    ("gate", "signal", "zh", "en"),
    [
        (Gate(False, 3, ()), 0, "未能判定", "Undecided"),
        (Gate(False, 130, ()), 2, "运行被中断", "Interrupted"),
        (Gate(True, 0, ()), 0, "暂不作符合性结论", "not stated yet"),
        (Gate(True, 0, ()), 0, "不计入门槛的条款中", "of the clauses outside it"),
    ],
)
def test_the_conclusion_says_no_more_than_is_known(gate: Gate, signal: int, zh: str, en: str) -> None:
    what = replace(report(), gate=gate, signal=signal)
    assert zh in "".join(shown(what, "zh").split())
    assert en in " ".join(shown(what, "en").split())


def test_at_most_three_counterexamples_and_the_rest_counted() -> None:
    text = shown(report(), "en")
    assert "and 276 more" in text
    assert "data[3]" not in text
    assert "seen once, not repeated" in text
