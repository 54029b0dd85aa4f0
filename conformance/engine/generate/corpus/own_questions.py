"""Questions from a system's own document: of its reading operations only, and as many on every machine.

How much is made is counted in steps. The clock only ends a child that hangs: then whole operations are without
questions, and the run is not to be compared with others.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from conformance.engine.generate.corpus.steps import Steps
from conformance.engine.generate.sandbox.sandbox import ChildTimeout, Sandbox
from conformance.model.case import Case, Corpus, Unmade, Unquestioned
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.model.unasked import named, remarks
from conformance.norms.corpus import case_of, corpus_of

MAKER = "conformance.engine.generate.sandbox.corpus_worker"
PER_OPERATION = 6
EACH = 60.0
"""Seconds of processor time after which an operation hangs: ten times what its steps take."""
SECONDS = 1800.0
"""Seconds after which all that is left is taken for hanging: twenty times what all steps take."""
MOST_ENDED = 5
"""Children that are ended, or break off, before all that is left is given up."""


@dataclass
class _Making:
    """What has been made so far, of which operations, and of which nothing came and why."""

    left: list[str]
    steps: Steps
    cases: list[Case] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    begun: str = ""
    ended: int = 0
    cut: list[str] = field(default_factory=list)
    without: dict[str, Unmade] = field(default_factory=dict)

    def follow(self, child: Sandbox, each: float, ends: float) -> None:
        """Keep what the child makes. Raises ChildTimeout where it hangs or breaks off."""
        for message in child.messages(each, ends):
            self.versions = message.get("versions", self.versions)
            self.begun = message.get("begun", self.begun)
            if "broken" in message:
                raise ChildTimeout(broke=True)
            if "operation" in message:
                self._keep(message["operation"], [case_of(said, MAKER) for said in message["cases"]], message["cut"])
                self.steps = replace(self.steps, taken=message["taken"])

    def _keep(self, name: str, cases: list[Case], is_cut: bool) -> None:
        self.left.remove(name)
        self.cases += cases
        if is_cut:
            self.cut.append(name)
        if not cases:
            self.without[name] = Unmade.STEPS if is_cut else Unmade.NONE

    def give_up(self, why: Unmade, everything: bool) -> None:
        """Leave out the operation the child was busy with; all that are left, where it was not busy with any."""
        self.ended += 1
        gone = [self.begun] if self.begun in self.left and not everything else self.left
        self.without |= dict.fromkeys(gone, why)
        self.left = [name for name in self.left if name not in self.without]


def own_corpus(
    contract: Contract,
    seed: int,
    steps: Steps | None = None,
    seconds: float = SECONDS,
    each: float = EACH,
    maker: str = MAKER,
) -> tuple[Corpus, tuple[Text, ...]]:
    """The questions, and what there is to tell of them; made in a process of its own, which is ended where it hangs.

    What is held back has none, nor has any writing operation: nothing in a document of the system's own says how to
    take back what it makes. `steps` bound the work: the same contract, seed and versions of libraries give the same
    questions wherever no child had to be ended. That happens to one that takes more than `each` seconds of processor
    time for an operation, and to all of them after `seconds`. `maker` is the module that makes them.
    """
    own, held = contract.document.get("paths", {}), contract.holding.held
    reads = [it.id for it in contract.operations.values() if it.safe and it.path in own and it.id not in held]
    making = _Making([*reads], steps or Steps())
    ends = time.monotonic() + seconds
    while making.left:
        making.begun = ""
        try:
            with Sandbox(
                maker, pickle.dumps((contract, seed, PER_OPERATION, making.left, each, making.steps))
            ) as child:
                making.follow(child, each, ends)
            making.without |= dict.fromkeys(making.left, Unmade.STEPS)
            break
        except ChildTimeout as silent:
            is_over = making.ended + 1 >= MOST_ENDED or time.monotonic() >= ends
            making.give_up(Unmade.BROKE_OFF if silent.broke else Unmade.HANGS, everything=is_over)
    corpus = corpus_of(contract, seed, making.versions, tuple(making.cases))
    without = tuple(Unquestioned(name, making.without[name]) for name in reads if name in making.without)
    return replace(corpus, without=without), tuple(_told(corpus, making))


def _told(corpus: Corpus, making: _Making) -> Iterator[Text]:
    number, of = len(corpus.cases), len({case.operation for case in corpus.cases})
    yield Text(
        f"由系统自己的接口文档生成 {number} 个问题，涉及 {of} 个读操作；写操作不问",
        f"{number} questions were made of the system's own document, on {of} reading operations; no writes",
    )
    if corpus.versions:
        by = ", ".join(f"{library} {version}" for library, version in sorted(corpus.versions.items()))
        zh, en = f"问题由 {by} 生成；用别的版本生成的可能不同", f"made with {by}; other releases may make others"
        yield Text(zh, en)
    if making.cut:
        names = named(making.cut)
        zh, en = (
            f"步数用尽、问题不全的操作：{names}",
            f"operations with a part of their questions, as they take most steps: {names}",
        )
        yield Text(zh, en)
    yield from remarks(Unquestioned(name, why) for name, why in making.without.items())
