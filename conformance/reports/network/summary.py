"""A network as the summary of a pipeline step: islands, the repairs to make first, and every failed pair folded."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.text import Lang, Text, many
from conformance.model.verdict import Verdict
from conformance.reports.markup import Summary, code, folded, html, plain, tallies
from conformance.reports.network import sentences
from conformance.reports.reading import Document, of, said


def summary(document: Document, lang: Lang) -> Summary:
    """What a summary says of a network."""
    failing = filter(sentences.failing, document["interop"]["pairs"])
    apart = of(document["interop"]["catalogues"], Verdict.FAIL)
    systems = many(len(document["interop"]["systems"]), "个系统", "system")
    return Summary(
        title=Text(f"{systems.zh}之间的互通", f"exchange between {systems.en}").into(lang),
        head=[*_head(document, lang)],
        failed=[*_failed(document, lang)],
        listed=[f"- {plain(name)}" for name in (*map(sentences.name, failing), *map(sentences.catalogues, apart))],
        open=[*_undecided(document, lang)],
    )


def _head(document: Document, lang: Lang) -> Iterator[str]:
    """Pairs by verdict, islands, and repairs in the order to make them."""
    found = document["interop"]
    row = (Text("交换", "Pairs").into(lang), document["counts"])
    yield from tallies(Text("", ""), [row], lang)
    if len(found["islands"]) > 1:
        yield f"### {Text('信息孤岛', 'Islands').into(lang)}"
        yield ""
        yield from (f"- {plain(Text('、', ', ').into(lang).join(island))}" for island in found["islands"])
        yield ""
    for number, repair in enumerate(found["repairs"], 1):
        yield f"{number}. {plain(said(repair, 'sentence', lang))}"
    yield ""


def _failed(document: Document, lang: Lang) -> Iterator[str]:
    """Every failed pair and every two catalogues that disagree, folded."""
    for pair in filter(sentences.failing, document["interop"]["pairs"]):
        lines = [f"- {plain(line)}" for line in sentences.lines(pair, lang)]
        script = code("\n".join(pair["script"])) if pair["script"] else ()
        yield from folded(html(sentences.name(pair)), [*lines, "", *script])
    for cell in of(document["interop"]["catalogues"], Verdict.FAIL):
        broken = (f"- {plain(line)}" for line in sentences.broken_lines(cell, lang))
        yield from folded(html(sentences.catalogues(cell)), [plain(sentences.ways(cell).into(lang)), "", *broken])


def _undecided(document: Document, lang: Lang) -> Iterator[str]:
    """The pairs that nobody could judge, and why."""
    left = of(document["interop"]["pairs"], Verdict.INCONCLUSIVE, Verdict.ERROR)
    if left:
        yield f"### {Text('未能判定', 'Undecided').into(lang)}"
        yield ""
    between = "; ".join(map(sentences.name, document["interop"]["undecided"]))
    if between:
        yield f"- {sentences.BETWEEN.into(lang)}{Text('：', ': ').into(lang)}{plain(between)}"
    for pair in left:
        yield f"- {plain(sentences.about(sentences.name(pair), sentences.why(pair)).into(lang))}"
