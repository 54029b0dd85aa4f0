"""Submits one registration twice under one key, then another one under the same key, and counts what was made."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 3, "listResources": 1}


def probe(ask: Ask) -> None:
    key = {"Idempotency-Key": ask.unique("hutong-key-")}
    body = {**ask.example("registerResource"), "name": ask.unique("重复提交名录")}
    ask("registerResource", role="officer", step="first", body=body, headers=key)
    ask("registerResource", role="officer", step="second", body=body, headers=key)
    ask("listResources", role="officer", step="listed", query={"q": body["name"], "pageSize": 100})
    other = {**body, "summary": f"{body['summary']}内容不同。"}
    ask("registerResource", role="officer", step="other-body", body=other, headers=key)
