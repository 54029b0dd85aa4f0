"""Sends TRACE to the address and to the operation that tells whether the system stands."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

METHODS = {"TRACE": 2}
MARK = {"X-Hutong-Trace": "hutong-trace-mark"}


def sends(contract: Contract) -> Mapping[str, int]:
    return dict.fromkeys({"getRoot", contract.canary}, 1)


def probe(ask: Ask) -> None:
    for operation in dict.fromkeys(("getRoot", ask.contract.canary)):
        ask(operation, role="anonymous", step="trace", method="TRACE", headers=MARK)
