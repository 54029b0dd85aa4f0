"""What a request says, member by member, so that what it made can be told from everything else."""

from __future__ import annotations

import hashlib
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

MOST = 48
"""Members of a body that are kept, those of its outer objects first."""

CALLED = ("name", "title", "subject", "id", "text", "basis")
"""Members by which a person would know an object, the best first."""

_MEMBER = re.compile(r"""["']([^"'\\]{1,60})["'] *: *["']([^"'\\]{1,500})["']""")

Marks = Mapping[str, str]
"""Place of a member (`header/id`) → a mark of its value."""


def says(body: bytes | None) -> dict[str, Any]:
    """The plain members of a body by their places, at most `MOST`; of one that is no JSON, those that still show."""
    text = (body or b"").decode("utf-8", "replace")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _shown(text)
    found = {}
    for place, member in _leaves(value):
        found[place] = member
        if len(found) == MOST:
            break
    return found


def marks(said: Mapping[str, Any]) -> dict[str, str]:
    """Each value as ledgers keep it: only to be compared, as a body may hold what is nobody's business later."""
    return {place: mark(value) for place, value in said.items()}


def mark(value: Any) -> str:
    """The mark of a value; a number has one, however it is written."""
    plain = int(value) if isinstance(value, float) and value.is_integer() else value
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:12]


def called(said: Mapping[str, Any]) -> str:
    """What a person would know it by: the best named of its texts, with its name; empty where it says nothing."""
    texts = {place: value for place, value in said.items() if isinstance(value, str) and value.strip()}
    named = [place for name in CALLED for place in texts if place.rpartition("/")[2] == name]
    best = min(named or texts, key=lambda place: place.count("/"), default="")
    return f"{best} {texts[best][:60]}" if best else ""


def agreement(sent: Marks, record: Any) -> float:
    """The share of the members a record and a body both have that say the same; 1 where they have none in common.

    A list often shows less than was sent, or only one part of it (the header of a message).
    """
    shown = {place: mark(value) for place, value in _leaves(record)}
    parts = {"", *(place.partition("/")[0] + "/" for place in sent if "/" in place)}
    common = [[shown[place] == sent[part + place] for place in shown if part + place in sent] for part in parts]
    return max(((sum(same), sum(same) / len(same)) for same in common if same), default=(0, 1.0))[1]


def _leaves(value: Any) -> Iterator[tuple[str, Any]]:
    """Every plain value with its place, outer objects before inner ones."""
    waiting = deque([("", value)])
    while waiting:
        place, value = waiting.popleft()
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
        if inner is None:
            yield place, value
        else:
            waiting.extend((f"{place}/{name}" if place else str(name), each) for name, each in inner)


def _shown(text: str) -> dict[str, Any]:
    """Members of a form, or of a JSON text that is cut short or written wrongly; the first of a name counts."""
    pairs = _MEMBER.findall(text) or parse_qsl(text)
    found: dict[str, Any] = {}
    for name, value in pairs[:MOST]:
        if "\ufffd" not in name + value:
            found.setdefault(name, value)
    return found
