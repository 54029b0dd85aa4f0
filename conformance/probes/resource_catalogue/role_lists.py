"""Reads list, change feed and export in every role that has a credential, and entries that a role is shown or not.

At the end each list is read again: what others altered meanwhile is not held against the system, and the verdict says
of how many entries that is so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import altered, entries, member, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.probes.pages import turned

ROLES = ("anonymous", "applicant", "peer", "upper", "lower", "own-unit", "officer", "administrator")
LIST, READ, FEED, EXPORT, HISTORY, VERSION = (
    "listResources",
    "getResource",
    "listChanges",
    "getDcat",
    "listVersions",
    "getVersion",
)
PAGE = {"pageSize": 100}
MOST_PAGES = 50
MOST_SHOWN, MOST_WITHHELD = 2, 4
WHO = Text("角色", "roles")
SHOWN = Text("所列的条目", "entries listed")
WITHHELD = Text("未对公众列出的条目", "entries not listed to the public")
HTML = {"Accept": "text/html"}


def sends(contract: Contract) -> Mapping[str, int]:
    walked, read = MOST_PAGES * len(ROLES), MOST_SHOWN * len(ROLES) + 2 * MOST_WITHHELD
    return {LIST: 2 * walked, FEED: walked, EXPORT: len(ROLES), READ: read, HISTORY: read, VERSION: read}


def probe(ask: Ask) -> None:
    listed: dict[str, list[Any]] = {}
    lacking: list[Undecided] = []
    for role in ROLES:
        try:
            listed[role] = _list(ask, role, "list")
            list(turned(ask, FEED, "feed", PAGE, MOST_PAGES, role=role))
            ask(EXPORT, role=role, step="export")
        except Undecided as undecided:
            lacking.append(undecided)
            listed.pop(role, None)
            continue  # a role without a credential costs that role alone
        for entry in ask.sample(_spread(_entries(listed[role])), MOST_SHOWN, SHOWN, "shown"):
            _read(ask, role, "shown", entry)
    if not listed:
        raise lacking[0]
    if lacking:
        ask.cut(len(listed), len(ROLES), WHO)
    public = {entry["id"] for entry in _entries(listed.get("anonymous", ()))}
    peers = _entries(listed.get("peer", ())) if "anonymous" in listed else []
    hidden = [entry for entry in peers if entry["id"] not in public]
    for entry in ask.sample(hidden, MOST_WITHHELD, WITHHELD, "withheld"):
        _read(ask, "anonymous", "withheld", entry)
        ask(READ, role="anonymous", step="withheld", parts={"id": entry["id"]}, headers=HTML)
    _read_again(ask, listed)


def _read_again(ask: Ask, listed: Mapping[str, Sequence[Any]]) -> None:
    """Read the list of each role again, and say how many entries of all are as they were."""
    moved, known = set[str](), set[str]()
    for role, before in listed.items():
        after = _list(ask, role, "list-again")
        known |= {str(entry["id"]) for entry in (*_entries(before), *_entries(after))}
        if _is_whole(before) and _is_whole(after):
            moved |= altered(_entries(before), _entries(after))
    if moved:
        ask.cut(len(known) - len(moved), len(known), SHOWN, why=Reason.PRECONDITION_NOT_MET)


def _list(ask: Ask, role: str, step: str) -> list[Any]:
    """The pages of the list as a role sees it."""
    return list(turned(ask, LIST, step, PAGE, MOST_PAGES, role=role))


def _is_whole(pages: Sequence[Any]) -> bool:
    """Whether a list was read to its end."""
    return (
        bool(pages) and all(isinstance(member(page, "items"), list) for page in pages) and not member(pages[-1], "next")
    )


def _entries(pages: Sequence[Any]) -> list[Mapping[str, Any]]:
    items = (item for page in pages for item in entries(page))
    return [item for item in items if isinstance(item.get("id"), str) and whole(item.get("version"))]


def _spread(listed: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The entries a role is shown, those of most versions first, as their history has most to tell."""
    return sorted(listed, key=lambda entry: (-int(entry["version"]), entry["id"]))


def _read(ask: Ask, role: str, step: str, entry: Mapping[str, Any]) -> None:
    named = {"id": entry["id"]}
    ask(READ, role=role, step=step, parts=named)
    ask(HISTORY, role=role, step=step, parts=named)
    ask(VERSION, role=role, step=step, parts={**named, "version": whole(entry["version"])})
