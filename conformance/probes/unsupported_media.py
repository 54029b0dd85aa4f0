"""Submits a registration as plain text."""

from __future__ import annotations

import json
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 1}


def probe(ask: Ask) -> None:
    body = {**ask.example("registerResource"), "name": ask.unique("纯文本登记")}
    raw = json.dumps(body, ensure_ascii=False).encode()
    ask("registerResource", step="text", raw=raw, media="text/plain; charset=utf-8")
