"""Reads records with weighted Accept headers, and submits one whose Content-Type names the character set."""

from __future__ import annotations

import json
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.declared import JSON, lists_at_top
from conformance.probes.deep_json import fits as takes_json
from conformance.probes.making import body_of, make

NEEDS = Text("可列出", "a list")
WEIGHTED = (
    "text/html;q=0.1, application/json;q=0.9, */*;q=0.01",
    "application/json;q=0.2, text/html;q=0.8, */*;q=0.1",
    "application/json;q=0.2, */*;q=0.1",
)
CHARSETS = ("application/json; charset=utf-8", 'application/json;charset="UTF-8"')


def fits(contract: Contract, record: RecordKind) -> bool:
    return lists_at_top(contract, record)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    made = {record.operations["create"]: 1 + len(CHARSETS)} if takes_json(contract, record) else {}
    return {record.operations["list"]: len(WEIGHTED), **made}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, reader = record.operations["list"], record.roles.get("reader", "")
    for accept in WEIGHTED:
        ask(operation, role=reader, step="weighted", headers={"Accept": accept})
    if takes_json(ask.contract, record):
        for media in (JSON, *CHARSETS):
            raw = json.dumps(body_of(ask, record, "注明字符集名录"), ensure_ascii=False).encode()
            make(ask, record, "plain" if media == JSON else "charset", raw=raw, media=media)
