"""Check characters of identifiers."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def uscc_holds(code: str) -> bool:
    """Whether the check character of a unified social credit code holds (GB 32100)."""
    if len(code) != 18 or any(char not in ALPHABET for char in code):
        return False
    return _uscc_check(code[:17]) == code[17]


def government_uscc(region: str, organisation: str) -> str:
    """The unified social credit code of a government organ: its region and the eight characters of its organisation."""
    return credit_code("11", region, organisation)


def credit_code(registrar: str, region: str, organisation: str) -> str:
    """A unified social credit code: who registered it and as what, its region, the eight of its organisation."""
    body = f"{registrar}{region}{organisation}{_organisation_check(organisation)}"
    return body + _uscc_check(body)


def _uscc_check(body: str) -> str:
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return ALPHABET[-total % 31]


def _organisation_check(organisation: str) -> str:
    """The check character of an organisation code (GB 11714)."""
    total = sum(_ORGANISATION.index(char) * weight for char, weight in zip(organisation, _WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]
