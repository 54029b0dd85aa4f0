"""Moments written otherwise: fractions, other offsets, small letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.parts import around
from conformance.systems.twins.twin import Lawful, Twin, fixed

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")
AS_SENT = frozenset({"header", "records", "rows", "asOf"})
"""Members whose values are not the system's own: what was sent is kept as sent; data are what they are."""
URUMQI = timezone(timedelta(hours=6))


def moments(form: Callable[[str], str]) -> Mutation:
    """The moments a system notes by itself are shown in another form, wherever they are shown."""

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            own = value.keys() >= {"sender", "nonce", "digest"} or "openapi" in value
            return value if own else {name: held if name in AS_SENT else turned(held) for name, held in value.items()}
        if isinstance(value, list):
            return [turned(held) for held in value]
        return form(value) if isinstance(value, str) and _STAMP.fullmatch(value) else value

    return around("responses.encode", lambda sound, value: sound(turned(value)))


def _in_utc(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


_FORMS = Text(
    "date-time 依 RFC 3339：可带小数秒，可用任一偏移，T 与 Z 可小写。",
    "A date-time is that of RFC 3339: with a fraction, in any offset, with T and Z in either case.",
)
TWINS = tuple(
    Twin(name, title, Lawful(_FORMS, "RFC 3339"), fixed(moments(form)), frozenset({"moments"}))
    for name, title, form in (
        (
            "moments-with-fraction",
            Text("时间带毫秒", "writes moments with milliseconds"),
            lambda moment: f"{moment[:19]}.000{moment[19:]}",
        ),
        (
            "moments-to-the-nanosecond",
            Text("时间带九位小数", "writes moments with nine decimals"),
            lambda moment: f"{moment[:19]}.000000000{moment[19:]}",
        ),
        ("moments-in-utc", Text("时间用协调世界时，写作 Z", "writes moments in UTC, as Z"), _in_utc),
        (
            "moments-with-offset-zero",
            Text("时间用协调世界时，写作 +00:00", "writes moments in UTC, as +00:00"),
            lambda moment: _in_utc(moment).replace("Z", "+00:00"),
        ),
        (
            "moments-of-another-zone",
            Text("时间用东六区的偏移", "writes moments with the offset of UTC+6"),
            lambda moment: datetime.fromisoformat(moment).astimezone(URUMQI).isoformat(timespec="seconds"),
        ),
        (
            "moments-in-small-letters",
            Text("时间中的 t、z 用小写", "writes the t and z of moments in small letters"),
            lambda moment: _in_utc(moment).lower(),
        ),
    )
)
