"""Changes an entry on the strength of its entity tag, then once more on the strength of the tag it had before."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.conditional_get import entity_tag
from conformance.probes.lifecycle import registered


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 1, "getResource": 2, "changeResource": 2}


def probe(ask: Ask) -> None:
    body, record = registered(ask, "并发变更名录")
    entry = {"id": record["id"]}
    read = ask("getResource", role="officer", step="read", parts=entry)
    tag = entity_tag(read)
    ask.need(tag, Text("条目没有实体标记", "the entry carries no entity tag"))
    mine, theirs = ({**body, "summary": f"{body['summary']}{word}。"} for word in ("先到的变更", "后到的变更"))
    ask("changeResource", role="officer", step="current", parts=entry, body=mine, headers={"If-Match": tag})
    ask("changeResource", role="officer", step="stale", parts=entry, body=theirs, headers={"If-Match": tag})
    ask("getResource", role="officer", step="after", parts=entry)
