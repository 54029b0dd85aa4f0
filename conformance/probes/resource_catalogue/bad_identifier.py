"""Registers an entry that names its source department by a credit code, once a right one and once a wrong one."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

RIGHT = "11459900HT10000281"
WRONG = "11459900HT10000282"


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 2}


def probe(ask: Ask) -> None:
    body = ask.example("registerResource")
    for step, code in (("right", RIGHT), ("wrong", WRONG)):
        source = {"name": "云州市档案馆", "uscc": code}
        filled = {**body, "name": ask.unique("馆藏档案名录"), "dataSource": source}
        ask("registerResource", role="officer", step=step, body=filled)
