"""What a contract may allow and systems still do not agree on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MAX_SAFE_INTEGER = 2**53 - 1
# Gateways refuse control characters and some databases cannot hold them, whatever a schema says; noncharacters alike.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_VAST = re.compile("[1-9][0-9]{16,}")
_BREAKS = re.compile("[\t\n\r]")


def is_odd(value: Any, on_one_line: bool) -> bool:
    """Whether a value holds control characters, numbers not every JSON reader keeps, or integers such as 1.0."""
    for part in _parts(value):
        if isinstance(part, str) and (_CONTROL.search(part) or (on_one_line and _BREAKS.search(part))):
            return True
        if isinstance(part, float) and part.is_integer():
            return True
        if isinstance(part, int | float) and abs(part) > MAX_SAFE_INTEGER:
            return True
    return False


def vastness(value: Any) -> int:
    """How many digits the longest whole number has, as text, of those that not every reader keeps; 0 without any."""
    texts = (part for part in _parts(value) if isinstance(part, str))
    return max((len(text) for text in texts if _VAST.fullmatch(text)), default=0)


def members(value: Any) -> frozenset[str]:
    """The names of all members, at any depth."""
    return frozenset(key for part in _parts(value) if isinstance(part, dict) for key in part)


def _parts(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, dict):
            waiting.extend([*part, *part.values()])
        elif isinstance(part, list):
            waiting.extend(part)
