"""The shortest sequence behind a failed clause: leaves out steps and plays what is left, within a hard budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from conformance.engine.generate.shrink.fewest import fewest
from conformance.engine.judging.confirmation import Confirmation
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import Found, JudgingContext
from conformance.engine.plan import Plan, ProbeRun
from conformance.engine.shrinking.shrink_case import CaseAsker
from conformance.model.clause import Clause
from conformance.model.exchange import Trace
from conformance.model.sequence import RECORDS, SequenceRules, Step
from conformance.model.verdict import Verdict
from conformance.norms.sequences import sequence

PROBE = "sequences"
TRIES = 30
"""Sequences that may be played to shorten the one behind a clause."""
TRIES_IN_ALL = 90

Steps = tuple[Step, ...]


@dataclass
class Shortening:
    """Finds the shortest sequence for each failed clause. What was played once is remembered, also across clauses."""

    plan: Plan
    bench: JudgingContext
    asker: CaseAsker
    played: dict[str, Trace] = field(default_factory=dict)

    def shortened(self, rulings: Mapping[str, Confirmation]) -> dict[str, Confirmation]:
        """The rulings that a sequence has failed, each with the shortest finding in the place of the one it is of."""
        asked = next((asked for asked in self.plan.rounds if asked.probe == PROBE), None)
        rules = SequenceRules.of(self.plan.contract.document)
        found: dict[str, Confirmation] = {}
        for name, ruling in rulings.items() if asked and rules and self.plan.target.may_write else ():
            sure = [place for place in ruling.repeated if _is_of_steps(ruling.judgement.found[place])]
            if sure and asked and rules:
                best = min(sure, key=lambda place: (len(ruling.judgement.found[place].finding.exchanges), place))
                found[name] = _with(ruling, best, SequenceTries(self, ruling, best, asked, rules).shortest())
        return found


@dataclass
class SequenceTries:
    """The tries for one clause, on the finding at one place."""

    shortening: Shortening
    ruling: Confirmation
    place: int
    asked: ProbeRun
    rules: SequenceRules
    spent: int = 0

    def shortest(self) -> Found:
        """The finding on the fewest steps, played once more to be sure; the one at hand where none is shorter."""
        at_hand = self.ruling.judgement.found[self.place]
        *before, last = (Step.parse(exchange.step) for exchange in at_hand.finding.exchanges)
        stay = fewest(before, lambda tried: self.fails(renamed((*tried, last))))
        best = renamed((*stay, last))
        again = self._found(self.shortening.asker.surely(self.asked, sequence(best)))
        return again or at_hand

    def fails(self, steps: Steps) -> bool:
        """Whether the clause fails on these steps; no where they cannot be played, or the tries are spent."""
        if not playable(steps, self.rules):
            return False
        tried = sequence(steps)
        played = self.shortening.played
        if tried.id not in played:
            if self.spent >= TRIES or len(played) >= TRIES_IN_ALL:
                return False
            self.spent += 1
            played[tried.id] = self.shortening.asker.once(self.asked, tried)
        return self._found(played[tried.id]) is not None

    def _found(self, trace: Trace) -> Found | None:
        wanted = self.ruling.judgement.found[self.place].verify
        clause: Clause = replace(self.ruling.clause, verify=(wanted,))
        judgement = judge(clause, {self.asked.key: [trace]}, {}, self.shortening.bench)
        return judgement.found[0] if judgement.verdict is Verdict.FAIL else None


def _is_of_steps(found: Found) -> bool:
    """Whether a finding is about the steps of a sequence up to the last that proves it, not about one answer alone."""
    return found.trace.probe == PROBE and not found.verify.of_any


def playable(steps: Steps, rules: SequenceRules) -> bool:
    """Whether every record is made once, before anything else is done with it."""
    made: set[str] = set()
    for step in steps:
        write = rules.writes.get(step.action)
        makes = write is not None and rules.start in write.moves
        if makes == (step.record in made):
            return False
        made.add(step.record)
    return bool(steps)


def renamed(steps: Steps) -> Steps:
    """The steps with their records named in the order in which they appear."""
    names = {name: RECORDS[place] for place, name in enumerate(dict.fromkeys(step.record for step in steps))}
    return tuple(replace(step, record=names[step.record]) for step in steps)


def _with(ruling: Confirmation, place: int, shortest: Found) -> Confirmation:
    """The ruling with the shortest finding first, in the stead of the one at a place."""
    found = ruling.judgement.found
    others = [other for other in range(len(found)) if other != place]
    repeated = {0} | {new for new, old in enumerate(others, 1) if old in ruling.repeated}
    judgement = replace(ruling.judgement, found=(shortest, *(found[other] for other in others)))
    return replace(ruling, judgement=judgement, repeated=frozenset(repeated))
