"""Reads the pages of a system that need no parameter, as a person would, beside a path that does not exist."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.own_operations import READS, plain_reads

MOST_PAGES = 40
CONTROL = "getNowhere"
HTML = {"Accept": "text/html"}


def sends(contract: Contract) -> Mapping[str, int]:
    control = {CONTROL: 1} if CONTROL in contract.operations else {}
    return {**{operation.id: 1 for operation in plain_reads(contract)[:MOST_PAGES]}, **control}


def probe(ask: Ask) -> None:
    if CONTROL in ask.contract.operations:
        ask(CONTROL, step="control", headers=HTML)
    for operation in ask.sample(plain_reads(ask.contract), MOST_PAGES, READS, "page"):
        ask(operation.id, step="page", headers=HTML)
