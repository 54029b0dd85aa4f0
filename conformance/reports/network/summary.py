"""A network as the summary of a pipeline step: islands, the repairs to make first, and every failed pair folded."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.text import Lang, Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports import words
from conformance.reports.markup import Summary, code, html, plain
from conformance.reports.network import told
from conformance.reports.reading import Node, said


def summary(document: Node, lang: Lang) -> Summary:
    """What a summary says of a network."""
    pairs = document["interop"]["pairs"]
    systems = words.many(len(document["interop"]["systems"]), "个系统", "system")
    return Summary(
        title=Text(f"{systems.zh}之间的互通", f"exchange between {systems.en}").into(lang),
        head=[*_head(document, lang)],
        failed=[*_failed(document, lang)],
        listed=[
            *(f"- {plain(told.name(pair))}" for pair in filter(told.failing, pairs)),
            *(f"- {plain(told.catalogues(cell))}" for cell in _apart(document)),
        ],
        open=[*_undecided(document, lang)],
    )


def _head(document: Node, lang: Lang) -> Iterator[str]:
    """Pairs by verdict, islands, and repairs in the order to make them."""
    found = document["interop"]
    shown = [verdict for verdict in words.SHOWN if document["counts"][verdict]]
    yield "| | " + " | ".join(VERDICT_WORDS[it].into(lang) for it in shown) + " |"
    yield "| --- |" + " ---: |" * len(shown)
    yield f"| {Text('交换', 'Pairs').into(lang)} | " + " | ".join(str(document["counts"][it]) for it in shown) + " |"
    yield ""
    if len(found["islands"]) > 1:
        yield f"### {Text('信息孤岛', 'Islands').into(lang)}"
        yield ""
        yield from (f"- {plain(Text('、', ', ').into(lang).join(island))}" for island in found["islands"])
        yield ""
    for number, repair in enumerate(found["repairs"], 1):
        yield f"{number}. {plain(said(repair, 'sentence', lang))}"
    yield ""


def _failed(document: Node, lang: Lang) -> Iterator[str]:
    """Every failed pair and every two catalogues that disagree, folded."""
    for pair in filter(told.failing, document["interop"]["pairs"]):
        lines = [f"- {plain(line)}" for line in told.lines(pair, lang)]
        yield from _folded(told.name(pair), [*lines, "", *(code("\n".join(pair["script"])) if pair["script"] else ())])
    for cell in _apart(document):
        lines = [plain(told.ways(cell, lang)), "", *(f"- {plain(line)}" for line in told.broken(cell, lang))]
        yield from _folded(told.catalogues(cell), lines)


def _apart(document: Node) -> list[Node]:
    """Every two catalogues that disagree."""
    return [cell for cell in document["interop"]["catalogues"] if cell["verdict"] == Verdict.FAIL]


def _undecided(document: Node, lang: Lang) -> Iterator[str]:
    """The pairs that nobody could judge, and why."""
    left = [it for it in document["interop"]["pairs"] if it["verdict"] in (Verdict.INCONCLUSIVE, Verdict.ERROR)]
    if left:
        yield f"### {Text('未能判定', 'Undecided').into(lang)}"
        yield ""
    yield from (
        f"- {plain(told.name(pair))}{Text('：', ': ').into(lang)}{plain(told.summary(pair, lang))}" for pair in left
    )


def _folded(name: str, lines: list[str]) -> Iterator[str]:
    yield f"<details><summary>{html(name)}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"
    yield ""
