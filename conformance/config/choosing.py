"""Which operations of a system are called, and when, as its tester writes it down."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, timezone, tzinfo
from typing import Annotated, Any, Literal, Self, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from conformance.engine.standing.hold_back import names
from conformance.model.contract import Contract
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.model.window import EVERY_DAY, Window
from conformance.norms.errors import DataError, near

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS = get_args(Day)
DAY_WORDS = {f"{stem}{word}": day for stem in ("周", "星期") for word, day in zip("一二三四五六日", DAYS, strict=True)}
CHINA = "Asia/Shanghai"
_CHINA = timezone(timedelta(hours=8), CHINA)
"""The one zone of China since 1991, so that no machine needs a table of zones for it."""
_HOURS = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])\s*[-–—~至到]\s*([01]?[0-9]|2[0-4]):([0-5][0-9])")
_OFFSET = re.compile(r"([+-])([01][0-9]):([0-5][0-9])")

DayWord = Annotated[
    Day, BeforeValidator(lambda value: DAY_WORDS.get(value, value)), WithJsonSchema({"enum": [*DAYS, *DAY_WORDS]})
]


class HoldBackConfig(BaseModel):
    """What is not called for what its names say: logging out, deleting, sending, paying, exporting …"""

    model_config = ConfigDict(extra="forbid")
    allow: list[str] = Field(
        default_factory=list,
        description="Operations to call all the same: id, path, METHOD path, or tag:NAME; * is a wildcard.",
    )


class WindowConfig(BaseModel):
    """The hours in which a system may be asked 检测时段."""

    model_config = ConfigDict(extra="forbid")
    hours: str = Field(description="From and to, as 22:00-06:00; past midnight where the end is earlier.")
    days: list[DayWord] = Field(
        default_factory=list, description="The days it begins on, as [mon, fri]; empty: every day."
    )
    zone: str = Field(CHINA, description="The time zone: a name, or an offset as +08:00.")

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        """Refuse hours and zones nobody can read before anything rests on them."""
        window_of(self)
        return self

    @property
    def text(self) -> str:
        """The window in a line."""
        return " ".join((*self.days, self.hours, self.zone))


def _written_short(value: Any) -> Any:
    """A window written as its hours alone."""
    return {"hours": value} if isinstance(value, str) else value


WindowWord = Annotated[
    WindowConfig,
    BeforeValidator(_written_short),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": r"^\d{1,2}:\d\d-\d{1,2}:\d\d$"}, WindowConfig.model_json_schema()]}
    ),
]


def window_of(given: WindowConfig) -> Window:
    """The window as a run keeps it. Raises PydanticCustomError for hours or a zone that cannot be read."""
    found = _HOURS.fullmatch(given.hours.strip())
    if found is None or ("24" in (found[1], found[3]) and (found[1] == "24" or found[4] != "00")):
        raise PydanticCustomError("hours", "{hours}", {"hours": given.hours})
    start, end = time(int(found[1]), int(found[2])), time(int(found[3]) % 24, int(found[4]))
    if start == end and found[3] != "24":
        raise PydanticCustomError("hours", "{hours}", {"hours": given.hours})
    days = frozenset(map(DAYS.index, given.days)) or EVERY_DAY
    return Window(start, end, _zone(given.zone), days, given.text)


def _zone(name: str) -> tzinfo:
    offset = _OFFSET.fullmatch(name)
    if offset:
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(away if offset[1] == "+" else -away)
    if name == CHINA:
        return _CHINA
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, or a machine without a table of zones
        raise PydanticCustomError("zone", "{zone}", {"zone": name}) from None


def must_be_open(target: Target, now: datetime) -> None:
    """Refuse to begin outside the hours in which a system may be asked. Raises DataError."""
    window = target.window
    if window is None or window.rest(now) > 0:
        return
    opens = window.opens(now).isoformat(sep=" ", timespec="minutes")
    text = Text(
        f"{target.name} 只可在 {window.text} 检测，现在不在此时段；未发送任何请求",
        f"{target.name} may be asked in {window.text} only, and it is not that time; nothing was sent",
    )
    hint = Text(f"下次自 {opens} 起；--dry-run 随时可用", f"it opens at {opens}; --dry-run works at any time")
    raise DataError(text, *target.origin, help=hint, about="window")


def must_name_operations(target: Target, contract: Contract) -> None:
    """Refuse a selector that names no operation: what it was to keep from being called might be called. DataError."""
    known = contract.operations.values()
    for key, selectors in (("only", target.only), ("exclude", target.exclude), ("hold_back.allow", target.allowed)):
        for selector in selectors:
            if not any(names(selector, operation) for operation in known):
                text = Text(f"{key}：没有操作 `{selector}`", f"{key}: there is no operation `{selector}`")
                words = [*contract.operations, *(operation.path for operation in known)]
                raise DataError(text, *target.origin, help=near(selector, words), about="config")
