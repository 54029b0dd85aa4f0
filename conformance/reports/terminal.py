"""The result for a person at a terminal: what failed and how to repeat it, what is open, and what it comes to."""

from __future__ import annotations

from rich.console import Console

from conformance.model.text import Lang, Text, many
from conformance.reports import words
from conformance.reports.page import Page
from conformance.reports.reading import Document, gate_reasons
from conformance.reports.subject import part


def render(document: Document, lang: Lang, console: Console) -> None:
    """Write the whole result. Lines of curl are never broken; everything else fits the console's width."""
    page = Page(console, lang)
    _head(document, page)
    part(document, "terminal").sections(document, page)
    _aside(document, page)
    _close(document, page)


def _head(document: Document, page: Page) -> None:
    """The tool, what was tested, and what the run rests on."""
    run = document["run"]
    page.paragraph(f"{words.in_print(run['tool'])} · {page.say(words.SUBTITLE)}", style="bold")
    *before, facts = part(document, "terminal").head(document)
    facts.append(Text(f"种子 {run['seed']}", f"seed {run['seed']}"))
    if run["as_of"]:
        facts.append(Text(f"判定日 {run['as_of']}", f"judged as of {run['as_of']}"))
    for line in (*before, facts):
        page.paragraph(" · ".join(map(page.say, line)))


def _aside(document: Document, page: Page) -> None:
    """Notes, and the test data that are still there."""
    if document["notes"]:
        page.heading(words.NOTES)
    for note in document["notes"]:
        page.item(page.said(note, "text"), indent=2)
    if document["left_behind"]:
        page.heading(words.LEFT_BEHIND)
    for name in document["left_behind"]:
        page.item(name, indent=2)


def _close(document: Document, page: Page) -> None:
    """The conclusion and why, the counts, what was sent, and that this is no certificate."""
    gate, sentences = document["gate"], part(document, "sentences")
    met = gate["met"] and not document["signal"]
    page.blank()
    style = "bold green" if met else "bold red" if gate["exit_code"] == 1 else "bold yellow"
    page.paragraph(page.say(sentences.conclusion(document)), style=style)
    for reason in gate_reasons(document, page.lang):
        page.item(reason, indent=2)
    page.paragraph(page.say(sentences.counted(document)))
    page.paragraph(_sent(document, page))
    page.paragraph(page.say(words.STATEMENT), style="dim")


def _sent(document: Document, page: Page) -> str:
    run, exchanges, code = document["run"], document["exchanges"], document["gate"]["exit_code"]
    methods = ", ".join(f"{name} {number}" for name, number in exchanges["requests_by_method"].items())
    sent = many(exchanges["count"], "次请求", "request")
    parts = [Text(f"{sent.zh}（{methods}）", f"{sent.en} ({methods})") if methods else sent]
    took = words.took(run["started"], run["finished"])
    if took.zh:
        parts.append(Text(f"用时 {took.zh}", f"in {took.en}"))
    parts.append(Text(f"退出码 {code}", f"exit code {code}"))
    return " · ".join(map(page.say, parts))
