"""Check characters of identifiers."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc_holds(code: str) -> bool:
    """Whether the check character of a unified social credit code holds (GB 32100)."""
    if len(code) != 18 or any(char not in ALPHABET for char in code):
        return False
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return ALPHABET[-total % 31] == code[17]
