"""The pairs that fail: whose it is, the duty it breaks, the smallest message that shows it, and what proves it."""

from __future__ import annotations

from conformance.model.text import Text, many
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports.bars import STYLES
from conformance.reports.network import sentences
from conformance.reports.page import INDENT, Page
from conformance.reports.reading import Document, Node, both

CURL = Text("复现", "repeat")
DETAILED = 20
"""Failed pairs that are stated in full; the JSON report states all."""

LABELS = (sentences.BLAME, sentences.REASON, sentences.DUTY, *sentences.COMPARED.values(), sentences.DUE)
LABELS += (sentences.CLAUSE, CURL)


def failed(document: Document, page: Page) -> None:
    """Every failed pair: those whose repair joins islands first, then in the order of the file; many in a line each."""
    repairs = [sentences.name(repair["pair"]) for repair in document["interop"]["repairs"]]
    rank = {name: number for number, name in enumerate(repairs)}
    failing = filter(sentences.failing, document["interop"]["pairs"])
    ordered = sorted(failing, key=lambda pair: rank.get(sentences.name(pair), len(rank)))
    for pair in ordered[:DETAILED]:
        _pair(pair, page)
    if len(ordered) > DETAILED:
        page.heading(Text("其余不通过的交换", "The other pairs that fail"))
    for pair in ordered[DETAILED:]:
        reason = both(pair, "reason") if pair["reason"] else None
        why = sentences.together(text for text in (sentences.whose(pair), reason) if text)
        page.item(page.say(sentences.about(sentences.name(pair), why)), indent=2)


def _pair(pair: Node, page: Page) -> None:
    page.blank()
    word = page.say(VERDICT_WORDS[Verdict.FAIL])
    page.paragraph(f"× {sentences.name(pair)}  {word}", style=STYLES[Verdict.FAIL], hang=INDENT)
    for label, text in sentences.stated(pair):
        page.field(label, page.say(text), LABELS)
    _misfits(pair, page)
    for text in sentences.broken(pair):
        page.field(sentences.CLAUSE, page.say(text), LABELS)
    column, first = page.label(CURL, LABELS)
    for line in pair["script"]:
        page.whole(line, column, first)
        first = ""


def _misfits(pair: Node, page: Page) -> None:
    """The smallest message that does not fit, of everything that was compared."""
    for which, found in sentences.compared(pair):
        if found["misfit"]:
            _misfit(sentences.COMPARED[which], found["misfit"], page)
    if pair["breaks"]:
        page.field(sentences.VERSION, page.say(sentences.BREAKS), LABELS)


def _misfit(label: Text, found: Node, page: Page) -> None:
    page.field(label, page.say(sentences.misfit(found)), LABELS)
    tried, due = many(found["tried"], "条报文", "message"), both(found, "due")
    zh, en = f"试了 {tried.zh}", f"{tried.en} tried"
    if not found["complete"]:
        zh, en = f"{zh}后预算用尽，或许还能更小", f"{en}, then the budget was spent; it may get smaller still"
    page.field(sentences.DUE, page.say(Text(f"{due.zh}（{zh}）", f"{due.en} ({en})")), LABELS)
