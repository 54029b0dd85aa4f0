"""Reads something with a validator, and again on condition that it changed."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Exchange
from conformance.probes.own_operations import plain_reads

MOST_OPERATIONS = 5
NATIVE = "getResource"
OTHER_TAG = '"hutong-some-other-tag"'


def sends(contract: Contract) -> Mapping[str, int]:
    return {operation.id: 3 for operation in candidates(contract)}


def probe(ask: Ask) -> None:
    for operation in candidates(ask.contract):
        parts = ask.parts(operation.id)
        first = ask(operation.id, step="first", parts=parts)
        tag = entity_tag(first)
        if tag:
            ask(operation.id, step="again", parts=parts, headers={"If-None-Match": tag})
            ask(operation.id, step="other", parts=parts, headers={"If-None-Match": OTHER_TAG})
            return


def entity_tag(exchange: Exchange) -> str:
    """The entity tag of an answer; empty where it has none that could be sent back."""
    tag = (exchange.response.header("etag") if exchange.response else None) or ""
    return tag if tag.isascii() and tag.isprintable() else ""


def candidates(contract: Contract) -> list[Operation]:
    """What may be read again: an entry of the catalogue, else the first plain reads of the contract."""
    native = contract.operations.get(NATIVE)
    return [native] if native else plain_reads(contract, MOST_OPERATIONS)
