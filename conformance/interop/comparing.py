"""What a pair comes to by schemas and samples alone, without either system."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from conformance.checks.application.delivered import of_items
from conformance.checks.reading import record, shown
from conformance.model.contract import Schema
from conformance.model.interop import Acceptance, Comparison, Incompatibility
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
    """What samples tell: that the two speak of different records where the provider may send none of them, else
    nothing for certain, for a consumer may take more than it is sent, and more than it has shown.

    An item that no sample has may not have been asked for; samples without any item are of other records.
    """
    items = {name for sample in samples for name in record(sample)} & record(sent.document.get("properties")).keys()
    due, wrong, unsaid = of_items(sent, items), [], None
    for sample in samples:
        each = compare(Schema({"enum": [sample]}, "sample"), due)
        if not each.tried:
            return each
        wrong += [each.misfit] if each.misfit else []
        unsaid = unsaid or (None if each.misfit else each.detail)
    least = min(wrong, key=lambda misfit: len(misfit.text), default=None)
    if least and len(wrong) == len(samples):
        return Acceptance(Verdict.FAIL, len(samples), replace(least, tried=len(samples)))
    return Acceptance(
        Verdict.INCONCLUSIVE, len(samples), None, Reason.UNKNOWN_FACT, _told(samples, wrong, least, unsaid)
    )


def _told(
    samples: Sequence[Any], wrong: Sequence[Incompatibility], least: Incompatibility | None, unsaid: Text | None
) -> Text:
    """How many samples the provider may send, the least it does not, and what no schema states."""
    fit = len(samples) - len(wrong)
    zh, en = (
        f"{len(samples)} 条样例中 {fit} 条是提供方可能发送的",
        f"the provider may send {fit} of {len(samples)} samples",
    )
    if least:
        message, at = shown(least.text), least.at or "/"
        zh += f"，{message} 则不是（{at} 处应为 {least.due.zh}）"
        en += f", and not {message} ({least.due.en} at {at})"
    if unsaid:
        zh, en = f"{zh}；{unsaid.zh}", f"{en}; {unsaid.en}"
    return Text(f"{zh}；样例只说明自身", f"{en}; samples show only themselves")
