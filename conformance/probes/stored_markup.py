"""Registers an entry without and one with harmless markup in its name, and reads the page of the latter."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

MARK = "<b id=hutong-mark>"
PAGE = {"Accept": "text/html"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 2, "getResource": 1, "listResources": 1}


def probe(ask: Ask) -> None:
    body = ask.example("registerResource")
    plain = ask("registerResource", role="officer", step="plain", body={**body, "name": ask.unique("页面核对名录")})
    ask.need(plain.response, Text("没有应答", "there was no answer"))
    name = ask.unique("页面核对名录")
    marked = {**body, "name": f"{name}{MARK}乙", "summary": f"{body['summary']}{MARK}"}
    made = ask("registerResource", role="officer", step="marked", body=marked)
    record = made.data if isinstance(made.data, dict) else {}
    if 200 <= made.status < 300 and isinstance(record.get("id"), str):
        ask("getResource", role="officer", step="marked-page", parts={"id": record["id"]}, headers=PAGE)
        ask("listResources", role="officer", step="marked-list", query={"q": name}, headers=PAGE)
