"""Has a draft returned by its reviewer, and looks what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.resource_catalogue.lifecycle import registered

OPINION = "请补充数据项说明后再报。"


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 1, "reviewResource": 1, "getResource": 2, "listVersions": 1}


def probe(ask: Ask) -> None:
    _, record = registered(ask, "退回修改名录")
    entry = {"id": record["id"]}
    decision = {"decision": "return", "opinion": OPINION}
    ask("reviewResource", role="administrator", step="returned", parts=entry, body=decision)
    ask("getResource", role="officer", step="read", parts=entry)
    ask("listVersions", role="officer", step="versions", parts=entry)
    ask("getResource", role="peer", step="as-peer", parts=entry)
