"""The lines of a ledger: what is still there, what there was before, and that something is gone. JSON, one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.model.strict_json import read_json

MOST_MEMBERS = 300
"""Commas a line of a creation holds at most."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One creation: the intent, then how to take it back once the answer is known.

    `asked` are the path parameters it was sent with, `says` marks of what its body says, member by member, `called`
    what a person would know it by, `since` the number of the listing taken before it (0: none).
    """

    number: int
    operation: str
    role: str
    undo: str = ""
    parts: Pairs = ()
    asked: Pairs = ()
    says: Pairs = ()
    called: str = ""
    since: int = 0

    @property
    def name(self) -> str:
        """What it is called in a report: the operation that made it, and the id it has or what was sent."""
        known = ", ".join(f"{name} {value}" for name, value in self.parts)
        asked = ", ".join(f"{name} {value}" for name, value in self.asked)
        return (
            f"{self.operation} {known}" if known else " ".join(filter(None, (self.operation, asked, "?", self.called)))
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """What there was before the first creation of a kind, by the marks of its ids."""

    number: int
    known: frozenset[str]


Found = tuple[int, Entry | Listing | str | None]
"""What a line is about: its number, and what it says; None: nothing of it is left; text: the address all is about."""


def entry_line(entry: Entry) -> bytes:
    """The line of a creation: first what it takes to look for it, so that it can be read of a line that was torn."""
    head = {"number": entry.number, "operation": entry.operation, "role": entry.role, "since": entry.since}
    made = {"undo": entry.undo, "parts": dict(entry.parts)} if entry.parts else {}
    said = {"called": entry.called, "says": dict(entry.says)}
    return _line({**head, "asked": dict(entry.asked), **made, **{name: it for name, it in said.items() if it}})


def address_line(address: str) -> bytes:
    """The first line: the system all others are about."""
    return _line({"address": address})


def done_line(number: int) -> bytes:
    """The line that says that nothing of a creation is left."""
    return _line({"number": number, "done": True})


def listing_line(listing: Listing) -> bytes:
    """The line of a listing."""
    return _line({"number": listing.number, "known": sorted(listing.known)})


def _line(line: Mapping[str, Any]) -> bytes:
    return json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def read_line(raw: bytes) -> Found | None:
    """What a line says; None for one that is none of ours, torn or foreign."""
    line = read_json(raw).value
    if not isinstance(line, dict):
        return None
    if isinstance(line.get("address"), str):
        return 0, line["address"]
    number = line.get("number")
    if type(number) is not int or number < 1:
        return None
    if line.get("done") is True:
        return number, None
    if _are_words(line.get("known")):
        return number, Listing(number, frozenset(line["known"]))
    entry = _entry(number, line)
    return None if entry is None else (number, entry)


def read_torn(raw: bytes, is_open: Callable[[int], bool]) -> Found | None:
    """What can still be told of a last line whose end is missing; None where it cannot be told what it was about.

    What it says of a creation that is open stands in an earlier line as well, and a listing whose line was not finished
    has no creation after it: of both nothing is lost, which is as if nothing had been said (number 0, no address).
    """
    text = raw.decode("utf-8", "ignore")
    begun = re.match(r'{"number":([1-9][0-9]{0,11}),', text)
    if text.startswith('{"address":') or (begun and (is_open(int(begun[1])) or '"known":' in text)):
        return 0, ""
    if begun is None:
        return None
    ends = [at for at, char in enumerate(text) if char == ","][:MOST_MEMBERS]
    tried = (text[:at] + closing for at in reversed(ends) for closing in ("}", "}}"))
    line = next((value for each in tried if isinstance(value := read_json(each.encode()).value, dict)), {})
    entry = _entry(int(begun[1]), line) if "asked" in line and "undo" not in line else None
    return None if entry is None else (entry.number, entry)


def _entry(number: int, line: Mapping[str, Any]) -> Entry | None:
    words = [line.get("operation"), line.get("role"), line.get("undo", ""), line.get("called", "")]
    pairs = [_pairs(line.get(name, {})) for name in ("parts", "asked", "says")]
    since = line.get("since", 0)
    if not _are_words(words) or None in pairs or type(since) is not int or not words[0] or not words[1]:
        return None
    operation, role, undo, called = words
    parts, asked, says = (each or () for each in pairs)
    return Entry(number, operation, role, undo if parts else "", parts, asked, says, called, since)


def _pairs(given: Any) -> Pairs | None:
    if not isinstance(given, dict) or not _are_words([*given.values()]):
        return None
    return tuple(sorted(given.items()))


def _are_words(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(each, str) for each in given)
