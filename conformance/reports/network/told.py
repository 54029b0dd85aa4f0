"""What the JSON document says of a pair and of two catalogues, in sentences that every format puts in its own place."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.interop import WAY_WORDS, Blame, Comparison
from conformance.model.text import Lang, Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports.network import sentences
from conformance.reports.network.failed import BLAME, CLAUSE, COMPARED, DUE, DUTY, REASON
from conformance.reports.reading import Node, said, verdict_word

Fact = tuple[str, str]
"""A label and what it says."""


def failing(pair: Node) -> bool:
    """Whether a pair fails, and not only because its network zones keep it apart."""
    return bool(pair["verdict"] == Verdict.FAIL and not pair["apart"])


def name(pair: Node) -> str:
    """Who gives to whom, and what."""
    return sentences.link(pair["provider"], pair["consumer"], pair["item"])


def whose(pair: Node, lang: Lang) -> str:
    """Which party is to blame, and the name of its system; empty where nobody is."""
    return sentences.whose(Blame(pair["blame"]), pair["blamed"]).into(lang) if pair["blame"] else ""


def duty(pair: Node) -> str:
    """The duty a pair breaks, with its words where the agreement has them."""
    return f"{pair['duty']} {pair['duty_text']}".strip()


def summary(pair: Node, lang: Lang) -> str:
    """A pair in one sentence: the reason, or the verdict where none is given."""
    return said(pair, "reason", lang) or verdict_word(pair, lang)


def compared(pair: Node) -> Iterator[tuple[Comparison, Node]]:
    """What was compared of a pair without either system, and what it came to."""
    yield from ((which, pair[which]) for which in Comparison if pair[which])


def broken(node: Node, lang: Lang) -> Iterator[str]:
    """Every failed clause of a pair or of two catalogues, with its first finding."""
    for clause in node["clauses"]:
        if clause["verdict"] == Verdict.FAIL:
            found = said(clause["findings"][0], "message", lang) if clause["findings"] else ""
            yield f"{clause['id']}  {found}".rstrip()


def facts(pair: Node, lang: Lang) -> Iterator[Fact]:
    """Everything there is to say of a pair, label by label."""
    plain = ((BLAME, whose(pair, lang)), (REASON, said(pair, "reason", lang)), (DUTY, duty(pair)))
    yield from ((label.into(lang), text) for label, text in plain if text)
    for which, found in compared(pair):
        misfit, detail = found["misfit"], said(found, "detail", lang)
        if misfit:
            place = f" ({misfit['at']})" if misfit["at"] else ""
            yield COMPARED[which].into(lang), f"{misfit['message']}{place}"
            yield DUE.into(lang), said(misfit, "due", lang)
        elif detail:
            yield COMPARED[which].into(lang), detail
    yield from ((CLAUSE.into(lang), text) for text in broken(pair, lang))


def lines(pair: Node, lang: Lang) -> list[str]:
    """Everything there is to say of a pair, a line a fact."""
    return [f"{label}{Text('：', ': ').into(lang)}{text}" for label, text in facts(pair, lang)]


def catalogues(cell: Node) -> str:
    """Two catalogues by name."""
    return f"{cell['one']} — {cell['other']}"


def ways(cell: Node, lang: Lang) -> str:
    """What each way in which catalogues become islands came to."""
    told = (f"{WAY_WORDS[way].into(lang)} {VERDICT_WORDS[Verdict(it)].into(lang)}" for way, it in cell["ways"].items())
    return Text("，", ", ").into(lang).join(told)
