"""Administrative divisions by their codes (GB/T 2260): which lies within which, and how high a level is."""

from __future__ import annotations

import re

LEVELS = ("nation", "province", "city", "county")
NATION = ("000000", "100000")
_CODE = re.compile(r"\d{6}(?:\d{3}){0,2}", re.ASCII)


def lies_within(region: object, whole: object) -> bool:
    """Whether a division is another, or part of it: 320205 and 320205001 of 320200. A number is read as its digits."""
    inner, outer = str(region), str(whole)
    if inner == outer:
        return True
    return bool(_CODE.fullmatch(inner) and _CODE.fullmatch(outer)) and inner.startswith(_stem(outer))


def _stem(code: str) -> str:
    """What the codes of all parts of a division begin with."""
    if code in NATION:
        return ""
    county, rest = code[:6], code[6:]
    while rest.endswith("000"):
        rest = rest[:-3]
    while not rest and county.endswith("00"):
        county = county[:-2]
    return county + rest


def is_above(level: object, other: object) -> bool:
    """Whether a level of government is known to be higher than another."""
    return level in LEVELS and other in LEVELS and LEVELS.index(str(level)) < LEVELS.index(str(other))
