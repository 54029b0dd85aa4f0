"""What one run makes in a system: noted before it is sent and after its answer, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from conformance.engine.judging.select import walk
from conformance.engine.ledger.lines import Entry
from conformance.engine.path import filled, names_one
from conformance.engine.probe_client import ProbeClient
from conformance.engine.undo import sent
from conformance.engine.undo.listed import STEP, Listed, place_of, read
from conformance.engine.undo.site import Site
from conformance.engine.undo.undoing import Settled, looking_role, take_back
from conformance.model.contract import Operation
from conformance.model.exchange import Exchange, Failure
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided


class Creations:
    """The creations of one run, in the ledger of its system."""

    def __init__(self, system: Site) -> None:
        self._system = system
        self._made: set[int] = set()
        self._listings: dict[tuple[object, ...], int] = {}

    def intend(self, operation: Operation, role: str, path: str, body: bytes | None) -> int:
        """Note that a creation is about to be sent, and all by which what it makes can be found again.

        Raises Undecided where it cannot be noted: then it is not sent.
        """
        asked = filled(operation, path)
        said = sent.says(body)
        for _, place in operation.undo.parameters if operation.undo else ():
            said.pop(place, None)  # an id is the system's to give, whatever was sent
        called = self._system.recorder.redactor.clean(sent.called(said))
        ledger = self._system.ledger
        try:
            since = self.listed_before(operation, role, asked)
            number = ledger.intend(operation.id, role, asked, sent.marks(said), called, since)
        except OSError as error:
            why = error.strerror or str(error)
            zh, en = f"无法记录将要创建的数据（{why}），未发送", f"what is to be made cannot be noted ({why}); not sent"
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en)) from None
        self._made.add(number)
        return number

    def account(self, intent: int, operation: Operation, exchange: Exchange, was_sent: bool) -> Iterable[str]:
        """Note what a creation made, or that it made nothing; returns what its object is known by.

        Anything but a refusal may have made something: then it stays open, and is looked for at the end.
        """
        undo = operation.undo
        parts = parts_of(undo.parameters, exchange.data) if undo and 200 <= exchange.status < 300 else None
        if undo and parts:
            self._system.ledger.made(intent, undo.operation, parts)
            return parts.values()
        if not was_sent or (400 <= exchange.status < 500 and not _may_have_arrived(exchange.failure)):
            self._system.ledger.done(intent)
        return ()

    def take_back(self, since: Sequence[Entry] | None = None, look: bool = False) -> list[Settled]:
        """Take back what is left, newest first; with `since`, what this run made after those entries.

        What has no id is then looked for only with `look`: it waits for the end of the run.
        """
        left = self._system.ledger.left()
        if since is None:
            return take_back(self._system, left)
        kept = {entry.number for entry in since}
        own = [entry for entry in left if entry.number in self._made and entry.number not in kept]
        return take_back(self._system, own, look)

    def listed_before(self, operation: Operation, role: str, asked: Mapping[str, str]) -> int:
        """The note of what there was before the first creation of a kind; 0 where it cannot be known."""
        place = place_of(self._system.contract, operation, asked)
        if place is None:
            return 0
        looking = looking_role(self._system, operation, place, role)
        key = (*place.list, looking)
        if key not in self._listings:
            is_own = bool(place.parts) and self._system.owns(place.parts.values())  # then all that is in it is ours
            found = Listed({}, whole=True) if is_own else read(ProbeClient(self._system, STEP, looking), place)
            self._listings[key] = self._noted(found) if found.whole else 0
        return self._listings[key]

    def _noted(self, found: Listed) -> int:
        """The note of a list; 0 where it cannot be written: what is then made says by itself whether it can be."""
        try:
            return self._system.ledger.listing(found.records)
        except OSError:
            return 0


def _may_have_arrived(failure: Failure | None) -> bool:
    """Whether a request that was limited at first was sent once more, and is not known to have been refused again."""
    return failure is not None and failure.reason not in (Reason.RATE_LIMITED, Reason.BUDGET, Reason.OUT_OF_SCOPE)


def parts_of(parameters: Iterable[tuple[str, str]], data: Any) -> dict[str, str] | None:
    """What an object is taken back by, as the answer to its creation names it; None where it does not name all."""
    found = {name: [value for value, _, _ in walk(data, path)] for name, path in parameters}
    if not all(values and type(values[-1]) in (str, int) and names_one(str(values[-1])) for values in found.values()):
        return None
    return {name: str(values[-1]) for name, values in found.items()}
