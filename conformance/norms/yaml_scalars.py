"""What a plain scalar of YAML says: the core schema of YAML 1.2, in which a date, `yes` and `012` are text."""

from __future__ import annotations

import math
import re
from typing import Any

CORE = "tag:yaml.org,2002:"
_NULL = frozenset(["", "~", "null", "Null", "NULL"])
_TRUE, _FALSE = frozenset(["true", "True", "TRUE"]), frozenset(["false", "False", "FALSE"])
_NUMBER_BEGINS = frozenset("+-.0123456789")
# A number with a zero before it is as a rule a code, which would lose it.
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_MOST_DIGITS = 4000
_CONVERTED = {"bool", "float", "int", "null"}


def plain(text: str) -> Any:
    """The value of a plain scalar."""
    if text in _NULL:
        return None
    if text[0] in _NUMBER_BEGINS:
        return _number(text)
    return True if text in _TRUE else False if text in _FALSE else text


def tagged(text: str, tag: str) -> Any:
    """The value of a scalar with a tag. Raises ValueError for a tag that is not of the core schema."""
    name = tag.removeprefix(CORE)
    if tag in ("!", CORE + "str"):
        return text
    if name == tag or name not in _CONVERTED:
        raise ValueError(tag)
    return plain(text)


def _number(text: str) -> Any:
    """An integer or a finite number; else the text, also for one that is longer than any number there is use for."""
    if len(text) > _MOST_DIGITS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and not _has_leading_zero(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text


def _has_leading_zero(text: str) -> bool:
    digits = text.lstrip("+-")
    return digits[:1] == "0" and digits.isdigit()
