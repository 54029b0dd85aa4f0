"""Asks with values that are odd but harmless: wrong types, broken bodies, numbers out of range, quotes and brackets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

MARK = "<b id=hutong-mark>"
SEARCHES = ("'", '"', "' '", "%", "_", "\\", "({[", MARK, "𠮷㐂", " ", "0")
NUMBERS = (("page", "abc"), ("page", "-1"), ("page", "1e3"), ("pageSize", "0"), ("pageSize", "99999999999999999999"))
MEMBERS: tuple[tuple[str, Any], ...] = (
    ("name", 7),
    ("keywords", "就业"),
    ("items", {"name": "登记日期"}),
    ("conditions", None),
    ("open", True),
)
MALFORMED = 5


def sends(contract: Contract) -> Mapping[str, int]:
    return {
        "registerResource": len(MEMBERS) + MALFORMED,
        "listResources": len(NUMBERS) + len(SEARCHES) + 1,
        "getResource": 1,
    }


def probe(ask: Ask) -> None:
    body = ask.example("registerResource")
    for name, value in MEMBERS:
        sent = ask("registerResource", role="officer", step="wrong", body={**body, name: value})
        # Where nothing may be written, nothing odd is sent either: guards of a live system may take it for an attack.
        ask.need(sent.response, Text("没有应答", "there was no answer"))
    for raw in malformed(body):
        ask("registerResource", role="officer", step="malformed", raw=raw, media="application/json")
    for name, value in NUMBERS:
        ask("listResources", step="wrong", query={name: value})
    for words in SEARCHES:
        ask("listResources", step="odd", query={"q": words})
    ask("listResources", step="page", query={"q": MARK}, headers={"Accept": "text/html"})
    ask("getResource", step="odd", parts={"id": "r-'\"<>"})


def malformed(body: Any) -> Iterator[bytes]:
    """The body cut short, with something behind it, in single quotes, with its name in GBK, and nothing at all."""
    text = json.dumps(body, ensure_ascii=False)
    yield text[:-1].encode()
    yield text.encode() + b"]"
    yield text.replace('"', "'").encode()
    yield text.encode().replace(str(body["name"]).encode(), str(body["name"]).encode("gbk"))
    yield b""
