"""Asks a second time what showed a fault: a probe or a question of it, or one request just as it was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from conformance.engine.judging.confirmation import asked_as
from conformance.engine.judging.judgement import Key
from conformance.engine.judging.traffic import alone, is_repeatable
from conformance.engine.plan import Plan, ProbeRun, Question
from conformance.engine.session import TargetSession
from conformance.model.case import Case
from conformance.model.clause import ANY
from conformance.model.exchange import Trace

Asking = Callable[[ProbeRun, Sequence[Question]], Iterator[Trace]]


class AskingAgain:
    """Gives the traces of asking again what a trace asked; nothing is asked a third time.

    `explored` are cases by id that stand in no corpus.
    """

    def __init__(
        self,
        plan: Plan,
        system: TargetSession,
        asking: Asking,
        settled: Callable[[list[Trace]], list[Trace]],
        explored: Callable[[], Mapping[str, Case]],
    ) -> None:
        self._plan, self._system = plan, system
        self._asking, self._settled, self._explored = asking, settled, explored
        self._known: dict[tuple[Key, str], list[Trace]] = {}
        self._sent: dict[int, list[Trace]] = {}

    def __call__(self, trace: Trace) -> list[Trace]:
        """The traces of a second asking; none of a request that cannot be sent again as it was."""
        if trace.probe == ANY:
            return self._sent_again(trace)
        key = asked_as(trace), trace.case
        if key not in self._known:
            case = question(self._plan, self._explored(), trace)
            self._known[key] = [*self._asking(self.round(trace), [case] if case else [])]
        return self._known[key]

    def _sent_again(self, trace: Trace) -> list[Trace]:
        (exchange,) = trace.exchanges
        if not is_repeatable(exchange):
            return []
        if id(exchange) not in self._sent:
            self._sent[id(exchange)] = self._settled([alone(self._system.send_again(exchange))])
        return self._sent[id(exchange)]

    def round(self, trace: Trace) -> ProbeRun:
        """The round that asks again what a trace asked."""
        return next(asked for asked in self._plan.rounds if asked.key == asked_as(trace))


def question(plan: Plan, explored: Mapping[str, Case], trace: Trace) -> Question | None:
    """What a trace came of: a case, a sequence, or nothing one at a time."""
    known = (case for asked in plan.rounds if trace.probe == asked.probe for case in asked.cases)
    return explored.get(trace.case) or next((case for case in known if case.id == trace.case), None)
