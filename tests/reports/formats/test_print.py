"""The page on paper: what a browser prints of it can be read, however its parts break over the pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.reports import formats, json_document
from conformance.reports.reading import Document
from tests.reports import sample
from tests.reports.formats.browser import CHROMIUM, browser

READER = shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(not (READER and CHROMIUM), reason="no chromium or poppler-utils; .ci/run installs them")

ADDRESS = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">http://')
Box = tuple[float, ...]


def tall() -> Document:
    """A report whose failed clauses have three findings each, repeated by scripts of most of a page."""
    document = json_document.document(sample.report(), "zh")
    script = [f"curl -sS -i http://127.0.0.1:8123/resources/{number}" for number in range(32)]
    clauses = [
        {**clause, "findings": [{**clause["findings"][0], "script": script}] * 3} if clause["findings"] else clause
        for clause in document["clauses"]
    ]
    return {**document, "clauses": clauses}


def overlaid(one: Box, other: Box) -> bool:
    """Whether two addresses share more than the edge of their letters."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > (one[3] - one[1]) / 2


def test_nothing_is_printed_over_something_else(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    made = formats.render("html", tall(), "zh")
    assert isinstance(made, bytes)
    file.write_bytes(made)
    with browser(tmp_path / "profile") as tab:
        tab.open(file.as_uri())
        paper = tab.paper()
    read = subprocess.run([str(READER), "-bbox", "-", "-"], input=paper, capture_output=True, check=True)
    pages = read.stdout.decode().split("<page ")[1:]
    addresses = [[tuple(map(float, box)) for box in ADDRESS.findall(page)] for page in pages]
    assert sum(map(len, addresses)) > 32 * 3
    assert [
        (number, one, other)
        for number, page in enumerate(addresses, 1)
        for place, one in enumerate(page)
        for other in page[place + 1 :]
        if overlaid(one, other)
    ] == []
