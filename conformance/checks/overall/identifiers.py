"""Whether identifiers are what they claim to be: credit codes, organisation codes, division codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.checks.reading import not_exercised, shown
from conformance.model.exchange import Value
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
EARLY_FUJIAN = re.compile(r"91350\d{3}M000", re.ASCII)
"""What the few early codes of Fujian begin with that were given out without a check character that holds."""
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]", re.ASCII)
REGION = re.compile(r"\d{6}|\d{9}|\d{12}", re.ASCII)


def credit_code_holds(value: Value) -> Iterator[Finding]:
    """A unified social credit code has 18 characters of its alphabet, and its check character holds (GB 32100)."""
    code = value.value
    if not _well_formed(code):
        yield Finding(
            Text(f"“{shown(code)}”", f'"{shown(code)}"'),
            Text("18 位，不含 I、O、S、V、Z", "18 characters, none of I, O, S, V, Z"),
        )
    elif code[17] != check_character(code[:17]):
        if EARLY_FUJIAN.match(code):
            zh, en = f"{code} 或为早期赋码，校验位无从判定", f"{code} may be an early code that never held its check"
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
        due = check_character(code[:17])
        yield Finding(
            Text(f"{code} 的校验位为 {code[17]}", f"the check character of {code} is {code[17]}"), Text(due, due)
        )


def organisation_part_holds(value: Value) -> Iterator[Finding]:
    """Positions 9 to 17 of a credit code are an organisation code whose own check character holds (GB 11714)."""
    code = value.value
    if not _well_formed(code):
        raise not_exercised(f"“{shown(code)}”不成形", f'"{shown(code)}" is not well formed')
    part = code[8:17]
    due = organisation_check(part[:8])
    if part[8] != due:
        yield Finding(
            Text(f"{code} 中主体标识码 {part} 的校验码为 {part[8]}", f"{part} inside {code} ends in {part[8]}"),
            Text(due, due),
        )


def division_code_is_known(value: Value) -> Iterator[Finding]:
    """A division code has 6, 9 or 12 digits and begins with that of a province."""
    code = value.value
    if not isinstance(code, str) or not REGION.fullmatch(code):
        due = Text("6、9 或 12 位数字", "6, 9 or 12 digits")
        yield Finding(Text(f"“{shown(code)}”", f'"{shown(code)}"'), due)
    elif not PROVINCE.match(code):
        yield Finding(
            Text(f"{code} 以 {code[:2]} 开头", f"{code} begins with {code[:2]}"),
            Text("省级代码", "the code of a province"),
        )


def check_character(body: str) -> str:
    """The check character of the first 17 characters of a credit code."""
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return ALPHABET[-total % 31]


def organisation_check(body: str) -> str:
    """The check character of the 8 characters of an organisation code."""
    total = sum(BODY.index(char) * weight for char, weight in zip(body, BODY_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def credit_code_may_hold(code: str) -> bool:
    """Whether a text is a credit code by all that can be told of one: an early code may break its own check."""
    return _well_formed(code) and (code[17] == check_character(code[:17]) or bool(EARLY_FUJIAN.match(code)))


def is_division_code(code: str) -> bool:
    """Whether a text has the digits of a division code and begins with that of a province."""
    return bool(REGION.fullmatch(code) and PROVINCE.match(code))


def _well_formed(code: object) -> bool:
    return isinstance(code, str) and len(code) == 18 and all(char in ALPHABET for char in code)
