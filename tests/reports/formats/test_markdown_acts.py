"""Markdown through a CommonMark parser: nothing in it acts but what this project folds with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from conformance.model.interop import Interop
from conformance.model.report import Report
from conformance.model.text import Lang
from conformance.reports import formats, json_document
from tests.interop.sample_network import hostile_interop, interop
from tests.reports import sample

OURS = re.compile(r"</?(?:details|summary|sub|code)>")
Make = Callable[[], Report | Interop]


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


def rendered(make: Make, lang: Lang) -> str:
    data = formats.render("markdown", json_document.document(make(), lang), lang)
    assert isinstance(data, bytes)
    return data.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("make", [sample.report, sample.waived_report, sample.hostile_report, interop, hostile_interop])
def test_nothing_acts(make: Make, lang: Lang) -> None:
    found = [*tokens(rendered(make, lang))]
    html = "".join(token.content for token in found if token.type in ("html_block", "html_inline"))
    assert "<" not in OURS.sub("", html)
    assert not [token for token in found if token.type in ("link_open", "image")]


def test_the_parser_would_see_it() -> None:
    found = {token.type for token in tokens("x <script> ![a](http://b.example) [c](http://d.example)")}
    assert {"html_inline", "image", "link_open"} <= found


@pytest.mark.parametrize("make", [sample.report, interop])
def test_is_a_table_and_code_to_a_reader(make: Make) -> None:
    found = [*tokens(rendered(make, "en"))]
    assert len([token for token in found if token.type == "table_open"]) == 1
    assert any(token.content.startswith("curl ") for token in found if token.type == "fence")
