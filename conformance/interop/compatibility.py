"""A provider's schema against the version before, and against what each consumer expects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conformance.model.contract import Schema
from conformance.model.interop import Acceptance
from conformance.model.verdict import Verdict


@dataclass(frozen=True)
class Compatibility:
    """Whether everything the new version may send was allowed by the one before, and what each consumer makes of it.

    `breaks` names the consumers that took everything of the version before and do not take everything of this one,
    `refuse` those that take it as little as they took the one before. Both sorted.
    """

    readers: Acceptance
    consumers: Mapping[str, Acceptance]
    breaks: tuple[str, ...]
    refuse: tuple[str, ...]

    @property
    def is_breaking(self) -> bool:
        return self.readers.verdict is Verdict.FAIL


def compatibility(
    now: Schema, before: Schema, consumers: Mapping[str, Schema], compare: Callable[[Schema, Schema], Acceptance]
) -> Compatibility:
    """Version N of a provider's schema beside N-1 (`before`) and what its consumers take, by name.

    `compare` says whether the second schema takes what the first may send.
    """
    taken = {name: compare(now, consumers[name]) for name in sorted(consumers)}
    failed = [name for name, each in taken.items() if each.verdict is Verdict.FAIL]
    took = {name: compare(before, consumers[name]).verdict for name in failed}
    return Compatibility(
        readers=compare(now, before),
        consumers=taken,
        breaks=tuple(name for name in failed if took[name] is Verdict.PASS),
        refuse=tuple(name for name in failed if took[name] is Verdict.FAIL),
    )
