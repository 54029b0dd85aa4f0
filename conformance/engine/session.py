"""One system under test: finds path, role and living objects, records what is sent, and takes back what was made."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from conformance.engine.judging.select import walk
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.ledger.lines import Entry
from conformance.engine.nothing import Nothing
from conformance.engine.path import fill
from conformance.engine.probe_client import BudgetSpentError, ProbeClient
from conformance.engine.standing.hold_back import narrowed, refused
from conformance.engine.undo.creations import Creations
from conformance.engine.undo.left_behind import names
from conformance.engine.undo.listed import STEP
from conformance.engine.undo.site import Living
from conformance.engine.undo.undoing import Fate
from conformance.model.choosing import Among, fits
from conformance.model.contract import SAFE_METHODS, Contract, Operation, Undo
from conformance.model.exchange import AsSent, Exchange, Failure, Trace
from conformance.model.record import Listing, RecordKind, member
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.probes.pages import following
from conformance.wire.recorder import Recorder

MARK_DIGITS = 6
MOST_PAGES = 50
"""How many pages of a list are read for a living object that fits."""


@dataclass
class Known:
    """The living objects of a name as a role sees them, as far as their list was read, and where it goes on."""

    found: list[Living]
    following: str
    pages: int = 1


class TargetSession:
    """One system under test during one run: its wire, contract, living objects and what must be undone."""

    def __init__(self, recorder: Recorder, contract: Contract, ledger: Ledger, seed: int, today: date) -> None:
        self.recorder, self.ledger = recorder, ledger
        self.contract = narrowed(contract, recorder.target)
        self.seed, self.today = seed, today
        self.exchanges: list[Exchange] = []
        self._living: dict[tuple[str, str], Known] = {}
        self._lists: dict[tuple[str, str], Exchange] = {}
        self._own: set[str] = set()
        self._nothing = Nothing(self.contract)
        self.creations = Creations(self)
        self._marks = 0
        self._harvesting = threading.RLock()

    def mark(self) -> str:
        self._marks += 1
        text = f"{self.seed}:{self._marks}"
        return hashlib.sha256(text.encode()).hexdigest()[:MARK_DIGITS]

    def natural_role(self, operation: Operation) -> str:
        """The first role with a credential that the operation admits; anonymous where it needs none."""
        held = self.recorder.target.credentials
        if operation.roles:
            for role in operation.roles:
                if role in held:
                    return role
            if "anonymous" in operation.roles:
                return "anonymous"
            raise no_credential(operation.roles[0])
        return next(iter(held), "anonymous")

    def send(self, operation: Operation, role: str, method: str, path: str, **sent: Any) -> Exchange:
        """Send one request and record it, with its outcome (identity: the answer means what it says).

        What is held back is recorded as not sent.
        """
        url = self.recorder.scope.url(path)
        is_readable = method in SAFE_METHODS or self._writes()  # what is not is refused for want of writes
        refusal = refused(self.contract, operation, method, path) if is_readable else None
        if refusal is not None:
            unsent = self.recorder.send(operation, role, method, url, refusal=refusal, **sent)
            self.exchanges.append(unsent)
            return unsent
        if role != "anonymous" and role not in self.recorder.target.credentials:
            raise no_credential(role)
        undo = operation.undo if method == operation.method else None
        if undo and undo.operation and self._writes():
            with self.recorder.stop.whole():  # what is made is known before anything ends the run
                return self._exchanged(operation, role, method, path, undo, sent)
        return self._exchanged(operation, role, method, path, undo, sent)

    def send_again(self, exchange: Exchange) -> Exchange:
        """Send a request that changes nothing once more as it was; the role's credential is laid over anew."""
        asked, laid = exchange.request, {mark.part for mark in exchange.request.marks}
        headers = tuple(field for place, field in enumerate(asked.headers) if place not in laid)
        again = self.recorder.send(
            exchange.operation, exchange.role, asked.method, asked.url, headers, step=exchange.step, meaning=AsSent
        )
        self.exchanges.append(again)
        return replace(again, expects=exchange.expects, why=exchange.why)

    def _exchanged(
        self, operation: Operation, role: str, method: str, path: str, undo: Undo | None, sent: Mapping[str, Any]
    ) -> Exchange:
        makes = undo is not None and bool(undo.operation) and self._writes()
        intent = self.creations.intend(operation, role, path, sent.get("body")) if makes else 0
        before = self.recorder.count
        exchange = self.recorder.send(
            operation,
            role,
            method,
            self.recorder.scope.url(path),
            meaning=AsSent,
            beyond=sent.get("step") == STEP,
            **sent,
        )
        self.exchanges.append(exchange)
        if self._writes():
            self._nothing.note(exchange, role, method, path)
        if intent:
            self._own.update(self.creations.account(intent, operation, exchange, self.recorder.count > before))
        if undo and self._writes() and 200 <= exchange.status < 300:
            self._own.update(self._named(undo.within or operation.id, exchange))
        return exchange

    def _writes(self) -> bool:
        return self.recorder.target.may_write

    def _named(self, maker: str, exchange: Exchange) -> Iterator[str]:
        """What an answer of a creation, or of a step within it, names that other steps within it may be used on."""
        undone = (each.undo for each in self.contract.operations.values() if each.undo and each.undo.within == maker)
        for path in sorted({path for undo in undone for _, path in undo.parameters}):
            yield from (str(value) for value, _, _ in walk(exchange.data, path))

    def owns(self, parts: Iterable[Any]) -> bool:
        """Whether every part names an object this run made."""
        return all(str(part) in self._own for part in parts)

    def is_vacant(self, path: str, role: str) -> bool:
        """Whether a role found nothing at an address, or at one it is under, and nobody was shown anything there."""
        return self._nothing.is_at(path, role)

    def living(self, name: str, role: str, where: Mapping[str, Any] | None = None) -> list[Living]:
        """The living objects of a name as a role sees them, read once; `where` narrows to records with such members.

        Where none of those read is such a one, their list is read on; raises Undecided where it is too long for that.
        """
        rule = self.contract.harvest.get(name)
        if rule is None or rule[0] not in self.contract.operations:
            zh, en = f"接口规约没有说明在哪里读取 {name}", f"the contract does not say where {name} is read"
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
        operation = self.contract.operations[rule[0]]
        role = role if role in operation.roles else self.natural_role(operation)
        with self._harvesting:
            if (name, role) not in self._living:
                self._living[name, role] = self._harvested(name, operation, role, rule[1])
            known, at = self._living[name, role], 0
            while True:
                fitting = [one for one in known.found[at:] if fits(one[1], where or {}, self._others)]
                if fitting or not known.following:
                    return fitting
                if known.pages == MOST_PAGES:
                    raise Undecided(Reason.BUDGET, _not_read_on(name))
                at = len(known.found)
                further = self._page(name, operation, role, known.following, rule[1])
                known.found += further.found
                known.following, known.pages = further.following, known.pages + 1

    def _others(self, wanted: Among) -> Iterator[list[str]]:
        """The values of the living objects among which one must be, as the role it says sees them."""
        for name in wanted.lists:
            yield [value for value, _ in self.living(name, wanted.role)]

    def harvest(self) -> None:
        """Read every living object the contract tells of, in its order, before reads overtake each other."""
        for name in self.contract.harvest:
            with suppress(Undecided):
                self.living(name, "")

    def _harvested(self, name: str, operation: Operation, role: str, path: str) -> Known:
        parts = {
            parameter.name: next((value for value, _ in self.living(parameter.live, role, parameter.where)), "-")
            for parameter in operation.parameters
            if parameter.location == "path"
        }
        return self._page(name, operation, role, fill(operation, parts), path)

    def _page(self, name: str, operation: Operation, role: str, address: str, path: str) -> Known:
        """The living objects on a page of their list."""
        asked = role, address
        answer = self._lists.get(asked) or self.send(operation, role, operation.method, address, step="harvest")
        if answer.response is None or answer.status != 200:
            why = answer.failure or Failure(Reason.PRECONDITION_NOT_MET, _not_read(name, answer.status))
            raise Undecided(why.reason, why.detail, why.input)
        self._lists[asked] = answer  # one list tells of several names
        kinds = (kind for kind in self.contract.records.values() if kind.operations.get("list") == operation.id)
        form = next((kind.listing for kind in kinds), Listing())
        further = urlencode(following(member(answer.data, form.following)))
        found = [(str(value), record) for value, _, record in walk(answer.data, path)]
        return Known(found, f"{address.partition('?')[0]}?{further}" if found and further else "")

    def undo_all(self, since: Sequence[Entry] | None = None) -> list[str]:
        """Take back what is left, newest first; returns the names of what could not be taken back.

        With `since`, what this run made after those entries; what has no id then waits for the end of the run.
        """
        return names(each.entry for each in self.creations.take_back(since) if each.fate is Fate.LEFT)


