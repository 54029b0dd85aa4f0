"""Faults of submission: repeats and lost updates."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue.accounts import Caller
from conformance.systems.resource_catalogue.call import Call
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.refusal import Refusal
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.store import Entry, Record, Version


class KeyIgnored(Registry):
    def submitted(self, caller: Caller, key: str | None, body: Record) -> Entry:
        return self.register(caller, body)


class KeyForAnyBody(Registry):
    def submitted(self, caller: Caller, key: str | None, body: Record) -> Entry:
        before = self._system.store.submission(caller.user, key) if key else None
        known = self._system.store.entry(before[1]) if before else None
        return known or super().submitted(caller, key, body)


class LastWriterWins(Operations):
    def precondition(self, call: Call, version: Version) -> None:
        return


class ConflictFor412(Operations):
    def precondition(self, call: Call, version: Version) -> None:
        try:
            super().precondition(call, version)
        except Refusal as refusal:
            raise Refusal(409, refusal.detail) from refusal


FAULTS = (
    Fault(
        "support.submission.idempotent",
        Text("不理会 Idempotency-Key", "Idempotency-Key is ignored"),
        instead("registry", KeyIgnored),
        also=("support.submission.key-reuse",),
    ),
    Fault(
        "support.submission.key-reuse",
        Text("只看键，不看内容", "only the key is compared, not the body"),
        instead("registry", KeyForAnyBody),
    ),
    Fault(
        "support.submission.no-lost-update",
        Text("不理会 If-Match，后写者胜", "If-Match is ignored and the last writer wins"),
        instead("operations", LastWriterWins),
        also=("support.submission.precondition-failed", "support.sequences.interleaved-changes"),
    ),
    Fault(
        "support.submission.precondition-failed",
        Text("前提不成立时应答 409", "409 where the precondition failed"),
        instead("operations", ConflictFor412),
    ),
)
