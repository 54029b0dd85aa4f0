"""Faults of submission: repeats and lost updates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from conformance.model.text import Text
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.mutations import refuses_otherwise, skips
from conformance.systems.faults.parts import around, override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.accounts import Caller
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.submissions import Submissions


class KeyForAnyBody(Submissions):
    def once(self, caller: Caller, key: str | None, body: Any, make: Callable[[], str]) -> str:
        before = self.before(caller.user, key) if key else None
        return before[1] if before else super().once(caller, key, body, make)


class RepeatIsAConflict(Submissions):
    def once(self, caller: Caller, key: str | None, body: Any, make: Callable[[], str]) -> str:
        if key and self.before(caller.user, key):
            raise Refusal(409, "此键已用过。The key was used before.")
        return super().once(caller, key, body, make)


def _of_both(*faults: Fault) -> Iterator[Fault]:
    """They concern every kind whose records are changed on the condition of an entity tag."""
    return (replace(fault, kinds=(CATALOGUE, DISCLOSURE)) for fault in faults)


FAULTS = (
    Fault(
        "support.submission.idempotent",
        Text("不理会 Idempotency-Key", "Idempotency-Key is ignored"),
        around("submissions.once", lambda sound, caller, key, body, make: make()),
        also=("support.submission.key-reuse", "support.submission.same-result"),
    ),
    Fault(
        "support.submission.key-reuse",
        Text("只看键，不看内容", "only the key is compared, not the body"),
        override_part("submissions", KeyForAnyBody),
    ),
    Fault(
        "support.submission.same-result",
        Text("同键的重复提交一律算冲突", "every repeat of a key is taken for a conflict"),
        override_part("submissions", RepeatIsAConflict),
        also=("support.submission.idempotent",),
    ),
    *_of_both(
        Fault(
            "support.submission.no-lost-update",
            Text("不理会 If-Match，后写者胜", "If-Match is ignored and the last writer wins"),
            skips("operations.precondition"),
            also=("support.submission.precondition-failed", "support.sequences.interleaved-changes"),
        ),
        Fault(
            "support.submission.precondition-failed",
            Text("前提不成立时应答 409", "409 where the precondition failed"),
            refuses_otherwise("operations.precondition", lambda refusal: Refusal(409, refusal.detail)),
        ),
    ),
)
