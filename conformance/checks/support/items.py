"""Whether a value keeps the type, length and codes that its data item is catalogued with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from conformance.checks.moments import day_of, moment_of
from conformance.checks.reading import array
from conformance.model.text import Text

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(.{0,10})", re.ASCII)


def misfit(held: Any, item: Mapping[str, Any]) -> Text | None:
    """What was due of a value; None where it keeps the type, length and codes that its item is catalogued with.

    Of the types of GB/T 21063.3 those are judged whose values have one form: texts, numbers, dates, times, yes or no.
    """
    kind, length, codes = item.get("type"), item.get("length"), array(item.get("codes"))
    fits = {
        "C": isinstance(held, str),
        **dict.fromkeys(("N", "F", "Y", "B"), _number(held)),
        "I": _number(held) and float(held).is_integer(),
        "D": day_of(held) is not None,
        "T": _is_time(held),
        "L": isinstance(held, bool) or held in ("0", "1", 0, 1),
    }
    if not fits.get(str(kind), True):
        return Text(f"类型 {kind} 的值", f"a value of type {kind}")
    if isinstance(length, int) and isinstance(held, str) and kind == "C" and len(held) > length:
        return Text(f"至多 {length} 字符", f"at most {length} characters")
    if codes and str(held) not in map(str, codes):
        return Text("、".join(map(str, codes)), ", ".join(map(str, codes)))
    return None


def _is_time(held: Any) -> bool:
    """Whether a value is a date-time: to the second, or to the minute as GB/T 7408 admits, a blank before the time."""
    found = _TIME.fullmatch(held) if isinstance(held, str) else None
    return moment_of(held) is not None or bool(
        found and moment_of(f"{found[1]}T{found[2]}{found[3] or ':00'}{found[4]}") is not None
    )


def _number(held: Any) -> bool:
    if isinstance(held, str):
        return bool(_NUMBER.fullmatch(held))
    return isinstance(held, int | float) and not isinstance(held, bool)
