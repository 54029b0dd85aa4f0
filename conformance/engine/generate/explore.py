"""Explores a system with the Schemathesis engine: it asks, adapts and follows links; we send, and our checks judge."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from schemathesis.engine import Status, events
from schemathesis.engine.core import EventStream
from schemathesis.engine.run import PhaseName

from conformance.engine.generate.asker import SHARES, Ask, Asker
from conformance.engine.generate.driving import STEPS, engine
from conformance.engine.generate.routing import Owns
from conformance.engine.generate.whole import whole
from conformance.engine.plan import Exploration
from conformance.model.case import Case
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Trace
from conformance.model.text import Text
from conformance.wire.adapter import session

# Random cases drawn for one that is asked: many are open to more than one answer, and prove less.
DRAWN_FOR_ONE = 2

# The clauses that say the same as a check of the engine's own; they judge the same answers.
SAME = {
    "status_code_conformance": {"support.contract.answers-match"},
    "content_type_conformance": {"support.contract.answers-match"},
    "response_schema_conformance": {"support.contract.answers-match"},
    "positive_data_acceptance": {"support.contract.accepts"},
    "negative_data_rejection": {"support.contract.refuses"},
    "missing_required_header": {"support.contract.refuses"},
    # Between them they judge every 5xx to a request that is certainly right or wrong, and any that is not described.
    "not_a_server_error": {
        "support.refusals.no-server-error",
        "support.contract.accepts",
        "support.contract.answers-match",
    },
}


@dataclass(frozen=True)
class Explored:
    """What an exploration brought: a trace for every question sent, how to ask each again, and what to tell."""

    traces: tuple[Trace, ...] = ()
    cases: tuple[Case, ...] = ()
    notes: tuple[Text, ...] = ()


def explore(
    contract: Contract,
    operations: Collection[Operation],
    budget: Exploration,
    seed: int,
    ask: Ask,
    owns: Owns,
    clauses: Collection[str],
) -> Explored:
    """Let the engine ask these operations. KeyboardInterrupt ends it at once.

    Nothing is sent but by `ask`; the same seed and the same answers lead to the same requests. `clauses` are those that
    will judge what comes of it: what the engine finds beside them becomes a note.
    """
    asker = Asker(contract, operations, budget, ask, owns)
    found: Counter[tuple[str, str]] = Counter()
    untold: Counter[str] = Counter()
    shares = {name: int(budget.requests * share) for name, share in SHARES.items()}
    drawn = DRAWN_FOR_ONE * max(1, shares["fuzzing"] // max(len(operations), 1))
    sequences = shares["stateful"] // STEPS
    document = whole(contract.document, operations)
    with engine(document, lambda: session(asker.send), seed, drawn, sequences) as stream, _clock(budget, asker, stream):
        for event in stream:
            if isinstance(event, events.PhaseStarted):
                asker.begin(event.phase.name.value)
            elif isinstance(event, events.ScenarioFinished):
                found.update(_failures(event))
                if event.phase is PhaseName.STATEFUL_TESTING:
                    asker.together(event.recorder.interactions)
            elif isinstance(event, events.NonFatalError) and event.related_to_operation:
                untold[event.label] += 1
            elif isinstance(event, events.Interrupted) and not asker.is_over:
                raise KeyboardInterrupt
            if asker.is_over:
                stream.stop()
    if asker.trouble is not None:
        raise asker.trouble
    asked = asker.asked()
    cases = {case.id: case for _, case in asked}
    notes = (*asker.notes(), *_told(found, untold, set(clauses)))
    return Explored(tuple(trace for trace, _ in asked), tuple(cases.values()), notes)


@contextmanager
def _clock(budget: Exploration, asker: Asker, stream: EventStream) -> Iterator[None]:
    """Ends the exploration when its time is over, even where the engine is busy without asking anything."""

    def end() -> None:
        asker.cut = asker.cut or "seconds"
        stream.stop()

    timer = threading.Timer(budget.seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _failures(event: events.ScenarioFinished) -> Counter[tuple[str, str]]:
    """Failed checks of the engine's own, by check and operation; those on what was not sent do not count."""
    found: Counter[tuple[str, str]] = Counter()
    for identifier, checks in event.recorder.checks.items():
        interaction = event.recorder.interactions.get(identifier)
        response = interaction.response if interaction else None
        if response is None or "hutong-not-sent" in response.headers:
            continue
        label = event.recorder.cases[identifier].value.operation.label
        found.update((node.name, label) for node in checks if node.status is Status.FAILURE)
    return found


def _told(found: Counter[tuple[str, str]], untold: Counter[str], clauses: set[str]) -> list[Text]:
    """The engine's own findings that no clause of the run says the same as, and the operations it could not ask."""
    notes = []
    for check in sorted({check for check, _ in found}):
        if SAME.get(check, {""}) <= clauses:
            continue
        labels = ", ".join(sorted(label for name, label in found if name == check))
        number = sum(count for (name, _), count in found.items() if name == check)
        zh = f"Schemathesis 的 {check} 报告 {number} 处（{labels}）；本次没有相应条款，不计入结论"
        en = f"Schemathesis' {check} reports {number} places ({labels}); no clause of this run says it"
        notes.append(Text(zh, en))
    if untold:
        names = ", ".join(sorted(untold))
        notes.append(Text(f"Schemathesis 未能完整探测：{names}", f"Schemathesis could not fully explore: {names}"))
    return notes
