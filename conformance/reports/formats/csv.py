"""A table for a spreadsheet: a row a finding, a pair of a network, or a remark; no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from conformance.model.text import Lang, Text
from conformance.model.visible import visible
from conformance.reports.reading import Document, altered
from conformance.reports.remarks import remarks
from conformance.reports.subject import part

SUFFIX = ".csv"
NETWORK = True
REMARK = Text("警示", "warning")
"""The column of a result that is not as it was filed."""
BESIDE = Text("（备注）", "(remark)")
"""What stands in the first column of a row that is of no clause and no pair."""
CELL = 32_000
"""Characters of a cell: spreadsheets take 32,767."""

_ACTING = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "|", "%")


def render(document: Document, lang: Lang) -> bytes:
    """The document as RFC 4180 text in UTF-8 with a byte order mark, without which spreadsheets misread Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    table = part(document, "rows")
    remark = altered(document, lang)
    more, tail = ([REMARK.into(lang)], [remark]) if remark else ([], [])
    writer.writerow([*(column.into(lang) for column in table.COLUMNS), *more])
    found = [*table.rows(document, lang), *_remarks(document, table.COLUMNS, lang)]
    found = found or [[""] * len(table.COLUMNS)] * len(tail)
    writer.writerows([_still(cell) for cell in (*row, *tail)] for row in found)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def _remarks(document: Document, columns: Sequence[Text], lang: Lang) -> Iterator[list[str]]:
    """A row of its own for what is beside the verdicts: what it is in the first column, what is said in that of why."""
    before = [column.en for column in columns].index("why") - 1
    for remark in remarks(document):
        row = [BESIDE.into(lang), *[""] * before, remark.text.into(lang)]
        yield [*row, *[""] * (len(columns) - len(row))]


def _still(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would carry out."""
    shown = visible(cell, limit=CELL, keep_newlines=True)
    return f"'{shown}" if shown.lstrip().startswith(_ACTING) or shown.startswith(_ACTING) else shown
