"""Identifiers of the centre: implementation codes, certificates (GB/T 36904)."""

from __future__ import annotations

ROOT = "1.2.156.3005.2"
_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def certificate_identifier(type_code: str, issuer: str, serial: str, version: int = 1) -> str:
    """The identifier of a certificate, its check character last."""
    segments = (type_code, issuer, serial, f"{version:03d}")
    return ".".join((ROOT, *segments, _check("".join(segments))))


def identifier_holds(identifier: str) -> bool:
    """Whether the check character of an identifier holds (ISO 7064 MOD 37,36 over all but the root)."""
    if not identifier.startswith(f"{ROOT}."):
        return False
    *body, check = identifier.removeprefix(f"{ROOT}.").split(".")
    characters = "".join(body)
    return all(one in _CHARACTERS for one in characters) and _check(characters) == check


def _check(characters: str) -> str:
    product = 36
    for one in characters:
        total = (product + _CHARACTERS.index(one)) % 36 or 36
        product = total * 2 % 37
    return _CHARACTERS[(1 - product) % 36]