def traced(
    asking: ProbeClient,
    put: Callable[[ProbeClient], None],
    systems: Iterable[TargetSession],
    case: str = "",
    record: RecordKind | None = None,
) -> Trace:
    """The trace of a probe put to the systems; what it made there is taken back, whatever came of it."""
    before = [(system, system.ledger.left()) for system in systems if system.recorder.target.may_write]
    unmet = None
    try:
        put(asking)
    except Undecided as undecided:
        unmet = Failure(undecided.reason, undecided.detail, undecided.input)
    except BudgetSpentError as spent:
        unmet = spent.failure
    after: list[Exchange] = []
    for system, kept in before:
        first = len(system.exchanges)
        system.undo_all(kept)
        after += (it for it in system.exchanges[first:] if it.step == STEP)
    return replace(asking.trace(case, unmet, record), after=tuple(after))


def no_credential(role: str) -> Undecided:
    text = Text(f"没有角色 {role} 的凭据", f"there is no credential for the role {role}")
    return Undecided(Reason.NO_CREDENTIAL, text, f"credentials.{role}")


def _not_read_on(name: str) -> Text:
    zh = f"前 {MOST_PAGES} 页的 {name} 都不合适，其后没有读"
    return Text(zh, f"none of {name} on the first {MOST_PAGES} pages fits, and no more were read")


def _not_read(name: str, status: int) -> Text:
    return Text(f"读取 {name} 得到状态码 {status}", f"reading {name} answered {status}")
