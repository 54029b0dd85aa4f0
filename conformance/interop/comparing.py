"""What a pair comes to by schemas and samples alone, without either system."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from conformance.checks.application.delivered import of_items
from conformance.checks.reading import record
from conformance.model.contract import Schema
from conformance.model.interop import Acceptance, Comparison
from conformance.model.network import Pair
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict

Compare = Callable[[Schema, Schema], Acceptance]


def comparisons(pair: Pair, sent: Schema | None, compare: Compare) -> Iterator[tuple[Comparison, Acceptance]]:
    """Records one way and requests the other, as far as both sides say what they are.

    `sent` is the provider's schema of a delivered record; `compare` says whether the second schema takes what the first
    may send. Samples count only where the consumer states no schema.
    """
    gives, needs = pair.provision, pair.consumption
    if sent and needs.schema:
        yield Comparison.ACCEPTANCE, compare(sent, needs.schema)
    elif sent and needs.samples:
        yield Comparison.SAMPLES, _held(needs.samples, sent, compare)
    if needs.request and gives and gives.request:
        yield Comparison.REQUESTS, compare(needs.request, gives.request)


def _held(samples: Sequence[Any], sent: Schema, compare: Compare) -> Acceptance:
    """Whether every sample is one the provider may send. That they are does not tell what else the consumer takes: it
    is no pass. An item that no sample has may not have been asked for; samples without any item are of other records.
    """
    items = {name for sample in samples for name in record(sample)} & record(sent.document.get("properties")).keys()
    found = compare(Schema({"enum": list(samples)}, "samples"), of_items(sent, items))
    if found.verdict is Verdict.FAIL or not found.tried:
        return found
    zh = f"核对样例 {found.tried} 条，都是提供方可能发送的；样例只说明自身，不说明使用方还接受什么"
    en = f"{found.tried} sample(s) held, each one the provider may send; samples show only themselves"
    more = found.detail
    detail = Text(f"{zh}；{more.zh}", f"{en}; {more.en}") if more else Text(zh, en)
    return replace(found, verdict=Verdict.INCONCLUSIVE, reason=found.reason or Reason.UNKNOWN_FACT, detail=detail)
