"""What is to be known of a result beside its verdicts, for formats that hold nothing but verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from conformance.model.flaws import NAMED
from conformance.model.report import BROKEN, OWN_BUG
from conformance.model.text import Text
from conformance.model.verdict import Verdict
from conformance.reports import not_called, words
from conformance.reports.flaws import alike
from conformance.reports.reading import Document, both, rests_on


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
    yield from (Remark("note", text) for text in rests_on(document))
    yield from (Remark("warning", text) for text in left_behind(document))
    yield from (Remark("note", text) for text in (*not_called.lines(document), *notes(document)))


def left_behind(document: Document) -> list[Text]:
    """A sentence for each piece of test data that is still in the system."""
    names = document["left_behind"]
    return [Text(f"系统中仍有测试数据：{name}", f"test data still in the system: {name}") for name in names]


def limits(document: Document) -> dict[Text, list[str]]:
    """What passes are limited to, each with the clauses it is said of: those of one system."""
    found: dict[Text, list[str]] = {}
    for clause in document.get("clauses", ()):
        if clause["verdict"] == Verdict.PASS and clause["detail"]:
            found.setdefault(both(clause, "detail"), []).append(clause["id"])
    return found


def limited(document: Document) -> list[Text]:
    """A sentence for each of these limits."""
    told = ((text, ", ".join(names)) for text, names in limits(document).items())
    return [Text(f"{text.zh}：{names}", f"{text.en}: {names}") for text, names in told]


def notes(document: Document) -> list[Text]:
    """What there is to know of the run, first what is wrong with the interface document it rests on."""
    return [*_flaws(document), *(both(note, "text") for note in document["notes"])]


def _flaws(document: Document) -> list[Text]:
    """A sentence for each thing that is wrong with the interface document: where, and the operations it costs."""
    return [
        Text(
            f"接口文档有问题，位于 {each.place}{_of(each.operations, '、', '（', '）')}：{each.problem.zh}",
            f"flaw of the interface document at {each.place}{_of(each.operations, ', ', ' (', ')')}: {each.problem.en}",
        )
        for each in alike(document)
    ]


def _of(names: tuple[str, ...], between: str, begin: str, end: str) -> str:
    more = f"{between}… ({len(names)})" if len(names) > NAMED else ""
    return f"{begin}{between.join(names[:NAMED])}{more}{end}" if names else ""
