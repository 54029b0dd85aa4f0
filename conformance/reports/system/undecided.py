"""The part of the terminal report about clauses that stay open: why, and what would let most of them be decided."""

from __future__ import annotations

from rich.text import Text as Line

from conformance.model.text import Text, many
from conformance.model.verdict import REASON_WORDS, Reason, Verdict
from conformance.reports.bars import STYLES
from conformance.reports.page import Page
from conformance.reports.reading import Document, Node, of, said, title

LISTED = 10
"""Clauses named one by one under a reason; the JSON report names them all."""


def errors(document: Document, page: Page) -> None:
    """Our own errors, each with its trace: nobody's failure but ours."""
    broken = of(document["clauses"], Verdict.ERROR)
    zh, en = "工具自身的错误，不计入被测系统", "Errors of the tool itself, never the system's failure"
    _heading(page, Verdict.ERROR, len(broken), Text(zh, en))
    for clause in broken:
        page.item(_named(clause, page), indent=2)
        trace = said(clause, "detail", page.lang)
        if trace:
            page.paragraph(trace, indent=6, style="dim")


def undecided(document: Document, page: Page) -> None:
    """The inconclusive clauses by reason, the reason of most first, and the input that would decide most."""
    clauses = of(document["clauses"], Verdict.INCONCLUSIVE)
    if not clauses:
        return
    _heading(page, Verdict.INCONCLUSIVE, len(clauses), Text("不确定", "Inconclusive"))
    groups = {reason: [it for it in clauses if it["reason"] == reason] for reason in (*Reason, None)}
    for reason, mine in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        if mine:
            _reason(reason, mine, page)
    for best in document["coverage"]["unlock"][:1]:
        more = many(len(best["clauses"]), "条", "clause")
        given = Text(f"补充 {best['input']}，可再判定 {more.zh}", f"add {best['input']}: +{more.en}")
        page.paragraph(page.say(given), indent=2, style="bold")


def _reason(reason: Reason | None, clauses: list[Node], page: Page) -> None:
    word = REASON_WORDS[reason] if reason else Text("原因未知", "no reason given")
    counted = Text(f"{word.zh}：{len(clauses)} 条", f"{word.en}: {len(clauses)}")
    page.paragraph(page.say(counted), indent=2, style=STYLES[Verdict.INCONCLUSIVE])
    for detail, mine in _by_detail(clauses[:LISTED], page).items():
        for clause in mine:
            page.item(_named(clause, page), indent=4)
        if detail:
            page.paragraph(detail, indent=6, style="dim")
    page.more(len(clauses) - LISTED, "条", indent=4)


def _by_detail(clauses: list[Node], page: Page) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for clause in clauses:
        found.setdefault(page.said(clause, "detail"), []).append(clause)
    return found


def manual(document: Document, page: Page) -> None:
    """The clauses a person must decide."""
    clauses = of(document["clauses"], Verdict.MANUAL)
    _heading(page, Verdict.MANUAL, len(clauses), Text("须由人工判定", "For a person to decide"))
    for clause in clauses[:LISTED]:
        page.item(_named(clause, page), indent=2)
    page.more(len(clauses) - LISTED, "条", indent=4)


def _heading(page: Page, verdict: Verdict, number: int, what: Text) -> None:
    if number:
        page.blank()
        counted = Text(f"{what.zh}：{number} 条", f"{what.en}: {number}")
        page.line(Line("※ ", style=STYLES[verdict]).append(page.say(counted), style="bold"))


def _named(clause: Node, page: Page) -> str:
    return f"{clause['id']}  {title(clause, page.lang)}"
