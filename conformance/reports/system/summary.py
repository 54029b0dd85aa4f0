"""One system as the summary of a pipeline step: the families, the causes, and every failed clause folded."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.clause import FAMILY_WORDS
from conformance.model.text import Lang, Text, many
from conformance.model.verdict import Verdict
from conformance.reports import not_called, words
from conformance.reports.markup import Summary, code, folded, html, plain, tallies
from conformance.reports.reading import (
    EXAMPLES,
    Document,
    Node,
    failed,
    families,
    of,
    said,
    title,
    waiver_words,
    weight,
    where,
    why,
)

CAUSES = 5


def summary(document: Document, lang: Lang) -> Summary:
    """What a summary says of a system."""
    return Summary(
        title=document["target"]["name"],
        head=[*_profile(document, lang), *_families(document, lang), *_causes(document, lang)],
        failed=[line for clause in failed(document) for line in _failed(clause, lang)],
        listed=[f"- `{clause['id']}` {plain(title(clause, lang))}" for clause in failed(document)],
        open=[*_open(document, lang)],
    )


def _profile(document: Document, lang: Lang) -> Iterator[str]:
    yield f"{Text('适用配置：', 'Profile: ').into(lang)}{plain(title(document['profile'], lang))}"
    yield ""


def _families(document: Document, lang: Lang) -> Iterator[str]:
    numbers = ((FAMILY_WORDS[family].into(lang), words.counts(clauses)) for family, clauses in families(document))
    return tallies(Text("标准", "Standard"), numbers, lang)


def _causes(document: Document, lang: Lang) -> Iterator[str]:
    wide = [cause for cause in document["causes"] if cause["places"] > 1]
    if wide:
        yield f"### {Text('影响多处的原因', 'Causes that show in many places').into(lang)}"
        yield ""
    for cause in wide[:CAUSES]:
        places = many(cause["places"], "处", "place").into(lang)
        yield f"1. {plain(said(cause, 'summary', lang))} ({places}: {', '.join(cause['clauses'])})"
    if (left := len(wide) - CAUSES) > 0:
        yield ""
        yield Text(f"另有 {left} 个原因", f"and {many(left, '', 'more cause').en}").into(lang)
    yield ""


def _failed(clause: Node, lang: Lang) -> Iterator[str]:
    mark = waiver_words(clause, lang)
    head = f"<code>{clause['id']}</code> {html(title(clause, lang))}{f' · {html(mark)}' if mark else ''}"
    yield from folded(head, _drawer(clause, lang))


def _drawer(clause: Node, lang: Lang) -> Iterator[str]:
    yield f"{weight(clause, lang)} · {many(clause['places'], '处', 'place').into(lang)}"
    yield ""
    if detail := said(clause, "detail", lang):
        yield plain(detail)
        yield ""
    if at := where(clause):
        yield plain(at.into(lang))
        yield ""
    for finding in clause["findings"][:EXAMPLES]:
        yield f"- {plain(said(finding, 'message', lang))}"
        yield ""
        for line in finding["script"] or filter(None, (finding["curl"],)):
            yield from code(line)
    if (left := clause["places"] - len(clause["findings"][:EXAMPLES])) > 0 and clause["findings"]:
        yield Text(f"另有 {left} 处", f"and {many(left, '', 'more place').en}").into(lang)
        yield ""
    yield plain(title(clause, lang, "remediation"))


def _open(document: Document, lang: Lang) -> Iterator[str]:
    undecided = of(document["clauses"], Verdict.INCONCLUSIVE, Verdict.ERROR)
    if undecided:
        yield f"### {Text('未能判定', 'Undecided').into(lang)}"
        yield ""
    for clause in undecided:
        yield f"- `{clause['id']}` {plain(why(clause, lang))}"
    if document["coverage"]["held_back"]:
        yield ""
        yield f"### {not_called.HEADING.into(lang)}"
        yield ""
    yield from (f"- {plain(line)}" for line in not_called.said(document, lang))
