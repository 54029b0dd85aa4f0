"""Registers an entry, withdraws it, and registers another: what do its identifiers turn out to be?"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.lifecycle import registered


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 2, "withdrawResource": 1}


def probe(ask: Ask) -> None:
    _, record = registered(ask, "先登记后撤销名录")
    ask("withdrawResource", role="officer", step="withdrawn", parts={"id": record["id"]})
    registered(ask, "其后登记名录")
