"""Looks up what the catalogue holds of the provider, as the consumer would."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask, Parties
from conformance.model.contract import Contract
from conformance.probes.pages import turned
from conformance.probes.pairs.pair_exchange import MOST_PAGES, PAGE


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": MOST_PAGES}


def probe(ask: Ask, parties: Parties) -> None:
    query = {**PAGE, "provider": parties.pair.provider.uscc}
    list(turned(parties.of("catalogue"), "listResources", "catalogue", query, MOST_PAGES))
