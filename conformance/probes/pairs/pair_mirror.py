"""Reads the same entities twice: what the provider delivers, and what the consumer itself holds of them."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask, Parties
from conformance.model.contract import Contract
from conformance.probes.pairs.pair_exchange import MOST_PAGES, found, granted, queried


def sends(contract: Contract) -> Mapping[str, int]:
    asked = ("listResources", "getResourceSchema", "submitRequest", "decideRequest", "getRequest", "getGrant")
    return {**dict.fromkeys(asked, 2), "queryRecords": 2 * MOST_PAGES}


def probe(ask: Ask, parties: Parties) -> None:
    pair = parties.pair
    if not pair.consumption.mirror:
        return
    sides = (
        (ask, parties.of("platform"), pair.item, "offered", "schema", "service"),
        (
            parties.of("consumer"),
            parties.of("consumer"),
            pair.consumption.mirror,
            "mirror-offered",
            "mirror-schema",
            "mirror",
        ),
    )
    for asking, known, code, offer, schema, step in sides:
        offered = found(known, offer, code)
        if offered:
            known("getResourceSchema", step=schema, parts={"id": offered["id"]})
            grant = granted(asking, step, offered, "service", pair)
            if grant:
                queried(asking, step, grant)
