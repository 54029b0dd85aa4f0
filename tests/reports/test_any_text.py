"""Whatever a system, a document, a saved result or a tester writes: every report shows it, and nothing of it acts."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import example, given
from rich.console import Console

from conformance.model.event import Asking
from conformance.reports import formats, json_document, plain, progress, terminal
from conformance.reports.reading import Document
from tests.hostile import ACTS, BYTES, acts, examples, texts
from tests.interop.sample_network import hostile_interop
from tests.reports import sample
from tests.reports.formats.oscal_links import problems
from tests.reports.formats.test_markdown_acts import OURS, tokens

ALL = "".join(ACTS)
FREE = ("name", "client", "version", "message", "seen", "due", "summary", "operation", "url", "method", "body", "value")
FREE += ("at", "curl", "zh", "en", "path", "pointer", "problem", "text", "input", "justification", "approver", "file")
SCHEMES = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)


def soiled(node: Any, word: str, key: str = "") -> Any:
    """A saved document as somebody may have written it: every free text of it made to act."""
    if isinstance(node, dict):
        return {name: soiled(value, word, name) for name, value in node.items()}
    if isinstance(node, list):
        return [f"{each}{word}" if key == "script" else soiled(each, word, key) for each in node]
    return f"{node}{word}" if isinstance(node, str) and key in FREE else node


def documents(word: str) -> Iterator[Document]:
    """Results of a system and of a network, as a run makes them and as a file may hold them."""
    for made in (sample.hostile_report(word), hostile_interop(word)):
        yield json_document.document(made, "zh")
    as_saved = json.dumps(soiled(json_document.document(sample.waived_report(), "zh"), word))
    yield json.loads(as_saved)


def rendered(kind: str, documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        made = formats.render(kind, document, "zh")
        assert isinstance(made, bytes)
        yield made.decode("utf-8-sig")


@examples(2)
@example(ALL)
@example(BYTES)
@example("x" * 10_000)
@given(texts(12))
def test_every_way_out(word: str) -> None:
    terminal_shows(word)
    pipe_shows(word)
    progress_shows(word)
    made = [*documents(word)]
    for door in (json_says, table_says, markdown_says, junit_says, sarif_says, oscal_says, page_says, paper_says):
        door(made)


def terminal_shows(word: str) -> None:
    for width in (60, 120):
        out = io.StringIO()
        console = Console(file=out, width=width, force_terminal=True, color_system="truecolor", legacy_windows=False)
        for made in (sample.hostile_report(word), hostile_interop(word)):
            terminal.render(json_document.unsealed(made, "en"), "en", console)
        text = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
        assert not acts(text)
        assert len(re.findall("^(?:Conforming|Not conforming|The gate is met|Undecided:)", text, re.MULTILINE)) <= 1


def pipe_shows(word: str) -> None:
    kinds = ("run ", "family=", "fail ", "    ", "error ", "inconclusive ", "unlock ", "left-behind ", "gate=")
    kinds += ("flaw ", "held-back ", "limited ", "note ")
    lines = [*plain.render(json_document.unsealed(sample.hostile_report(word), "en"), "en")]
    assert all(line.startswith(kinds) for line in lines)
    lines += plain.render(json_document.unsealed(hostile_interop(word), "zh"), "zh")
    assert not [line for line in lines if acts(line) or "\n" in line]
    assert sum(line.startswith("gate=") for line in lines) == 2


def progress_shows(word: str) -> None:
    out = io.StringIO()
    lines = progress.Lines("en", out, clock=iter(range(0, 1000, 40)).__next__)
    lines(Asking(word, word, 3))
    lines.tick()
    assert out.getvalue().count("\n") == 1
    assert not acts(out.getvalue())


def json_says(documents: Sequence[Document]) -> None:
    for document, text in zip(documents, rendered("json", documents), strict=True):
        assert json.loads(text) == document
        assert not acts(text)


def table_says(documents: Sequence[Document]) -> None:
    for text in rendered("csv", documents):
        rows = [*csv.reader(io.StringIO(text))]
        assert {len(row) for row in rows} == {len(rows[0])}
        for cell in (cell for row in rows for cell in row):
            assert not acts(cell)
            assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠|%")


def markdown_says(documents: Sequence[Document]) -> None:
    for text in rendered("markdown", documents):
        assert not acts(text)
        found = [*tokens(text)]
        html = "".join(token.content for token in found if token.type in ("html_block", "html_inline"))
        assert "<" not in OURS.sub("", html)
        assert {token.type for token in found} <= KNOWN
        said = re.sub(r"^(`{3,})sh\n.*?\n\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert not [line for line in said.splitlines() if SCHEMES.search(line) and "summary>" not in line]


KNOWN = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "softbreak"}
KNOWN |= {"bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "ordered_list_open"}
KNOWN |= {"ordered_list_close", "strong_open", "strong_close", "code_inline", "fence", "html_block", "html_inline"}
KNOWN |= {f"{part}_{way}" for part in ("table", "thead", "tbody", "tr", "th", "td") for way in ("open", "close")}
KNOWN |= {"text_special"}
OURS_ALONE = re.compile(r"#|data:,|style\.css|icon\.svg|evidence/")


def junit_says(documents: Sequence[Document]) -> None:
    for text in rendered("junit", documents):
        assert "[[ATTACHMENT|" not in text
        root = Xml.fromstring(text)
        assert {one.tag for one in root.iter()} <= {
            "testsuites",
            "testsuite",
            "testcase",
            "failure",
            "error",
            "skipped",
            "system-out",
        }
        assert not [one for one in root.iter() if acts("".join((*one.attrib.values(), one.text or "")))]


def sarif_says(documents: Sequence[Document]) -> None:
    for text in rendered("sarif", documents):
        assert not acts(text)
        for result in json.loads(text)["runs"][0]["results"]:
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*", uri)
            assert not re.search(r"(?<!\\)(?:\\\\)*\[[^\]]*\]\(", result["message"]["text"])


def oscal_says(documents: Sequence[Document]) -> None:
    for document in documents:
        if "interop" not in document:
            made = formats.render("oscal", document, "zh")
            assert not isinstance(made, bytes)
            assert not acts(b"".join(made.values()).decode())
            assert not [*problems({name: json.loads(data) for name, data in made.items()})]


class Page(HTMLParser):
    """The elements of a page that could act, and what it says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.acting: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.acting += [tag] if tag in ("script", "img", "iframe", "object", "embed", "form", "base") else []
        for name, value in attrs:
            leads_away = name in ("href", "src") and not OURS_ALONE.match(value or "")
            if name.startswith("on") or leads_away:
                self.acting.append(f"{name}={value}")


def page_says(documents: Sequence[Document]) -> None:
    for kind in ("html", "badge"):
        for text in rendered(kind, documents):
            assert not acts(text)
            assert not Page(text).acting


def paper_says(documents: Sequence[Document]) -> None:
    paper = pytest.importorskip("conformance.reports.laboratory.paper", reason="the extra `pdf` is not installed")
    for document in documents:
        text = paper.page(document, "zh")
        assert not acts(text)
        assert not Page(text).acting


def test_the_paper_is_drawn_and_holds_the_record_as_it_is() -> None:
    pytest.importorskip("weasyprint", reason="the extra `pdf` is not installed")
    document = soiled(json_document.document(sample.report(), "zh"), BYTES)
    made = formats.render("pdf", document, "zh")
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF-")


def test_the_document_itself_is_left_as_it_was() -> None:
    document = soiled(json_document.document(sample.report(), "zh"), ALL)
    before = copy.deepcopy(document)
    for kind in ("csv", "html", "json", "junit"):
        formats.render(kind, document, "zh")
    assert document == before
