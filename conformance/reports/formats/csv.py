"""A table for a spreadsheet: a row a finding, or a pair of a network; no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from conformance.model.clause import FAMILY_WORDS, LEVEL_WORDS, SEVERITY_WORDS, Level, Severity
from conformance.model.text import Lang, Text
from conformance.model.visible import visible
from conformance.reports.network import rows as network
from conformance.reports.reading import (
    Document,
    Node,
    altered,
    of_network,
    said,
    title,
    verdict_word,
    waiver_words,
    why,
)

SUFFIX = ".csv"
NETWORK = True
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
REMARK = Text("警示", "warning")
"""The column of a result that is not as it was filed."""
CELL = 32_000
"""Characters of a cell: spreadsheets take 32,767."""

_ACTING = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")


def render(document: Document, lang: Lang) -> bytes:
    """The document as RFC 4180 text in UTF-8 with a byte order mark, without which spreadsheets misread Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns, rows = (network.COLUMNS, network.rows) if of_network(document) else (COLUMNS, _rows)
    remark = altered(document, lang)
    more, tail = ([REMARK.into(lang)], [remark]) if remark else ([], [])
    writer.writerow([*(column.into(lang) for column in columns), *more])
    found = [*rows(document, lang)] or [[""] * len(columns)] * len(tail)
    writer.writerows([_still(cell) for cell in (*row, *tail)] for row in found)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def _rows(document: Node, lang: Lang) -> Iterator[list[str]]:
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


def _still(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would carry out."""
    shown = visible(cell, limit=CELL, keep_newlines=True)
    return f"'{shown}" if shown.lstrip().startswith(_ACTING) or shown.startswith(_ACTING) else shown
