"""Has an entry reviewed by the one who registered it, then by the administrator, and by the administrator once more."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.resource_catalogue.lifecycle import APPROVAL, registered


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 1, "reviewResource": 3, "getResource": 2}


def probe(ask: Ask) -> None:
    _, record = registered(ask, "自审名录")
    entry = {"id": record["id"]}
    ask("reviewResource", role="officer", step="own-review", parts=entry, body=APPROVAL)
    ask("getResource", role="peer", step="unpublished", parts=entry)
    ask("reviewResource", role="administrator", step="reviewed", parts=entry, body=APPROVAL)
    ask("getResource", role="peer", step="published", parts=entry)
    ask("reviewResource", role="administrator", step="reviewed-again", parts=entry, body=APPROVAL)
