"""Questions from a system's own document: built in memory, in bounded time, of its reading operations only."""

from __future__ import annotations

from collections.abc import Callable

from conformance.engine.generate.corpus import build
from conformance.model.case import Corpus
from conformance.model.contract import Contract, Operation
from conformance.model.text import Text

PER_OPERATION = 6
SECONDS = 60.0
LISTED = 10


def own_corpus(contract: Contract, seed: int, clock: Callable[[], float]) -> tuple[Corpus, tuple[Text, ...]]:
    """The questions, and what there is to tell of them.

    An operation whose turn has not come within a minute is left out, and so is every writing one: nothing in a
    document of the system's own says how to take back what it makes. What the time cut differs from run to run.
    """
    ends = clock() + SECONDS
    asked: list[str] = []
    late: list[str] = []

    def wanted(operation: Operation) -> bool:
        if operation.safe:
            (asked if clock() < ends else late).append(operation.id)
        return operation.safe and operation.id not in late

    corpus = build(contract, seed, PER_OPERATION, wanted)
    return corpus, tuple(_told(corpus, asked, late))


def _told(corpus: Corpus, asked: list[str], late: list[str]) -> list[Text]:
    answered = {case.operation for case in corpus.cases}
    none = [name for name in asked if name not in answered]
    number, of = len(corpus.cases), len(answered)
    notes = [
        Text(
            f"由系统自己的接口文档生成 {number} 个问题，涉及 {of} 个读操作；写操作不问",
            f"{number} questions were made of the system's own document, on {of} reading operations; no writes",
        )
    ]
    if none:
        notes.append(
            Text(f"没有问题可问的操作：{_named(none)}", f"operations no question could be made of: {_named(none)}")
        )
    if late:
        zh = f"{SECONDS:g} 秒内未及生成的操作：{_named(late)}"
        en = f"operations left out after {SECONDS:g} s of making questions: {_named(late)}"
        notes.append(Text(zh, en))
    return notes


def _named(names: list[str]) -> str:
    more = f", … ({len(names)})" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more
