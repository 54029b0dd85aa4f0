"""What is to be known of a result beside its verdicts, for formats that hold nothing but verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from conformance.model.report import BROKEN, OWN_BUG
from conformance.model.text import Text
from conformance.reports import not_called, words
from conformance.reports.reading import Document, both


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence, and how much it weighs: what cut the run short, what is to be done, what is good to know."""

    level: Literal["error", "warning", "note"]
    text: Text


def remarks(document: Document) -> Iterator[Remark]:
    """That the run did not end by itself, what was left behind, what was not called, and its notes."""
    if document["signal"]:
        yield Remark("error", words.INTERRUPTED)
    elif document["gate"]["exit_code"] == OWN_BUG:
        yield Remark("error", BROKEN)
    yield from (Remark("warning", text) for text in left_behind(document))
    yield from (Remark("note", text) for text in (*not_called.lines(document), *notes(document)))


def left_behind(document: Document) -> list[Text]:
    """A sentence for each piece of test data that is still in the system."""
    names = document["left_behind"]
    return [Text(f"系统中仍有测试数据：{name}", f"test data still in the system: {name}") for name in names]


def notes(document: Document) -> list[Text]:
    """What there is to know of the run."""
    return [both(note, "text") for note in document["notes"]]
