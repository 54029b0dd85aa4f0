"""The result for a person at a terminal: what failed and how to repeat it, what is open, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from conformance.model.clause import FAMILIES, FAMILY_WORDS
from conformance.model.report import ClauseResult, Report
from conformance.model.text import Lang, Text
from conformance.model.visible import visible
from conformance.reports import words
from conformance.reports.bars import STYLES, bar
from conformance.reports.closing import aside, close
from conformance.reports.failed import causes, failed
from conformance.reports.not_called import held
from conformance.reports.page import Page
from conformance.reports.undecided import errors, manual, undecided
from conformance.reports.wrapping import padded

BAR = 20
BAR_FROM = 80
"""Columns a terminal needs before bars are drawn."""


def render(report: Report, lang: Lang, console: Console) -> None:
    """Write the whole result. Lines of curl are never broken; everything else fits the console's width."""
    page = Page(console, lang)
    _head(report, page)
    _families(report, page)
    causes(report, page)
    failed(report, page)
    errors(report, page)
    undecided(report, page)
    manual(report, page)
    held(report, page)
    _document(report, page)
    aside(report, page)
    close(report, words.conclusion(report), words.counted(report.results, "条", "clause"), page)


def _head(report: Report, page: Page) -> None:
    target, say = report.target, page.say
    page.paragraph(f"{visible(words.tool_name(report))} · {say(words.SUBTITLE)}", style="bold")
    how = Text("可写" if target.may_write else "只读", "may write" if target.may_write else "read-only")
    place = words.ENVIRONMENTS[target.environment]
    seen = Text(f"{place.zh}，{how.zh}", f"{place.en}, {how.en}")
    page.paragraph(f"{visible(target.name)} · {visible(target.address)} · {say(seen)}")
    depth = words.DEPTHS[report.depth] if 0 <= report.depth < len(words.DEPTHS) else Text("", "")
    facts = [
        Text(f"标准 {report.release}", f"standards {report.release}"),
        Text(
            f"适用配置 {report.profile.title.zh}（{report.profile.kind}）",
            f"profile {report.profile.title.en} ({report.profile.kind})",
        ),
        Text(f"深度 D{report.depth} {depth.zh}", f"depth D{report.depth} {depth.en}"),
        Text(f"种子 {report.seed}", f"seed {report.seed}"),
    ]
    if report.today:
        facts.append(Text(f"判定日 {report.today}", f"judged as of {report.today}"))
    page.paragraph(" · ".join(map(say, facts)))


def _families(report: Report, page: Page) -> None:
    page.blank()
    names = [page.say(FAMILY_WORDS[family]) for family in FAMILIES]
    column = max(map(cell_len, names)) + 2
    for family, name in zip(FAMILIES, names, strict=True):
        mine = [item for item in report.results if item.clause.family == family]
        if mine:
            _family(padded(name, column), mine, page)


def _family(name: str, results: Sequence[ClauseResult], page: Page) -> None:
    """One family: its bar, then its counts, on further lines where the width does not hold them."""
    numbers = words.counts(results)
    line = Line("  " + name)
    if page.console.width >= BAR_FROM:
        line.append_text(bar(numbers, len(results), BAR)).append("  ")
    line.append(page.say(Text(f"{len(results)} 条", f"{len(results)}")).rjust(6) + " ")
    column = line.cell_len
    for verdict, number in numbers.items():
        said = f"  {words.tally({verdict: number}, page.lang, '')}" if number else ""
        if line.cell_len + cell_len(said) > page.width:
            page.line(line)
            line = Line(" " * column)
        line.append(said, style=STYLES[verdict])
    page.line(line)


def _document(report: Report, page: Page) -> None:
    if not report.flaws:
        return
    number = len(report.flaws)
    page.heading(page.say(Text(f"接口文档自身的问题：{number} 处", f"Flaws of the interface document: {number}")))
    for flaw in report.flaws[:5]:
        about = f" ({flaw.operation})" if flaw.operation else ""
        page.item(visible(f"{flaw.pointer}{about}: {page.say(flaw.problem)}"), indent=2)
    if number > 5:
        page.paragraph(page.say(Text(f"另有 {number - 5} 处", f"and {number - 5} more")), indent=2)
