"""Reads entries with several versions: the entry, its history, and every version of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries, member, whole
from conformance.model.text import Text
from conformance.probes.resource_catalogue.role_lists import HISTORY, LIST, PAGE, READ, VERSION

ROLES = ("peer", "administrator")
MOST_ENTRIES, MOST_VERSIONS = 5, 10
VERSIONS = Text("版本", "versions")
ENTRIES = Text("条目", "entries")


def sends(contract: Contract) -> Mapping[str, int]:
    read = len(ROLES) * MOST_ENTRIES
    return {LIST: len(ROLES), READ: read, HISTORY: read, VERSION: read * MOST_VERSIONS}


def probe(ask: Ask) -> None:
    for role in ROLES:
        listed = ask(LIST, role=role, step=f"{role}-list", query=PAGE)
        for entry in ask.sample(_of_several(listed.data), MOST_ENTRIES, ENTRIES, of=_total(listed.data)):
            _read(ask, role, {"id": entry["id"]})


def _of_several(page: Any) -> list[Mapping[str, Any]]:
    """The entries of a page, those of most versions first."""
    known = [item for item in entries(page) if isinstance(item.get("id"), str) and whole(item.get("version"))]
    return sorted(known, key=lambda entry: (-int(entry["version"]), entry["id"]))


def _total(page: Any) -> Any:
    """How many there are, by what the answer says."""
    return member(page, "total")


def _read(ask: Ask, role: str, named: Mapping[str, str]) -> None:
    ask(READ, role=role, step="entry", parts=named)
    history = ask(HISTORY, role=role, step="history", parts=named).data
    numbers = (whole(item.get("version")) for item in entries(history))
    known = sorted((number for number in numbers if number), reverse=True)
    for number in ask.sample(known, MOST_VERSIONS, VERSIONS, "version", of=_total(history)):
        ask(VERSION, role=role, step="version", parts={**named, "version": number})
