"""Opens resources of all three sharing classes without having asked for consent."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

STEPS = {"unconditional": "1", "conditional": "2", "not-shared": "3"}
MOST_EACH = 3


def sends(contract: Contract) -> Mapping[str, int]:
    return {"openResource": MOST_EACH * len(STEPS)}


def probe(ask: Ask) -> None:
    for step, sharing in STEPS.items():
        for identifier in ask.living("resource.id", {"sharingClass": sharing, "status": "published"})[:MOST_EACH]:
            ask("openResource", step=step, parts={"id": identifier})
