"""Entries as the caller may find them."""

from __future__ import annotations

from typing import Any

from flask import Response, g

from tests.second_system import shown
from tests.second_system.answers import as_json, root
from tests.second_system.holdings import Entry, Holdings, Version
from tests.second_system.refusal import Refused


def holdings() -> Holdings:
    found: Holdings = g.app.extensions["holdings"]
    return found


def entry_of(id: str) -> tuple[Entry, Version]:  # noqa: A002 - the contract's name
    entry = holdings().entries.get(id)
    version = entry.seen_by(g.account) if entry else None
    if not entry or not version:
        raise Refused(404, "没有这个条目")
    if entry.withdrawn:
        raise Refused(410, "条目已撤销")
    return entry, version


def own_entry(id: str) -> Entry:  # noqa: A002 - the contract's name
    entry, _ = entry_of(id)
    if entry.unit is not g.account.unit:
        raise Refused(403, "不是本单位的条目")
    return entry


def as_shown(entry: Entry, version: Version) -> dict[str, Any]:
    return shown.resource(entry, version, holdings(), g.account, root())


def answer_with(entry: Entry, version: Version, status: int = 200) -> Response:
    value = as_shown(entry, version)
    answer = as_json(value, status)
    answer.set_etag(shown.etag(value, "j"))
    return answer
