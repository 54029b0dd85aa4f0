"""What a message's digest is over, and the digests: the same text for whoever sends, receives or judges."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

ALGORITHMS: Mapping[str, str] = {"SHA-256": "sha256", "SM3": "sm3"}
"""The algorithms of the contract, and what hashlib calls them."""


def canonical(records: Any) -> bytes:
    """Records as the text a digest is over: JSON in UTF-8, members by code point, no white space, nothing escaped."""
    text = json.dumps(records, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def digest(algorithm: str, content: bytes) -> str | None:
    """The digest in lower-case hexadecimal; None for an algorithm that is unknown or not built in here."""
    try:
        return hashlib.new(ALGORITHMS[algorithm], content).hexdigest()
    except (KeyError, ValueError):
        return None
