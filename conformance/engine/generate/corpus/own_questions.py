"""Questions from a system's own document: built in memory, in bounded time, of its reading operations only."""

from __future__ import annotations

import pickle
import time
from dataclasses import dataclass, field

from conformance.engine.generate.sandbox.sandbox import ChildTimeout, Sandbox
from conformance.model.case import Case, Corpus
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.norms.corpus import case_of, corpus_of

MAKER = "conformance.engine.generate.sandbox.corpus_worker"
PER_OPERATION = 6
SECONDS = 60.0
EACH = 10.0
"""Seconds of processor time after which an operation is given up."""
LISTED = 10


@dataclass
class _Making:
    """What has been made so far, of which operations, what was given up, and what broke off."""

    left: list[str]
    cases: list[Case] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    begun: str = ""
    asked: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    broke_off: list[str] = field(default_factory=list)

    def follow(self, child: Sandbox, each: float, ends: float) -> None:
        """Keep what the child makes. Raises Silent where it takes too long."""
        for message in child.messages(each, ends):
            self.versions = message.get("versions", self.versions)
            self.begun = message.get("begun", self.begun)
            if "broken" in message:
                raise ChildTimeout(broke=True)
            if "operation" in message:
                self.left.remove(message["operation"])
                self.asked.append(message["operation"])
                self.cases += [case_of(said, MAKER) for said in message["cases"]]

    def give_up(self, broke: bool) -> bool:
        """Leave out the operation the child was busy with; of all that are left, where it was not busy with any."""
        gone = [self.begun] if self.begun in self.left else self.left if broke else []
        (self.broke_off if broke else self.given_up).extend(gone)
        self.left = [name for name in self.left if name not in gone]
        return bool(gone)


def own_corpus(
    contract: Contract, seed: int, seconds: float = SECONDS, each: float = EACH
) -> tuple[Corpus, tuple[Text, ...]]:
    """The questions, and what there is to tell of them; made in a process of its own, which is ended in time.

    An operation that takes more than `each` seconds of processor time is given up, and one whose turn has not come
    after `seconds` is left out. So is what is held back, and every writing one: nothing in a document of the system's
    own says how to take back what it makes. What the time cut differs from run to run.
    """
    own, held = contract.document.get("paths", {}), contract.holding.held
    making = _Making([it.id for it in contract.operations.values() if it.safe and it.path in own and it.id not in held])
    ends = time.monotonic() + seconds
    while making.left and time.monotonic() < ends:
        making.begun = ""
        try:
            with Sandbox(MAKER, pickle.dumps((contract, seed, PER_OPERATION, making.left, each))) as child:
                making.follow(child, each, ends)
            break
        except ChildTimeout as silent:
            is_over = not silent.broke and time.monotonic() >= ends  # that its turn was now is no fault of an operation
            if is_over or not making.give_up(silent.broke):
                break
    corpus = corpus_of(contract, seed, making.versions, tuple(making.cases))
    return corpus, tuple(_told(corpus, making, seconds))


def _told(corpus: Corpus, making: _Making, seconds: float) -> list[Text]:
    answered = {case.operation for case in corpus.cases}
    none = [name for name in making.asked if name not in answered]
    number, of = len(corpus.cases), len(answered)
    notes = [
        Text(
            f"由系统自己的接口文档生成 {number} 个问题，涉及 {of} 个读操作；写操作不问",
            f"{number} questions were made of the system's own document, on {of} reading operations; no writes",
        )
    ]
    if corpus.versions:
        made = ", ".join(f"{library} {version}" for library, version in sorted(corpus.versions.items()))
        zh, en = f"问题由 {made} 生成；用别的版本生成的可能不同", f"made with {made}; other releases may make others"
        notes.append(Text(zh, en))
    if none:
        notes.append(
            Text(f"没有问题可问的操作：{_named(none)}", f"operations no question could be made of: {_named(none)}")
        )
    if making.given_up:
        names = _named(making.given_up)
        zh, en = f"久不能生成而放弃的操作：{names}", f"operations given up, no question was made in time: {names}"
        notes.append(Text(zh, en))
    if making.broke_off:
        names = _named(making.broke_off)
        zh, en = f"生成问题时出错而中断的操作：{names}", f"operations of which making questions broke off: {names}"
        notes.append(Text(zh, en))
    if making.left:
        zh = f"{seconds:g} 秒内未及生成的操作：{_named(making.left)}"
        en = f"operations left out after {seconds:g} s of making questions: {_named(making.left)}"
        notes.append(Text(zh, en))
    return notes


def _named(names: list[str]) -> str:
    more = f", … ({len(names)})" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more
