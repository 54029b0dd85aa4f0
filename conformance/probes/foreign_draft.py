"""Registers a draft, then lets an officer of another unit read, find, change and withdraw it."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text


def sends(contract: Contract) -> Mapping[str, int]:
    return {
        "registerResource": 1,
        "getResource": 3,
        "listVersions": 1,
        "getVersion": 1,
        "listResources": 1,
        "changeResource": 1,
        "withdrawResource": 1,
    }


def probe(ask: Ask) -> None:
    body = {**ask.example("registerResource"), "name": ask.unique("待审职业培训机构名录")}
    made = ask("registerResource", role="officer", step="made", body=body)
    record = made.data if isinstance(made.data, dict) else {}
    ask.need(isinstance(record.get("id"), str), Text("没有登记成草稿", "no draft could be registered"))
    entry = {"id": record["id"]}
    ask("getResource", role="officer", step="before", parts=entry)
    ask("getResource", role="peer", step="read", parts=entry)
    ask("listVersions", role="peer", step="history", parts=entry)
    ask("getVersion", role="peer", step="version", parts={**entry, "version": 1})
    ask("listResources", role="peer", step="listed", query={"q": body["name"]})
    ask("changeResource", role="peer", step="changed", parts=entry, body={**body, "summary": "由其他单位改写的摘要。"})
    ask("withdrawResource", role="peer", step="withdrawn", parts=entry)
    ask("getResource", role="officer", step="after", parts=entry)
