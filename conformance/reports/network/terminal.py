"""A network for a person at a terminal: the matrix, what fails and whose it is, the islands and what joins them."""

from __future__ import annotations

from rich.console import Console

from conformance.model.interop import Interop
from conformance.model.text import Lang, Text
from conformance.model.visible import visible
from conformance.reports import words
from conformance.reports.closing import aside, close
from conformance.reports.network import sentences
from conformance.reports.network.failed import failed
from conformance.reports.network.islands import islands
from conformance.reports.network.lists import apart, catalogues, left_open, resources, undecided, versions
from conformance.reports.network.matrix import matrix
from conformance.reports.page import Page


def render(interop: Interop, lang: Lang, console: Console) -> None:
    """Write the whole result. Lines of curl are never broken; everything else fits the console's width."""
    page = Page(console, lang)
    _head(interop, page)
    matrix(interop, page)
    failed(interop, page)
    undecided(interop, page)
    apart(interop, page)
    versions(interop, page)
    left_open(interop, page)
    catalogues(interop, page)
    resources(interop, page)
    islands(interop, page)
    aside(interop, page)
    close(interop, sentences.conclusion(interop), words.counted(interop.cells, "对交换", "pair"), page)


def _head(interop: Interop, page: Page) -> None:
    page.paragraph(f"{visible(words.tool_name(interop))} · {page.say(words.SUBTITLE)}", style="bold")
    facts = [
        words.many(len(interop.network.members), "个系统", "system"),
        words.many(len(interop.network.pairs()), "对声明的交换", "declared pair"),
        Text(f"标准 {interop.release}", f"standards {interop.release}"),
        Text(f"种子 {interop.seed}", f"seed {interop.seed}"),
    ]
    if interop.today:
        facts.append(Text(f"判定日 {interop.today}", f"judged as of {interop.today}"))
    page.paragraph(" · ".join(map(page.say, facts)))
