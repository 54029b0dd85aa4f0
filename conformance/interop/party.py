"""One system of a network during a run, however many pairs it takes part in."""

from __future__ import annotations

import json
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from conformance.engine.judging.tally import SERIOUS
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.probe_client import ProbeClient
from conformance.engine.session import TargetSession
from conformance.engine.standing.canary_monitor import CanaryMonitor, day_to_judge_by
from conformance.engine.undo.left_behind import names, of_earlier, only_read, why_left
from conformance.model.contract import Contract
from conformance.model.exchange import Cut, Exchange, Failure, Trace
from conformance.model.network import LEVELS, Member, Network
from conformance.model.target import Credential
from conformance.model.text import Text
from conformance.wire.masking import mask_personal
from conformance.wire.recorder import Recorder
from conformance.wire.stopping import Stop

Accounts = Mapping[str, Mapping[str, Credential]]

ROLES_OF_OTHERS = ("peer", "lower", "upper")
"""The roles in which a unit of somewhere else may ask; the first with a credential stands in for one without."""


def accounts(network: Network) -> Accounts:
    """What each system knows the others by: name of the system → name of the other → its credential there."""
    known: dict[str, dict[str, Credential]] = {}
    for member in network.members.values():
        for system, credential in member.accounts.items():
            known.setdefault(system, {})[member.name] = credential
    return known


def trace_of_bug(parties: Iterable[Party], limit: int | None = None) -> str:
    """The trace of what is being handled, without a secret of any of the systems and without what is personal."""
    trace = traceback.format_exc(limit)
    for party in parties:
        trace = party.recorder.redactor.clean(trace)
    return mask_personal(trace)


class Party:
    """A member with its wire, contract and ledger, made once; what it says of itself is asked once and remembered.

    `lost` says why it cannot be asked (any more): every pair that needs it is then undecided, and is not asked.
    """

    def __init__(
        self,
        member: Member,
        contract: Contract,
        known: Mapping[str, Credential],
        ledger: Ledger,
        seed: int,
        today: date,
        stop: Stop | None = None,
    ) -> None:
        self.member = member
        credentials = {**member.target.credentials, **known}
        self.recorder = Recorder(replace(member.target, credentials=credentials), stop=stop)
        self.system = TargetSession(self.recorder, contract, ledger, seed, today)
        self.lost: Failure | None = None
        self.notes: list[Text] = []
        self._earlier = ledger.left()
        self._footing = CanaryMonitor(self.system)
        self._said: dict[str, Exchange] = {}
        self._saying = threading.RLock()

    def begin(self) -> None:
        """Find out whether it stands and which day it judges by, and remove what an earlier run left."""
        fallen = self._footing.first()
        self.lost = _serious(fallen)
        if self.lost is not None:
            return
        # What a system says that does not stand ("there is no such record") is not believed of what was left there.
        if self._earlier and fallen is None and self.recorder.target.may_write:
            self.notes.append(of_earlier(self.system.creations.take_back()))
            self._earlier = []
        self.system.today = day_to_judge_by(self.recorder.target, self._footing, self.system.today)

    def doubt(self, traces: Iterable[Trace]) -> None:
        """Ask whether it still stands where one of the traces could not be finished."""
        here = self.recorder.scope.origin
        failed = (it for trace in traces for it in trace.exchanges if it.failure and it.failure.reason in SERIOUS)
        if self.lost is None and any(exchange.request.url.startswith(here) for exchange in failed):
            self.lost = _serious(self._footing.first())

    def role_for(self, other: Member) -> str:
        """The role in which another member asks here: by its own account, else by where it stands."""
        held = self.recorder.target.credentials
        if other.name in held:
            return other.name
        above = LEVELS.index(other.level) - LEVELS.index(self.member.level)
        natural = "upper" if above < 0 else "lower" if above > 0 else "peer"
        return next((role for role in (natural, *ROLES_OF_OTHERS) if role in held), natural)

    def said(self, question: str, ask: Callable[[], Exchange]) -> Exchange:
        """What came of a question of facts: asked the first time only; what failed is asked again."""
        with self._saying:
            if question not in self._said or self._said[question].failure is not None:
                self._said[question] = ask()
            return self._said[question]

    def close(self) -> list[str]:
        """Take back what was made, and end; the names of what is still there, whoever left it."""
        ledger = self.system.ledger
        self.notes += ledger.notes()
        if self.recorder.target.may_write and self.lost is None:
            with self.recorder.stop.cleaning():
                self.notes += why_left(self.system.creations.take_back(self._earlier, look=True))
        self.notes += only_read(self._earlier)
        self.recorder.close()
        return names(ledger.left())


def _serious(fallen: Failure | None) -> Failure | None:
    """Why it gives no answer; one that answers in a way of its own is for the clauses to judge."""
    return fallen if fallen is not None and fallen.reason in SERIOUS else None


class Remembering(ProbeClient):
    """Asks one party; what any pair has read there in the same role is not asked again."""

    def __init__(
        self, party: Party, probe: str, role: str, exchanges: list[Exchange], cuts: list[Cut] | None = None
    ) -> None:
        super().__init__(party.system, probe, role, exchanges, cuts)
        self._party = party

    def __call__(self, operation: str, *, step: str = "", **asked: Any) -> Exchange:
        def ask() -> Exchange:
            return super(Remembering, self).__call__(operation, step=step, **asked)

        if not self._operation(operation).safe:
            return ask()
        known = len(self.exchanges)
        question = json.dumps([operation, {"role": self.role} | asked], sort_keys=True)
        exchange = replace(self._party.said(question, ask), step=step)
        if len(self.exchanges) == known:
            self.exchanges.append(exchange)
        return exchange
