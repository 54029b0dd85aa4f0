"""Registers what is odd but harmless: members of wrong types, broken bodies; and reads by an odd identifier."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.deep_json import fits as takes_json
from conformance.probes.making import make, wording

NEEDS = Text("可以 JSON 登记文字、可列出、可读取", "a creation by JSON with a text, a list and a read")
WRONG: Mapping[type, Any] = {str: 7, list: "就业", dict: None, bool: "1", int: "一"}
"""By the type of a member, a value of another."""
NOT_ITS_TYPE = 40
MALFORMED = 5


def fits(contract: Contract, record: RecordKind) -> bool:
    return takes_json(contract, record) and record.has("read") and bool(wording(contract, record))


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: NOT_ITS_TYPE + MALFORMED, record.operations["read"]: 1}


def probe(ask: Ask, record: RecordKind) -> None:
    body = ask.example(record.operations["create"])
    for name in ask.sample([*body], NOT_ITS_TYPE, Text("成员", "members"), "wrong"):
        sent = make(ask, record, "wrong", body={**body, name: WRONG[type(body[name])]})
        # Where nothing may be written, nothing odd is sent either: guards of a live system may take it for an attack.
        ask.need(sent.response, Text("没有应答", "there was no answer"))
    for raw in malformed(body, wording(ask.contract, record)):
        make(ask, record, "malformed", raw=raw, media="application/json")
    read = record.operations["read"]
    parts = dict.fromkeys(ask.parts(read), "r-'\"<>")
    ask(read, step="odd", parts=parts)


def malformed(body: Any, name: str) -> Iterator[bytes]:
    """The body cut short, with something behind it, in single quotes, with a text in GBK, and nothing at all."""
    text = json.dumps(body, ensure_ascii=False)
    yield text[:-1].encode()
    yield text.encode() + b"]"
    yield text.replace('"', "'").encode()
    yield text.encode().replace(str(body[name]).encode(), str(body[name]).encode("gbk"))
    yield b""
