"""Takes back what earlier runs left in one system, and says for what is still there how to do it by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from conformance.engine.ledger.ledger import Ledger
from conformance.engine.ledger.lines import Entry
from conformance.engine.path import fill
from conformance.engine.session import TargetSession
from conformance.engine.standing.canary_monitor import CanaryMonitor
from conformance.engine.undo.listed import place_of
from conformance.engine.undo.undoing import Fate, Settled
from conformance.model.contract import Contract
from conformance.model.exchange import Request
from conformance.model.target import Credential, Target, variable_of
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.wire.curl import curl
from conformance.wire.recorder import ANONYMOUS, Recorder, named

NO_WRITES = Text(
    "该系统不能写入：须写明 environment: test 与 writes: true，或加 --allow-writes",
    "this system may not be written to: it takes environment: test and writes: true, or --allow-writes",
)
WOULD = Text("只列出，未发送", "only listed, nothing was sent")


@dataclass(frozen=True)
class Cleaned:
    """What became of what was left in a system, and the line of curl for what is still there, by its number."""

    settled: Sequence[Settled] = ()
    by_hand: Mapping[int, str] = field(default_factory=dict)


def clean(target: Target, contract: Contract, ledger: Ledger) -> Cleaned:
    """Take back what is left. Raises DataError where another run writes to the system, or nothing can be noted."""
    with ledger.held():
        return _with_system(target, contract, ledger, _taken_back)


def listed(target: Target, contract: Contract, ledger: Ledger, why: Text) -> Cleaned:
    """What is left, and why nothing is done about it; nothing is sent."""
    return _with_system(target, contract, ledger, lambda system: [_left(it, why) for it in system.ledger.left()])


def _with_system(
    target: Target, contract: Contract, ledger: Ledger, settle: Callable[[TargetSession], list[Settled]]
) -> Cleaned:
    if not ledger.left():
        return Cleaned()
    with Recorder(target) as recorder:
        system = TargetSession(recorder, contract, ledger, 0, date.min)
        settled = settle(system)
        still = [each.entry for each in settled if each.fate is Fate.LEFT]
        return Cleaned(settled, {entry.number: line for entry in still if (line := by_hand(system, entry))})


def _taken_back(system: TargetSession) -> list[Settled]:
    """A system that does not stand is not believed when it says that something is not there."""
    lost = CanaryMonitor(system).first() if system.contract.canary else None
    return [_left(it, lost.detail) for it in system.ledger.left()] if lost else system.creations.take_back()


def _left(entry: Entry, why: Text) -> Settled:
    return Settled(entry, Fate.LEFT, why)


def by_hand(system: TargetSession, entry: Entry) -> str:
    """One line of curl that takes it back, or that looks for it where it has no id; empty where neither is known."""
    operations = system.contract.operations
    maker, back = operations.get(entry.operation), operations.get(entry.undo)
    place = place_of(system.contract, maker, dict(entry.asked)) if maker and not entry.parts else None
    asked, parts = (place.operation, place.parts) if place else (back, dict(entry.parts))
    if asked is None:
        return ""
    role = entry.role
    if asked.roles and role not in asked.roles:
        with suppress(Undecided):
            role = system.natural_role(asked)
    url = system.recorder.scope.url(fill(asked, parts))
    return curl(named(Request(asked.method, url), _credential(system.recorder.target, role)))


def _credential(target: Target, role: str) -> Credential | None:
    if role == ANONYMOUS:
        return None
    return target.credentials.get(role) or Credential(role, variable_of(role))
