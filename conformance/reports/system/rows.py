"""One system's clauses as rows of a table: a row a finding."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.clause import FAMILY_WORDS, LEVEL_WORDS, SEVERITY_WORDS, Level, Severity
from conformance.model.text import Lang, Text
from conformance.reports.reading import Document, Node, said, title, verdict_word, waiver_words, why

COLUMNS = (
    Text("条款", "clause"),
    Text("标准", "standard"),
    Text("名称", "title"),
    Text("程度", "level"),
    Text("严重度", "severity"),
    Text("结论", "verdict"),
    Text("说明", "why"),
    Text("让步", "waiver"),
    Text("处数", "places"),
    Text("操作", "operation"),
    Text("不符合项", "finding"),
    Text("复现", "repeat"),
    Text("整改", "remediation"),
)


def rows(document: Document, lang: Lang) -> Iterator[list[str]]:
    """A row for every finding, and for every clause without one, in the order of the clauses."""
    for clause in document["clauses"]:
        yield from _clause(clause, lang)


def _clause(clause: Node, lang: Lang) -> Iterator[list[str]]:
    head = [
        clause["id"],
        FAMILY_WORDS[clause["family"]].into(lang),
        title(clause, lang),
        LEVEL_WORDS[Level(clause["level"])].into(lang),
        SEVERITY_WORDS[Severity(clause["severity"])].into(lang),
        verdict_word(clause, lang),
        why(clause, lang),
        waiver_words(clause, lang),
        str(clause["places"]),
    ]
    for finding in clause["findings"] or [None]:
        shown = ["", "", ""]
        if finding is not None:
            repeat = "\n".join(finding["script"]) or finding["curl"]
            shown = [finding["operation"], said(finding, "message", lang), repeat]
        yield [*head, *shown, title(clause, lang, "remediation")]
