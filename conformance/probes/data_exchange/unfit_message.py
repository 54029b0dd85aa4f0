"""Sends a message that is fit (`fit`) and others whose records break the schema of the resource (`unfit`).

One holds an item the resource has not; others break what its published schema says of a member: its type, its codes,
its length. The counts of the resource are read before and after (`counts-before`, `counts-after`), and of one day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.probes.data_exchange.message_exchange import PREPARED, composed, readdressed
from conformance.probes.data_exchange.sharing_request import member

UNKNOWN = {"hutong-unknown-item": "并非该资源的数据项"}
NO_CODE, LONGEST = "hutong", 2000
WAYS = 4
"""In which records are unfit."""


def sends(contract: Contract) -> Mapping[str, int]:
    more = {"sendMessage": 1 + WAYS, "listResources": PREPARED["listResources"], "getResourceSchema": 1}
    return {**PREPARED, **more, "getTime": 1 + WAYS, "getReconciliation": 3}


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    code = message["header"]["resource"]
    counted = {"resource": code, "page": 1, "pageSize": 100}
    ask("getReconciliation", role="peer", step="counts-before", query=counted)
    ask("sendMessage", role="peer", step="fit", body=message)
    records = message["records"]
    for unfit in (UNKNOWN, *_broken(_properties(ask, code), records[0])):
        ask("sendMessage", role="peer", step="unfit", body=readdressed(ask, message, records=[unfit, *records[1:]]))
    after = ask("getReconciliation", role="peer", step="counts-after", query=counted)
    days = [line["day"] for line in entries(after.data) if isinstance(line.get("day"), str)]
    if days:
        ask("getReconciliation", role="peer", step="counts-of-day", query={**counted, "day": max(days)})


def _properties(ask: Ask, code: str) -> Mapping[str, Any]:
    """What the published schema of a resource says of the members of its records."""
    listed = ask("listResources", role="peer", step="resource", query={"code": code, "page": 1, "pageSize": 100})
    identifier = next((str(item.get("id")) for item in entries(listed.data) if item.get("code") == code), "")
    said = member(ask("getResourceSchema", role="peer", step="schema", parts={"id": identifier}), "properties")
    return said if isinstance(said, dict) else {}


def _broken(properties: Mapping[str, Any], sound: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A sound record with one member that breaks what is said of it, one for each way that is there."""
    said = {name: rules for name, rules in properties.items() if isinstance(rules, dict) and name in sound}
    texts = [name for name, rules in said.items() if rules.get("type") == "string"]
    coded = [name for name in texts if isinstance(said[name].get("enum"), list) and NO_CODE not in said[name]["enum"]]
    long = [name for name in texts if isinstance(said[name].get("maxLength"), int) and "enum" not in said[name]]
    short = [name for name in long if said[name]["maxLength"] < LONGEST]
    if texts:
        yield {**sound, texts[0]: 7}
    if coded:
        yield {**sound, coded[0]: NO_CODE}
    if short:
        yield {**sound, short[0]: "长" * (said[short[0]]["maxLength"] + 1)}
