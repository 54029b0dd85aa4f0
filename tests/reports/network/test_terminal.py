"""A network's page as a person sees it: in both languages, on wide and narrow terminals, on any console."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.console import Console

from conformance.interop.graph import graph
from conformance.model.interop import Acceptance, Comparison, Incompatibility, Interop
from conformance.model.text import Lang, Text
from conformance.model.verdict import Verdict
from conformance.reports import json_document, terminal
from tests.interop.sample_network import cells, good_interop, hostile_interop, interop, member, network, plain_network
from tests.reports.snapshots import same_as


def shown(what: Interop, lang: Lang, width: int = 100, **console: bool) -> str:
    out = io.StringIO()
    terminal.render(json_document.unsealed(what, lang), lang, Console(file=out, width=width, **console))  # type: ignore[arg-type] # flags only
    return out.getvalue()


def made(names: list[str], needs: list[tuple[str, str, str]], verdicts: dict[str, Verdict] | None = None) -> Interop:
    of = plain_network(names, needs)
    found = cells(of, {link: verdict for link in needs if (verdict := (verdicts or {}).get(link[2]))})
    return Interop(of, found, graph(of, found))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 100, 140])
def test_looks_as_kept(lang: Lang, width: int) -> None:
    same_as(f"network.terminal.{lang}.{width}.txt", shown(interop(), lang, width))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_good_network_looks_as_kept(lang: Lang) -> None:
    same_as(f"network.terminal.{lang}.good.txt", shown(good_interop(), lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 100, 140, 200])
def test_what_we_print_encodes_in_gbk_and_fits(lang: Lang, width: int) -> None:
    text = shown(interop(), lang, width)
    assert text.encode("gbk")
    for line in text.splitlines():
        assert "curl -sS" in line or cell_len(line) <= width, line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_columns_of_the_matrix_are_aligned_by_what_is_drawn(lang: Lang) -> None:
    lines = shown(interop(), lang).splitlines()
    head = next(
        number for number, line in enumerate(lines) if line.split() == ["省目录", "民政", "社保", "水务", "档案"]
    )
    starts = [cell_len(lines[head][: match.start()]) for match in re.finditer(r"\S+", lines[head])]
    for row in lines[head + 1 : head + 6]:
        letters = re.findall(r"(?:[PFMNEZ?.]\d*)(?: [PF?EMNZ]\d+)*", row)
        assert len(letters) == 4, row
        assert {cell_len(row[: match.start()]) for match in re.finditer(r"(?<=  )[PFMNEZ?.]", row)} <= {*starts}, row


def test_every_letter_in_the_matrix_is_in_the_legend_in_words() -> None:
    lines = shown(interop(), "en").splitlines()
    legend = next(line for line in lines if line.startswith("  P pass"))
    assert [part.split(" ")[0] for part in legend.strip().split("  ")] == ["P", "F", "?", "E", "Z", "."]
    assert "P1 F1" in "\n".join(lines[: lines.index(legend)])


LONG = [f"{number:02}号单位的政务信息资源共享交换前置子系统" for number in range(1, 7)]
RING = [(one, other, f"R-{one[:2]}") for one, other in pairwise(LONG)]


def test_where_names_do_not_fit_their_numbers_stand() -> None:
    text = shown(made(LONG, RING, {"R-03": Verdict.FAIL}), "zh", 80)
    assert re.search(r"^ {2} +1 {2}2 {2}3 {2}4 {2}5$", text, re.MULTILINE)
    assert f"  6 {LONG[0]}  P  .  .  .  .\n" in text
    assert f"\n  5 {LONG[5]}\n" in text, "a column that is no row says whose number it has"


def test_a_narrow_terminal_gets_a_list_of_pairs() -> None:
    text = shown(made(LONG, RING, {"R-03": Verdict.FAIL}), "zh", 50)
    joined = re.sub(r"\s", "", text)
    assert f"{LONG[2]}→{LONG[3]}F{LONG[3]}→{LONG[4]}P" in joined
    assert "P 通过  F 不通过" in text
    assert all("curl" in line or cell_len(line) <= 50 for line in text.splitlines())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_does_nothing(lang: Lang) -> None:
    text = shown(hostile_interop(), lang)
    assert all(line.isprintable() for line in text.split("\n"))
    assert "[bold green]PASS[/]" in text
    verdict_lines = [line for line in text.splitlines() if line.startswith("× ")]
    assert len(verdict_lines) == 2


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp437", "utf-8"])
@pytest.mark.parametrize("make", [interop, hostile_interop, good_interop])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_console_crashes(encoding: str, make: object, lang: Lang) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="replace")
    document = json_document.unsealed(make(), lang)  # type: ignore[operator] # one of three makers
    terminal.render(document, lang, Console(file=stream, width=80))
    stream.flush()
    assert b"P" in raw.getvalue()


def test_colour_is_only_where_it_is_asked_for_and_carries_nothing_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = re.compile(r"\x1b\[[0-9;]*(?<!\d)[349][0-7](?!\d)[0-9;]*m")
    bright = shown(interop(), "zh", force_terminal=True)
    assert coloured.search(bright)
    monkeypatch.setenv("NO_COLOR", "1")
    dull = shown(interop(), "zh", force_terminal=True)
    assert not coloured.search(dull)
    plain = shown(interop(), "zh")
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", dull) == re.sub(r"\x1b\[[0-9;]*m", "", bright)


def test_the_repair_is_said_in_both_languages() -> None:
    what = made(["A", "B", "C"], [("A", "B", "R-1"), ("B", "C", "R-2"), ("C", "B", "R-3")], {
        "R-2": Verdict.FAIL, "R-3": Verdict.FAIL,
    })  # fmt: skip
    assert "1. 修复 B→C 的 R-2，2 个孤岛合为 1 个（3 个系统连通，全网连通）" in shown(what, "zh")
    assert "1. repair R-2 of B → C and 2 islands become 1 (3 systems joined, no island left)" in shown(what, "en")
    assert "or C → B · R-3 instead" in shown(what, "en")
    assert "stay" not in shown(what, "en")


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ({"V": Verdict.FAIL}, "横强纵弱"),
        ({"H": Verdict.FAIL}, "纵强横弱"),
        ({}, ""),
    ],
)
def test_levels_and_neighbours_are_compared(verdicts: dict[str, Verdict], said: str) -> None:
    of = network([member("P", "province"), member("A"), member("B")], needs := [("P", "A", "V"), ("A", "B", "H")])
    found = cells(of, {link: verdicts.get(link[2], Verdict.PASS) for link in needs})
    text = shown(Interop(of, found, graph(of, found)), "zh")
    assert {word for word in ("纵强横弱", "横强纵弱") if word in text} == ({said} if said else set())


def test_a_version_that_breaks_is_told_though_the_pair_passes() -> None:
    what = good_interop()
    broken = Acceptance(Verdict.FAIL, 3, Incompatibility({"a": 1}, "/a", Text("字符串", "a string"), 3))
    told = replace(what, cells=(replace(what.cells[0], compared={Comparison.COMPATIBILITY: broken}), *what.cells[1:]))
    assert 'B → A · R-2: {"a": 1} at /a' in shown(told, "en")
    assert "Incompatible" not in shown(what, "en")


def test_no_declared_pair_is_said() -> None:
    text = shown(made(["A", "B"], []), "en")
    assert "No exchange is declared" in text
    assert "Islands: 2 systems in 2 islands" in text


def test_an_interrupted_run_says_so() -> None:
    assert "Interrupted: the result is incomplete" in shown(replace(interop(), signal=2), "en")


def test_many_failures_are_told_shortly_and_those_worth_repairing_first() -> None:
    names = [f"S{number:02}" for number in range(30)]
    inside = [(names[0], other, "R-1") for other in names[1:29]]
    broken = [(one, other, "R-2") for one, other, _ in inside]
    last = (names[28], names[29], "R-9")
    text = shown(made(names, [*inside, *broken, last], {"R-2": Verdict.FAIL, "R-9": Verdict.FAIL}), "en")
    heads = [line for line in text.splitlines() if line.startswith("× ")]
    assert heads[0].startswith("× S28 → S29 · R-9")
    assert len(heads) == 20
    told = [line for line in text.splitlines() if line.endswith(" · R-2: provider (S00)")]
    assert len(told) == len(broken) + 1 - len(heads)


def test_a_link_meant_both_ways_is_told_apart_from_one_meant_one_way() -> None:
    text = shown(made(["A", "B", "C"], [("A", "B", "1"), ("B", "A", "2"), ("B", "C", "3")], {"2": Verdict.FAIL}), "en")
    assert "A → B: fail the other way" in text
    assert "Working links declared one way only: 1" in text
