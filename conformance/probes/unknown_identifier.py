"""Reads things whose identifiers are well formed and name nothing."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

NOBODY = "r-999999"
NO_LIST = "no-suchlist"
LAST_VERSION = 9999


def sends(contract: Contract) -> Mapping[str, int]:
    return {"getResource": 1, "listVersions": 1, "getVersion": 1, "getCodeList": 1}


def probe(ask: Ask) -> None:
    ask("getResource", step="unknown", parts={"id": NOBODY})
    ask("listVersions", step="unknown", parts={"id": NOBODY})
    ask("getCodeList", step="unknown", parts={"list": NO_LIST})
    ask("getVersion", step="unknown", parts={"id": ask.living("resource.id")[0], "version": LAST_VERSION})
