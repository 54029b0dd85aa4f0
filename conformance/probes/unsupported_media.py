"""Submits a registration as plain text."""

from __future__ import annotations

import json
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.deep_json import fits as takes_json
from conformance.probes.making import body_of, make

NEEDS = Text("可以 JSON 登记", "a creation by JSON")


def fits(contract: Contract, record: RecordKind) -> bool:
    return takes_json(contract, record)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 1}


def probe(ask: Ask, record: RecordKind) -> None:
    raw = json.dumps(body_of(ask, record, "纯文本登记"), ensure_ascii=False).encode()
    make(ask, record, "text", raw=raw, media="text/plain; charset=utf-8")
