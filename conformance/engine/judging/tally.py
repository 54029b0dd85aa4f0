"""What gathers while the subjects of one item of a clause are put to its check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from conformance.engine.judging.allowance import Allowance
from conformance.engine.judging.judgement import Found, Judgement
from conformance.model.clause import Verify
from conformance.model.exchange import Exchange, Failure, Trace, Value
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Apart, Reason, Undecided, Verdict

Subject = Exchange | Trace | Value
Check = Callable[[Subject], Iterator[Finding]]

IDLE = frozenset({Reason.NOTHING_EXERCISED, Reason.PRECONDITION_NOT_MET})
"""Reasons for which one trace among several says nothing either way."""

SERIOUS = frozenset(Reason) - {
    Reason.OUT_OF_SCOPE,
    Reason.NO_CREDENTIAL,
    Reason.NOT_AT_THIS_DEPTH,
    Reason.PRECONDITION_NOT_MET,
    Reason.UNKNOWN_FACT,
    Reason.NOTHING_EXERCISED,
    Reason.FLAKY,
    Reason.CALENDAR,
    Reason.UNREADABLE_DOCUMENT,
}
"""Failures that leave a clause undecided even where others were judged: what failed might have shown a fault."""


def is_serious(failure: Failure | None) -> bool:
    """Whether what failed might have shown a fault."""
    return failure is not None and failure.reason in SERIOUS


def told(exchange: Exchange) -> Failure | None:
    """Why an exchange has no answer; of what came of asking, with the operation that was asked."""
    why, name = exchange.failure, exchange.operation.id
    if why is None or not is_serious(why):
        return why
    return replace(why, detail=Text(f"{name}：{why.detail.zh}", f"{name}: {why.detail.en}"))


@dataclass
class Tally:
    """What gathers while the subjects of one item are judged; of what stays open the first of each reason."""

    exercised: int = 0
    found: list[Found] = field(default_factory=list)
    undecided: dict[Reason, Failure] = field(default_factory=dict)
    excluded: dict[Verdict, Judgement] = field(default_factory=dict)
    idle: dict[Reason, Failure] = field(default_factory=dict)
    """What held nothing for the clause: it counts for nothing where other subjects did."""
    spent: Allowance = field(default_factory=Allowance)

    def put(self, subject: Subject, check: Check, trace: Trace, verify: Verify) -> None:
        """Put one subject to the check. What it found before it could not go on stays found."""
        found: list[Found] = []
        try:
            for finding in check(subject):
                found.append(Found(_proved(finding, subject), trace, verify))
                if not self.goes_on():
                    break
        except Undecided as undecided:
            if not found:
                why = Failure(undecided.reason, undecided.detail, undecided.input)
                is_idle = isinstance(undecided, Apart) or self.is_idle(subject, why)
                (self.idle if is_idle else self.undecided).setdefault(why.reason, why)
                return
        self.exercised += 1
        self.keep(found)

    def keep(self, found: Iterable[Found]) -> None:
        """Keep what was found."""
        self.found.extend(found)

    def goes_on(self) -> bool:
        """Count a finding; whether more are looked for."""
        return self.spent.seen()

    def is_idle(self, subject: Subject, why: Failure) -> bool:
        """Whether a subject that could not be judged says nothing either way."""
        return isinstance(subject, Trace) and why.reason in IDLE


def _proved(finding: Finding, subject: Subject) -> Finding:
    """The finding with the exchanges and the place its subject already tells."""
    if isinstance(subject, Value):
        at = ".".join(part for part in (subject.at, finding.at) if part)
        return Finding(finding.seen, finding.due, at, finding.exchanges or (subject.exchange,))
    if finding.exchanges:
        return finding
    exchanges = (subject,) if isinstance(subject, Exchange) else subject.exchanges
    return Finding(finding.seen, finding.due, finding.at, exchanges)
