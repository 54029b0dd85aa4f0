"""Judges every answer of a run, whoever asked, for the items of clauses that say `probe: any`."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from conformance.engine.judging.allowance import MOST_FOUND
from conformance.engine.judging.base import joined
from conformance.engine.judging.causes import Kind, cause
from conformance.engine.judging.judgement import Found, Judgement, JudgingContext
from conformance.engine.judging.reasons import most_telling
from conformance.engine.judging.select import concerns, counts_answered
from conformance.engine.judging.subjects import arguments, of_exchange
from conformance.engine.judging.tally import Check, Subject, Tally, is_serious, told
from conformance.model.clause import ANY, Clause, Level, Verify
from conformance.model.contract import SAFE_METHODS
from conformance.model.exchange import Cut, Exchange, Failure, Trace
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from conformance.wire.masking import mask_personal

CUT_SHORT = frozenset({Reason.VOID, Reason.BUDGET, Reason.INTERRUPTED})
"""Reasons for which a part of a run was not asked, or counts for nothing: what it might have shown is not known."""

NOTHING = Text("没有得到可判的应答", "no answer came back that the clause could be judged on")
ALL_THE_SAME = Text("所有应答都相同", "every answer is the same")
NO_CONTRACT = Text("没有系统自己的接口文档", "there is no interface document of the system's own")


class Traffic:
    """Every answer of a run, judged once as it falls; kept are counts, and findings up to a bound.

    `cut` says what our own bounds kept from being asked.
    """

    def __init__(self, clauses: Iterable[Clause], bench: JudgingContext, cut: Cut | None = None) -> None:
        self._items = [_Item(clause, it, bench, cut) for clause in clauses for it in clause.verify if it.of_any]
        self._taken: set[int] = set()
        self._short: dict[Reason, Failure] = {}
        self._answers = _Answers()
        self._unstated: Failure | None = None
        if all(operation.general for operation in bench.contract.operations.values()):
            self._unstated = Failure(Reason.NOT_AT_THIS_DEPTH, NO_CONTRACT, "openapi")

    def take(self, traces: Iterable[Trace]) -> None:
        """Judge the answers of traces, with those to what was asked before them and to what took back what they made.

        Of a trace that counts for nothing it is kept that there was one.
        """
        for trace in traces:
            if trace.unmet and trace.unmet.reason in CUT_SHORT:
                self._short.setdefault(trace.unmet.reason, trace.unmet)
            again = repeating(trace)
            for exchange in trace.asked:
                self._put(exchange, again(exchange))

    def take_alone(self, exchanges: Iterable[Exchange]) -> None:
        """Judge the answers to what no probe asked: canaries, the declaration, harvests, what looks for what was made.

        What was judged in a trace is not judged again.
        """
        for exchange in exchanges:
            self._put(exchange, alone(exchange))

    def _put(self, exchange: Exchange, trace: Trace) -> None:
        if id(exchange) in self._taken or not self._items:
            return
        self._taken.add(id(exchange))
        self._answers.put(exchange)
        for item in self._items:
            item.put(exchange, trace)

    def place_elsewhere(self, said: Text) -> None:
        """What stands where the contract was asked is something else: what is of the contract stays open."""
        self._unstated = Failure(Reason.PRECONDITION_NOT_MET, said)

    def found(self, clause: Clause) -> bool:
        """Whether anything was found by an item of a clause."""
        return any(item.found for item in self._items if item.clause is clause)

    @property
    def statuses(self) -> frozenset[int]:
        """The statuses that reads were answered with."""
        return frozenset(self._answers.statuses)

    def judgement(self, verify: Verify) -> Judgement:
        """What an item comes to on all that was taken."""
        why = self._unstated
        if why is not None and verify.when.contract:
            return Judgement(Verdict.INCONCLUSIVE, why.reason, why.detail, input=why.input)
        item = next(each for each in self._items if each.verify is verify)
        return item.concluded([*self._short.values()], self._answers.are_all_the_same)


def alone(exchange: Exchange) -> Trace:
    """One exchange as a trace of its own: to ask that again is to send the request again."""
    return Trace(ANY, exchange.role, (exchange,))


def is_repeatable(exchange: Exchange) -> bool:
    """Whether a request can be sent again as it is: it changes nothing, and no secret was masked within it."""
    own = all(isinstance(mark.part, int) for mark in exchange.request.marks)
    return exchange.request.method in SAFE_METHODS and own


def repeating(trace: Trace) -> Callable[[Exchange], Trace]:
    """What to ask again to see an answer again: the request alone where a trace of several only reads, else all of it.

    Where something was written, an answer may rest on it.
    """
    asked = trace.asked
    only_reads = len(asked) > 1 and all(it.request.method in SAFE_METHODS for it in asked)
    return lambda exchange: alone(exchange) if only_reads and is_repeatable(exchange) else trace


@dataclass
class _Answers:
    """Whether answers differ at all: a system that gives every request the same one shows nothing."""

    number: int = 0
    first: object = None
    differ: bool = False
    statuses: set[int] = field(default_factory=set)
    """Those that reads were answered with."""

    def put(self, exchange: Exchange) -> None:
        if exchange.response is not None and exchange.request.method == "GET":
            self.statuses.add(exchange.status)
        if exchange.response is None or self.differ:
            return
        content = exchange.status, exchange.response.content
        self.differ = self.number > 0 and content != self.first
        self.first = self.first or content
        self.number += 1

    @property
    def are_all_the_same(self) -> bool:
        return self.number > 1 and not self.differ


@dataclass
class _AnyTally(Tally):
    """A tally of single answers. Past the bound of findings only those of a kind not seen before are kept."""

    kinds: set[tuple[Kind, str]] = field(default_factory=set)
    places: int = 0

    def keep(self, found: Iterable[Found]) -> None:
        for each in found:
            self.places += 1
            kind = cause(each), each.finding.exchanges[-1].operation.id
            if len(self.found) < MOST_FOUND or kind not in self.kinds:
                self.found.append(each)
            self.kinds.add(kind)

    def goes_on(self) -> bool:
        return True

    @property
    def uncounted(self) -> Text | None:
        """How many findings there are, where not all were kept."""
        kept = len(self.found)
        if kept == self.places:
            return None
        return Text(f"共 {self.places} 处，记下 {kept} 处", f"{self.places} places, {kept} of them noted")

    def is_idle(self, subject: Subject, why: Failure) -> bool:
        return why.reason is Reason.NOTHING_EXERCISED


class _Item:
    """One item on any answer, with what gathered of it."""

    def __init__(self, clause: Clause, verify: Verify, bench: JudgingContext, cut: Cut | None) -> None:
        self.clause, self.verify, self._bench, self._cut = clause, verify, bench, cut
        self._tally = _AnyTally()
        self._judged: dict[str, int] = {}
        self._answered: set[str] = set()
        self._unanswered: dict[str, Failure] = {}
        self._short: dict[Reason, Failure] = {}
        self._silent, self._unsent = 0, 0
        self._held: Failure | None = None
        self._bug = ""
        self._check: Check | None = None

    @property
    def found(self) -> bool:
        return bool(self._tally.found)

    def put(self, exchange: Exchange, trace: Trace) -> None:
        """Judge one answer, or count that there was none."""
        when, operation = self.verify.when, exchange.operation.id
        if self._bug or not concerns(when, exchange):
            return
        if exchange.failure is not None or exchange.response is None:
            if exchange.failure is not None:
                self._note_failure(exchange, exchange.failure)
            return
        self._answered.add(operation)
        spent = self._tally.spent
        if not counts_answered(when, exchange) or not spent.covers(exchange):
            return
        before = self._tally.exercised
        try:
            for subject in of_exchange(self.clause, self.verify, exchange, self._bench, self._tally):
                self._tally.put(subject, self._made(), trace, self.verify)
        except Exception:  # noqa: BLE001 - our own bug becomes the verdict `error`, with its trace
            self._bug = mask_personal(traceback.format_exc(limit=-3))
        if self._tally.exercised > before:
            self._judged[operation] = self._judged.get(operation, 0) + 1

    def _note_failure(self, exchange: Exchange, failure: Failure) -> None:
        """Keep that a request was not answered: by the system, or since it was not sent, which is counted apart.

        Where the run was cut short that is the reason, and nothing to count.
        """
        why = told(exchange) or failure
        if not is_serious(failure):
            self._held = self._held or why
            return
        if exchange.sent:
            self._silent += 1
        elif failure.reason not in CUT_SHORT:
            self._unsent += 1
        self._unanswered.setdefault(exchange.operation.id, why)
        if failure.reason in CUT_SHORT:
            self._short.setdefault(failure.reason, why)

    def _made(self) -> Check:
        if self._check is None:
            given = arguments(self.clause, self.verify, self._bench)
            self._check = partial(self._bench.tools.checks[self.verify.check], **given)
        return self._check

    def concluded(self, short: list[Failure], all_the_same: bool) -> Judgement:
        """What the item comes to. `short` is why parts of the run tell nothing."""
        tally, base, judged_on = self._tally, self._base(), frozenset(self._judged)
        if tally.found:
            detail = joined((tally.uncounted, tally.spent.cut, base))
            found = tuple(tally.found)
            return Judgement(Verdict.FAIL, None, detail, tally.exercised, found, operations=judged_on)
        if self._bug:
            return Judgement(Verdict.ERROR, None, Text(self._bug, self._bug), tally.exercised, operations=judged_on)
        reasons = [*tally.undecided.values(), *short, *self._short.values(), *self._never_answered()]
        reasons += self._not_enough(all_the_same)
        if reasons:
            why = most_telling(reasons, lambda each: each.reason)
            detail = joined((why.detail, base if judged_on else None))
            return Judgement(
                Verdict.INCONCLUSIVE, why.reason, detail, tally.exercised, input=why.input, operations=judged_on
            )
        if tally.excluded and not tally.exercised:
            return tally.excluded.get(Verdict.INCONCLUSIVE) or next(iter(tally.excluded.values()))
        if self._cut and self.clause.level is Level.MUST:
            detail = joined((self._cut.text, base))
            return Judgement(Verdict.INCONCLUSIVE, self._cut.reason, detail, tally.exercised, operations=judged_on)
        part = self._cut.text if self._cut else None
        detail = joined((part, base)) if part or self._silent or self._unsent else None
        return Judgement(Verdict.PASS, None, detail, tally.exercised, operations=judged_on)

    def _not_enough(self, all_the_same: bool) -> Iterator[Failure]:
        """Why what was judged is not enough to pass."""
        tally = self._tally
        if tally.spent.cut:
            yield Failure(Reason.BUDGET, tally.spent.cut)
        if tally.exercised and all_the_same:
            yield Failure(Reason.NOTHING_EXERCISED, ALL_THE_SAME)
        if not tally.exercised and not tally.excluded:
            held = None if self._answered else self._held  # where nothing was answered, that is why
            yield held or Failure(Reason.NOTHING_EXERCISED, NOTHING)

    def _never_answered(self) -> Iterator[Failure]:
        """Why not one request to an operation was answered; that a single one was not is told, and decides nothing."""
        return (why for name, why in self._unanswered.items() if name not in self._answered)

    def _base(self) -> Text | None:
        """What the verdict rests on: so many answers of so many operations, and what was not answered."""
        answers, operations = sum(self._judged.values()), len(self._judged)
        zh = f"据 {operations} 个操作的 {answers} 次应答判定"
        en = f"judged on {answers} answers of {operations} operations"
        silent = Text(
            f"{self._silent} 次请求没有可用的应答",
            f"{self._silent} request{'s' * (self._silent > 1)} brought no usable answer",
        )
        unsent = Text(
            f"{self._unsent} 次请求未发送", f"{self._unsent} request{'s were' if self._unsent > 1 else ' was'} not sent"
        )
        return joined((Text(zh, en), silent if self._silent else None, unsent if self._unsent else None))
