"""The pairs that fail: whose it is, the duty it breaks, the smallest message that shows it, and what proves it."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.interop import Cell, Comparison, Incompatibility, Interop
from conformance.model.text import Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.model.visible import visible
from conformance.reports import words
from conformance.reports.bars import STYLES
from conformance.reports.network import sentences
from conformance.reports.page import INDENT, Page

BLAME = Text("责任", "blame")
REASON = Text("原因", "why")
DUTY = Text("义务", "duty")
MESSAGE = Text("报文", "message")
SAMPLE = Text("样例", "sample")
REQUEST = Text("请求", "request")
DUE = Text("应为", "due")
VERSION = Text("版本", "version")
CLAUSE = Text("条款", "clause")
CURL = Text("复现", "repeat")
DETAILED = 20
"""Failed pairs that are told in full; the JSON report tells all."""

LABELS = (BLAME, REASON, DUTY, MESSAGE, SAMPLE, REQUEST, DUE, VERSION, CLAUSE, CURL)
COMPARED: Mapping[Comparison, Text] = {
    Comparison.ACCEPTANCE: MESSAGE,
    Comparison.SAMPLES: SAMPLE,
    Comparison.REQUESTS: REQUEST,
    Comparison.COMPATIBILITY: VERSION,
}
"""What does not fit, by what it is found in."""


def failed(interop: Interop, page: Page) -> None:
    """Every failed pair: those whose repair joins islands first, then in the order of the file; many in a line each."""
    rank = {repair.pair: number for number, repair in enumerate(interop.graph.repairs)}
    failing = [cell for cell in interop.cells if sentences.failing(cell)]
    ordered = sorted(failing, key=lambda cell: rank.get(cell.pair.ends, len(rank)))
    for cell in ordered[:DETAILED]:
        _cell(cell, page)
    if len(ordered) > DETAILED:
        page.heading(page.say(Text("其余不通过的交换", "The other pairs that fail")))
    for cell in ordered[DETAILED:]:
        who = sentences.whose(cell.blame, sentences.blamed(cell)) if cell.blame else None
        why = sentences.together([said for said in (who, cell.reason) if said])
        page.item(page.say(sentences.about(sentences.named(cell), why)), indent=2)


def _cell(cell: Cell, page: Page) -> None:
    page.blank()
    word = page.say(VERDICT_WORDS[Verdict.FAIL])
    page.paragraph(f"× {visible(sentences.named(cell))}  {word}", style=STYLES[Verdict.FAIL], hang=INDENT)
    if cell.blame:
        page.field(BLAME, page.say(sentences.whose(cell.blame, sentences.blamed(cell))), LABELS)
    if cell.reason:
        page.field(REASON, page.say(cell.reason), LABELS)
    if cell.duty:
        page.field(DUTY, visible(sentences.duty(cell)), LABELS)
    _misfits(cell, page)
    for item in cell.results:
        if item.verdict is Verdict.FAIL:
            why = f"  {page.say(item.findings[0].message)}" if item.findings else ""
            page.field(CLAUSE, f"{visible(item.clause.id)}{why}", LABELS)
    column, label = page.label(CURL, LABELS)
    for line in sentences.repeating(cell):
        page.whole(line, column, label)
        label = ""


def _misfits(cell: Cell, page: Page) -> None:
    """The smallest message that does not fit, of everything that was compared."""
    for which, found in cell.compared.items():
        if found.misfit:
            _misfit(COMPARED[which], found.misfit, page)
    if cell.breaks:
        page.field(VERSION, page.say(sentences.BREAKS), LABELS)


def _misfit(label: Text, found: Incompatibility, page: Page) -> None:
    page.field(label, page.say(sentences.misfit(found)), LABELS)
    tried = words.many(found.tried, "条报文", "message")
    zh, en = f"试了 {tried.zh}", f"{tried.en} tried"
    if not found.complete:
        zh, en = f"{zh}后预算用尽，或许还能更小", f"{en}, then the budget was spent; it may get smaller still"
    page.field(DUE, page.say(Text(f"{found.due.zh}（{zh}）", f"{found.due.en} ({en})")), LABELS)
