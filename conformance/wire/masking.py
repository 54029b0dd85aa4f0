"""Personal numbers masked in evidence: citizen ids, mainland mobile numbers, bank card numbers."""

from __future__ import annotations

import re
from datetime import date

_ESCAPE = r"%[0-9A-Fa-f]{2}|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[nrtbf])"  # of a sign, whatever its letters look like
# Not inside a longer number or word, so that digests, codes and identifiers of other kinds stay whole. Only a citizen
# id, whose date and check digit must be right, is known beside letters too.
_CANDIDATE = re.compile(
    rf"(?:(?P<escape>{_ESCAPE})|(?<![0-9A-Za-z_])(?<![0-9]\.))"
    r"(?:(?P<card>[0-9]{16,19}|[0-9]{17}[Xx])|(?P<prefix>(?:00)?86)?(?P<mobile>1[3-9][0-9]{9}))"
    r"(?![0-9A-Za-z_])(?!\.[0-9])"
    rf"|{_ESCAPE}"
    r"|(?<![0-9])(?<![0-9]\.)(?P<citizen>[1-9][0-9]{16}[0-9Xx])(?!\.?[0-9])"
)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999: 2^(17-i) mod 11
_ID_CHECKS = "10X98765432"
_CARD_STARTS = "34569"  # the first digits bank cards have; serial numbers that begin with a date have others


def mask_personal(text: str) -> str:
    """The same text, as long as before, with the middle of every personal number replaced by asterisks.

    A citizen id must have a real date and a right check digit, a card number a right Luhn digit.
    """
    return _CANDIDATE.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    before, card = match["escape"] or "", match["card"]
    if match["mobile"]:
        return before + (match["prefix"] or "") + _keep(match["mobile"], 3, 4)
    if card:
        return before + (_keep(card, 6, 4) if _is_citizen_id(card) or _is_bank_card(card) else card)
    citizen = match["citizen"]
    return _keep(citizen, 6, 4) if citizen and _is_citizen_id(citizen) else match[0]


def _keep(number: str, first: int, last: int) -> str:
    return number[:first] + "*" * (len(number) - first - last) + number[-last:]


def _is_citizen_id(number: str) -> bool:
    if len(number) != 18:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return born.year >= 1800 and _ID_CHECKS[total % 11] == number[17].upper()


def _is_bank_card(number: str) -> bool:
    if not number.isdigit() or number[0] not in _CARD_STARTS:
        return False
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
