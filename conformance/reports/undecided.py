"""The part of the terminal report about clauses that stay open: why, and what would let most of them be decided."""

from __future__ import annotations

from rich.text import Text as Line

from conformance.model.report import ClauseResult, Report
from conformance.model.text import Text
from conformance.model.verdict import REASON_WORDS, Reason, Verdict
from conformance.model.visible import visible
from conformance.reports import words
from conformance.reports.bars import STYLES
from conformance.reports.page import Page

LISTED = 10
"""Clauses named one by one under a reason; the JSON report names them all."""


def errors(report: Report, page: Page) -> None:
    """Our own errors, each with its trace: nobody's failure but ours."""
    items = _of(report, Verdict.ERROR)
    if not items:
        return
    zh, en = "工具自身的错误，不计入被测系统", "Errors of the tool itself, never the system's failure"
    _heading(page, Verdict.ERROR, len(items), Text(zh, en))
    for item in items:
        page.item(_named(item, page), indent=2)
        if item.detail:
            page.paragraph(visible(item.detail.into(page.lang), keep_newlines=True), indent=6, style="dim")


def undecided(report: Report, page: Page) -> None:
    """The inconclusive clauses by reason, the reason of most first, and the input that would decide most."""
    items = _of(report, Verdict.INCONCLUSIVE)
    if not items:
        return
    _heading(page, Verdict.INCONCLUSIVE, len(items), Text("不确定", "Inconclusive"))
    groups = {reason: [item for item in items if item.reason is reason] for reason in (*Reason, None)}
    for reason, mine in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        if mine:
            _reason(reason, mine, page)
    for best in report.unlock[:1]:
        more = words.many(len(best.clauses), "条", "clause")
        said = Text(f"补充 {best.input}，可再判定 {more.zh}", f"add {best.input}: +{more.en}")
        page.paragraph(page.say(said), indent=2, style="bold")


def _reason(reason: Reason | None, items: list[ClauseResult], page: Page) -> None:
    word = REASON_WORDS[reason] if reason else Text("原因未知", "no reason given")
    said = Text(f"{word.zh}：{len(items)} 条", f"{word.en}: {len(items)}")
    page.paragraph(page.say(said), indent=2, style=STYLES[Verdict.INCONCLUSIVE])
    details = dict.fromkeys(page.say(item.detail) if item.detail else "" for item in items[:LISTED])
    for detail in details:
        for item in items[:LISTED]:
            if (page.say(item.detail) if item.detail else "") == detail:
                page.item(_named(item, page), indent=4)
        if detail:
            page.paragraph(detail, indent=6, style="dim")
    _rest(items, page)


def manual(report: Report, page: Page) -> None:
    """The clauses a person must decide."""
    items = _of(report, Verdict.MANUAL)
    if not items:
        return
    _heading(page, Verdict.MANUAL, len(items), Text("须由人工判定", "For a person to decide"))
    for item in items[:LISTED]:
        page.item(_named(item, page), indent=2)
    _rest(items, page)


def _heading(page: Page, verdict: Verdict, number: int, what: Text) -> None:
    page.blank()
    said = Text(f"{what.zh}：{number} 条", f"{what.en}: {number}")
    page.line(Line("※ ", style=STYLES[verdict]).append(page.say(said), style="bold"))


def _rest(items: list[ClauseResult], page: Page) -> None:
    left = len(items) - LISTED
    if left > 0:
        page.paragraph(page.say(Text(f"另有 {left} 条", f"and {left} more")), indent=4)


def _named(item: ClauseResult, page: Page) -> str:
    return f"{visible(item.clause.id)}  {page.say(item.clause.title)}"


def _of(report: Report, verdict: Verdict) -> list[ClauseResult]:
    return [item for item in report.results if item.verdict is verdict]
