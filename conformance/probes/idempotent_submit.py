"""Submits one registration twice under one key, then another one under the same key, and counts what was made."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import (
    MOST_PAGES,
    body_of,
    called,
    look_up,
    make,
    may_be_made,
    plain_text,
    reworded,
    takes_header,
)

NEEDS = Text("可带提交键登记、可列出", "a creation that takes a submission key, and a list")
KEY = "Idempotency-Key"


def fits(contract: Contract, record: RecordKind) -> bool:
    may_be_repeated = may_be_made(contract, record) and takes_header(contract, record.operations["create"], KEY)
    return may_be_repeated and record.has("list") and bool(plain_text(contract, record, "text"))


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 3, record.operations["list"]: MOST_PAGES}


def probe(ask: Ask, record: RecordKind) -> None:
    key = {KEY: ask.unique("hutong-key-")}
    name = ask.unique("重复提交名录")
    body = called(record, body_of(ask, record), name)
    make(ask, record, "first", body=body, headers=key)
    make(ask, record, "second", body=body, headers=key)
    look_up(ask, record, "listed", name)
    make(ask, record, "other-body", body=reworded(record, body, "内容不同。"), headers=key)
