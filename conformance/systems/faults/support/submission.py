"""Faults of submission: repeats and lost updates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.service.accounts import Caller
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.submissions import Submissions


class KeyIgnored(Submissions):
    def once(self, caller: Caller, key: str | None, body: Any, make: Callable[[], str]) -> str:
        return make()


class KeyForAnyBody(Submissions):
    def once(self, caller: Caller, key: str | None, body: Any, make: Callable[[], str]) -> str:
        before = self.before(caller.user, key) if key else None
        return before[1] if before else super().once(caller, key, body, make)


class LastWriterWins(Operations):
    def precondition(self, call: Call, of: Records, record: Record) -> None:
        return


class ConflictFor412(Operations):
    def precondition(self, call: Call, of: Records, record: Record) -> None:
        try:
            super().precondition(call, of, record)
        except Refusal as refusal:
            raise Refusal(409, refusal.detail) from refusal


FAULTS = (
    Fault(
        "support.submission.idempotent",
        Text("不理会 Idempotency-Key", "Idempotency-Key is ignored"),
        instead("submissions", KeyIgnored),
        also=("support.submission.key-reuse",),
    ),
    Fault(
        "support.submission.key-reuse",
        Text("只看键，不看内容", "only the key is compared, not the body"),
        instead("submissions", KeyForAnyBody),
    ),
    Fault(
        "support.submission.no-lost-update",
        Text("不理会 If-Match，后写者胜", "If-Match is ignored and the last writer wins"),
        instead("operations", LastWriterWins),
        kinds=(CATALOGUE,),
        also=("support.submission.precondition-failed", "support.sequences.interleaved-changes"),
    ),
    Fault(
        "support.submission.precondition-failed",
        Text("前提不成立时应答 409", "409 where the precondition failed"),
        instead("operations", ConflictFor412),
        kinds=(CATALOGUE,),
    ),
)
