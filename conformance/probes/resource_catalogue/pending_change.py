"""Changes an entry that is in force, and reads the export as another department before anyone approved the change."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.resource_catalogue.lifecycle import APPROVAL, registered


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 1, "reviewResource": 1, "changeResource": 1, "getResource": 1, "getDcat": 1}


def probe(ask: Ask) -> None:
    body, record = registered(ask, "待审变更名录")
    entry = {"id": record["id"]}
    ask("reviewResource", role="administrator", step="reviewed", parts=entry, body=APPROVAL)
    ask("getResource", role="peer", step="published", parts=entry)
    pending = {**body, "summary": f"{body['summary']}变更待审。"}
    ask("changeResource", role="officer", step="changed", parts=entry, body=pending)
    ask("getDcat", role="peer", step="standing-export")
