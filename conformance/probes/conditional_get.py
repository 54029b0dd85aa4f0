"""Reads a record with a validator, and again on condition that it changed."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import takes_header

NEEDS = Text("可按条件读取", "a conditional read")
CONDITION = "If-None-Match"
OTHER_TAG = '"hutong-some-other-tag"'


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("read") and takes_header(contract, record.operations["read"], CONDITION)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["read"]: 3}


def probe(ask: Ask, record: RecordKind) -> None:
    operation = record.operations["read"]
    parts = ask.parts(operation)
    tag = entity_tag(ask(operation, step="first", parts=parts))
    if tag:
        ask(operation, step="again", parts=parts, headers={CONDITION: tag})
        ask(operation, step="other", parts=parts, headers={CONDITION: OTHER_TAG})


def entity_tag(exchange: Exchange) -> str:
    """The entity tag of an answer; empty where it has none that could be sent back."""
    tag = (exchange.response.header("etag") if exchange.response else None) or ""
    return tag if tag.isascii() and tag.isprintable() else ""
