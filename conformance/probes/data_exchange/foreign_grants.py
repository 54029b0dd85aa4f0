"""Takes delivery of what it was granted by each method (`within`), then has other departments ask by those grants.

The grants are of resources whose requests the officer decides on: of others one of those departments may itself be the
provider. A batch that another department could start (`as-another`) is looked at until it has ended (`batch`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.probes.data_exchange.deliveries import ACCEPTED, MOST_LOOKS, watched
from conformance.probes.data_exchange.exchange_ledgers import TAKES
from conformance.probes.pages import missing_from

OTHERS = ("upper", "lower")


def sends(contract: Contract) -> Mapping[str, int]:
    looks = MOST_LOOKS * 2 * len(OTHERS)
    return {"listRequests": 1, "listGrants": 1, "getBatch": looks, **dict.fromkeys(TAKES.values(), 1 + len(OTHERS))}


def probe(ask: Ask) -> None:
    listed = ask("listGrants", role="peer", step="grants", query={"state": "active", "page": 1, "pageSize": 100})
    asked = ask("listRequests", role="officer", step="officers", query={"page": 1, "pageSize": 100})
    own = {str(request.get("resource")) for request in entries(asked.data)}
    granted: dict[str, Mapping[str, Any]] = {}
    for grant in entries(listed.data):
        if grant.get("resource") in own:
            granted.setdefault(str(grant.get("method")), grant)
    missing = Text("经办单位的资源没有有效的授权", "no grant of the officer's resources is active")
    ask.need(granted, missing_from(missing, listed, asked))
    for method in [method for method in TAKES if method in granted]:
        parts = {"id": str(granted[method].get("id"))}
        if 200 <= ask(TAKES[method], role="peer", step="within", parts=parts).status < 300:
            for role in OTHERS:
                taken = ask(TAKES[method], role=role, step="as-another", parts=parts)
                if taken.status == ACCEPTED:
                    watched(ask, taken, parts["id"], (role, "peer"), "batch")
