"""Other forms of a value, as systems get them wrong: moments, identifiers, codes, words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from conformance.systems.service.identifiers import ALPHABET, uscc_holds


def says(value: Any) -> Callable[[Any], Any]:
    """That value, whatever was there."""
    return lambda held: value


def renamed(old: str, new: str) -> Callable[[str], str]:
    """A word, or the one that stands for it."""
    return lambda held: new if held == old else held


def later(days: int) -> Callable[[str], str]:
    """A moment, or a day, so many days later."""

    def form(moment: str) -> str:
        shifted = (datetime.fromisoformat(moment) + timedelta(days=days)).isoformat(timespec="seconds")
        return shifted if "T" in moment else shifted[:10]

    return form


def without_zone(moment: str) -> str:
    """A moment as the database holds it."""
    return moment[:19]


def day_before_month(moment: str) -> str:
    """A moment whose day and month change places."""
    return f"{moment[:4]}-{moment[8:10]}-{moment[5:7]}{moment[10:]}"


def two_turned(code: str) -> str:
    """A code typed by hand, two digits in each other's place."""
    return f"{code[:2]}{code[3]}{code[2]}{code[4:]}"


def made_up(code: str) -> str:
    """A credit code that only holds at its last character."""
    body = code[:16] + ("1" if code[16] != "1" else "2")
    return next(body + char for char in ALPHABET if uscc_holds(body + char))


def as_number(code: str) -> str:
    """The division code of a prefecture kept as a number, filled with zeros on the wrong side."""
    return code[:4].zfill(6)


def as_digit(held: object) -> str:
    """A boolean as the database holds it."""
    return "1" if held else "0"
