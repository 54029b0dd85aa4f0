"""Whether records are what the steps before have made them, whichever way the steps follow one another."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.reading import not_exercised
from conformance.checks.replay import Aspect, BlockedError, Replay
from conformance.model.contract import Contract
from conformance.model.exchange import Trace
from conformance.model.finding import Finding
from conformance.model.sequence import SequenceRules
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided


def records_are_as_written(trace: Trace, contract: Contract) -> Iterator[Finding]:
    """Whatever was done between, a record and each of its versions hold what was sent for them."""
    yield from _departures(trace, contract, "content")


def list_agrees_with_records(trace: Trace, contract: Contract) -> Iterator[Finding]:
    """The list holds every visible record once, with the content of the version in view."""
    yield from _departures(trace, contract, "list")


def feed_tells_each_change_once(trace: Trace, contract: Contract) -> Iterator[Finding]:
    """The change feed tells others of each publication, change and withdrawal once."""
    yield from _departures(trace, contract, "feed")


def versions_are_numbered_without_gap(trace: Trace, contract: Contract) -> Iterator[Finding]:
    """Each change makes the next version: numbers begin at one, none is left out, none is given twice."""
    yield from _departures(trace, contract, "numbers")


def withdrawn_stays_withdrawn(trace: Trace, contract: Contract) -> Iterator[Finding]:
    """What was withdrawn takes no change or review, and is neither read nor listed again."""
    yield from _departures(trace, contract, "end")


def out_of_turn_is_refused(trace: Trace, contract: Contract) -> Iterator[Finding]:
    """What the state of a record does not admit is refused, whichever steps have led to that state."""
    yield from _departures(trace, contract, "turn")


def interleaved_changes_are_not_lost(trace: Trace, contract: Contract) -> Iterator[Finding]:
    """A change that rests on a version another writer has since replaced is refused."""
    yield from _departures(trace, contract, "update")


def _departures(trace: Trace, contract: Contract, aspect: Aspect) -> list[Finding]:
    """The findings of one aspect. Raises Undecided where none of its steps could be judged."""
    rules = SequenceRules.of(contract.document)
    if rules is None:
        raise not_exercised(
            "接口规约没有说明操作的先后", "the contract does not say how its operations follow one another"
        )
    found: list[Finding] = []
    judged = 0
    blocked: BlockedError | None = None
    try:
        for remark in Replay(trace, rules).remarks():
            if remark.aspect == aspect:
                judged += 1
                found += [remark.finding] if remark.finding else []
    except BlockedError as error:
        blocked = error
    if blocked and not judged:
        zh, en = f"{blocked.step} 应答 {blocked.status}", f"{blocked.step} answered {blocked.status}"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if not judged:
        raise not_exercised("这一序列没有可判的步骤", "no step of this sequence was of the kind")
    return found[:1]
