"""Text put into Markdown so that nothing in it acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.model.text import Lang, Text
from conformance.model.verdict import VERDICT_WORDS
from conformance.reports.words import SHOWN

# Signs of markup, and what makes a link of an address that is only named: `://` and `www.`.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$-]|:(?=//)|(?<=www)\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Summary:
    """What the summary of a step is made of, in lines: `listed` is shown for `failed` where that is too long."""

    title: str
    head: list[str]
    failed: list[str]
    listed: list[str]
    open: list[str]


def plain(text: str) -> str:
    """Text in which nothing is markup, on one line."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def code(text: str) -> list[str]:
    """A block of code whose fence is longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}sh", text, fence]


def html(text: str) -> str:
    """Text inside an HTML element of Markdown."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines behind a summary, which is HTML."""
    yield f"<details><summary>{summary}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"
    yield ""


def tallies(word: Text, rows: Iterable[tuple[str, Mapping[Any, int]]], lang: Lang) -> Iterator[str]:
    """A table of how many came to which verdict, with a column for each that occurs."""
    named = [*rows]
    shown = [verdict for verdict in SHOWN if any(numbers[verdict] for _, numbers in named)]
    yield _row(word.into(lang), (VERDICT_WORDS[verdict].into(lang) for verdict in shown))
    yield "| --- |" + " ---: |" * len(shown)
    yield from (_row(name, (str(numbers[verdict]) for verdict in shown)) for name, numbers in named)
    yield ""


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {name}".rstrip() + f" | {' | '.join(cells)} |"
