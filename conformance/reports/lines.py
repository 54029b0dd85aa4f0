"""Facts in a line for a pipe or a log, in words that a search finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from conformance.model.text import Lang
from conformance.reports.reading import Document, said


def word(text: str) -> str:
    """Text as one word, so that it cannot pass for a fact of its own."""
    return text.replace(" ", "\\x20")


def words_of(names: Iterable[str]) -> str:
    """Several of them."""
    return " ".join(map(word, names))


def colon(text: str) -> str:
    """What is said at the end of a line, after its facts."""
    return f": {text}" if text else ""


def numbers(counts: Mapping[Any, int]) -> str:
    """How many came to each verdict."""
    return " ".join(f"{verdict}={number}" for verdict, number in counts.items())


def notes(document: Document, lang: Lang) -> Iterator[str]:
    """What there is to know of the run beside its verdicts."""
    return (f"note {said(note, 'text', lang)}" for note in document["notes"])
