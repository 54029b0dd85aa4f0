"""A network's pairs and catalogues as test cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.reports.case import Case, Outcome
from conformance.reports.network import sentences
from conformance.reports.reading import Document, Node, verdict_word

OUTCOMES: Mapping[Verdict, Outcome] = {
    Verdict.PASS: "passed",
    Verdict.FAIL: "failure",
    Verdict.ERROR: "error",
    Verdict.INCONCLUSIVE: "error",
    Verdict.MANUAL: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
}


def kind(document: Document) -> str:
    """What the suites are named for."""
    return "network"


def suites(document: Document, lang: Lang) -> Iterator[tuple[str, list[Case]]]:
    """The pairs, and the catalogues side by side where there are several."""
    yield "hutong.network.pairs", [_pair(pair, lang) for pair in document["interop"]["pairs"]]
    if document["interop"]["catalogues"]:
        yield "hutong.network.catalogues", [_catalogues(cell, lang) for cell in document["interop"]["catalogues"]]


def _pair(pair: Node, lang: Lang) -> Case:
    outcome = _outcome(pair)
    if outcome == "passed":
        return Case(sentences.name(pair))
    text = "\n".join([*sentences.lines(pair, lang), *pair["script"]]).strip()
    message = f"{verdict_word(pair, lang)} · {sentences.why(pair).into(lang)}"
    return Case(sentences.name(pair), outcome, pair["blame"] or pair["verdict"], message, text)


def _catalogues(cell: Node, lang: Lang) -> Case:
    outcome = _outcome(cell)
    if outcome == "passed":
        return Case(sentences.catalogues(cell))
    message = f"{verdict_word(cell, lang)} · {sentences.ways(cell).into(lang)}"
    broken = "\n".join(sentences.broken_lines(cell, lang))
    return Case(sentences.catalogues(cell), outcome, cell["verdict"], message, broken)


def _outcome(node: Node) -> Outcome:
    """A pair kept apart by its network zones is nobody's failure."""
    return "skipped" if node.get("apart") else OUTCOMES[Verdict(node["verdict"])]
