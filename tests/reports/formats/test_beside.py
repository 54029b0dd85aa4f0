"""What changes how a verdict is to be read is in every format, not only the JSON document."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from conformance.model.contract import Flaw
from conformance.model.interop import Interop
from conformance.model.report import Answered, Gate, Report
from conformance.model.text import Lang, Text
from conformance.model.verdict import Verdict
from conformance.reports import formats, json_document, plain, terminal
from tests.interop.sample_network import good_interop
from tests.reports import sample

LEFT = ("registerResource id R-77", "registerResource id R-78")
NOTE = Text("有一项须知", "something to know")
IN_FULL = [kind for kind in formats.kinds() if kind not in ("arazzo", "badge", "pdf", "shields")]
"""All but what repeats findings, what has room for a line, and what is drawn (its words: the ledger's tests)."""
SYSTEM, NETWORK = sample.good_report(), good_interop()


def text_of(kind: str, report: Report | Interop, lang: Lang) -> str:
    made = formats.render(kind, json_document.document(report, lang), lang)
    files = [made] if isinstance(made, bytes) else made.values()
    return "".join(data.decode("utf-8-sig") for data in files).replace("\\-", "-")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("report", [SYSTEM, NETWORK], ids=["system", "network"])
@pytest.mark.parametrize("kind", IN_FULL)
def test_what_is_left_behind_and_the_notes_are_said(kind: str, report: Report | Interop, lang: Lang) -> None:
    if isinstance(report, Interop) and not formats.of_network(kind):
        return
    told = text_of(kind, replace(report, left_behind=LEFT, notes=(NOTE,)), lang)
    assert [name for name in (*LEFT, NOTE.into(lang)) if name not in told] == []
    assert not [name for name in (*LEFT, NOTE.into(lang)) if name in text_of(kind, report, lang)]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", IN_FULL)
def test_flaws_of_the_document_are_said_with_their_place_and_what_they_cost(kind: str, lang: Lang) -> None:
    wrong = Text("路径中的花括号不成对", "the braces in the path do not match")
    flaws = tuple(Flaw(f"/paths/~1odd{name}", wrong, name) for name in ("readOdd", "dropOdd"))
    told = text_of(kind, replace(SYSTEM, flaws=flaws), lang).replace("\\", "")
    assert [said for said in ("/paths/~1oddreadOdd", "readOdd", "dropOdd", wrong.into(lang)) if said not in told] == []


@pytest.mark.parametrize("kind", ["badge", "shields"])
def test_a_badge_counts_what_is_left_behind(kind: str) -> None:
    for report in (SYSTEM, NETWORK):
        assert "遗留 2 项数据" in text_of(kind, replace(report, left_behind=LEFT), "zh")
        assert "遗留" not in text_of(kind, report, "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_how_much_of_a_document_answered_is_said(lang: Lang) -> None:
    """On which a gate of a system that was asked by its own document rests, met or not."""
    said = {"zh": "接口文档所列 188 个操作中，14 个曾得到 2xx 应答"}.get(
        lang, "14 of the 188 operations of the interface document answered 2xx"
    )
    for report in (SYSTEM, sample.report()):
        rests = replace(report, answered=Answered(14, 188))
        for kind in ("badge", "shields"):
            assert "14/188" in text_of(kind, rests, lang)
        assert [kind for kind in IN_FULL if kind != "json" and said not in text_of(kind, rests, lang)] == []
        document = json_document.document(rests, lang)
        assert document["coverage"]["answered"] == {"operations": 14, "of": 188}
        console = Console(file=StringIO(), width=300)
        terminal.render(document, lang, console)
        assert said in console.file.getvalue()  # type: ignore[attr-defined] # it is the StringIO just given
        assert "answered=14/188" in [*plain.render(document, lang)][-1]
        assert said not in text_of("markdown", report, lang)


@pytest.mark.parametrize("kind", ["badge", *IN_FULL])
def test_an_interrupted_run_is_told_from_a_whole_one(kind: str) -> None:
    cut = replace(SYSTEM, signal=2, gate=Gate(False, 130, (Text("运行被中断", "the run was interrupted"),)))
    told = text_of(kind, cut, "en")
    assert "undecided" in told if kind == "badge" else "nterrupted" in told


@pytest.mark.parametrize("kind", ["csv", "junit", "markdown", "sarif", "oscal", "html"])
def test_a_departure_seen_once_says_so(kind: str) -> None:
    """In the words of the clause, or of the finding."""
    failing = next(item for item in sample.report().results if item.findings)
    why = Text("仅出现一次：第二次询问超时", "seen once: the second asking timed out")
    once = replace(failing, detail=why, findings=(replace(failing.findings[0], repeated=False),), places=1)
    assert "seen once" in text_of(kind, replace(SYSTEM, results=(once,)), "en")


def test_the_case_of_exploring_is_asked_again_with_its_report() -> None:
    report = sample.report()
    results = [
        replace(item, findings=tuple(replace(it, explored=True) for it in item.findings)) for item in report.results
    ]
    explored = replace(report, results=tuple(results))
    case = "hutong replay ba9876543210"
    for whole, option in ((explored, " --report REPORT.json"), (report, "")):
        page, lines = text_of("html", whole, "en"), [*plain.render(json_document.unsealed(whole, "en"), "en")]
        assert f"{case}{option}<" in page
        assert f"    {case}{option}" in lines


SEEN = Text("看了 9 类中的 5 类", "looked at 5 of 9 kinds")


ON_A_PART = replace(SYSTEM, results=(replace(SYSTEM.results[0], verdict=Verdict.PASS, detail=SEEN),))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", IN_FULL)
def test_a_pass_on_a_part_says_of_how_many(kind: str, lang: Lang) -> None:
    assert SEEN.into(lang) in text_of(kind, ON_A_PART, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_pass_on_a_part_says_so_in_lines_and_on_a_terminal(lang: Lang) -> None:
    found, out = json_document.unsealed(ON_A_PART, lang), StringIO()
    assert SEEN.into(lang) in "\n".join(plain.render(found, lang))
    terminal.render(found, lang, Console(file=out, width=200))
    assert SEEN.into(lang) in out.getvalue()
