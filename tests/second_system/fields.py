"""Kinds of values that may be sent, as pydantic types, and the places where a body breaks them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from stdnum.cn import uscc

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")


def _one_line(text: str) -> str:
    if ord(text[0]) <= 0x20 or 0x7F <= ord(text[0]) <= 0xA0 or text[0] == "\u3000":
        raise ValueError("begins with a space or a control character")
    if any(ord(character) < 0x20 or character == "\x7f" for character in text):
        raise ValueError("holds a control character")
    return text


def _distinct(values: list[str]) -> list[str]:
    if len(set(values)) != len(values):
        raise ValueError("holds a value twice")
    return values


def _real_day(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("is not YYYY-MM-DD")
    date.fromisoformat(text)
    return text


def moment(text: str) -> datetime:
    """A date-time of RFC 3339 with its offset."""
    if not _MOMENT.fullmatch(text):
        raise ValueError("is no date-time with an offset")
    return datetime.fromisoformat(text.upper())


def _a_moment(text: str) -> str:
    moment(text)
    return text


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _credit_code(text: str) -> str:
    if not re.fullmatch("[0-9A-HJ-NPQRTUWXY]{18}", text) or not uscc.is_valid(text):
        raise ValueError("is no unified social credit code")
    return text


def matching(pattern: str) -> AfterValidator:
    def match(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"does not match {pattern}")
        return value

    return AfterValidator(match)


ONE_LINE = AfterValidator(_one_line)
DISTINCT = AfterValidator(_distinct)
WHOLE = BeforeValidator(_whole)
"""JSON knows one kind of number: 2.0 is the integer 2."""
Day = Annotated[str, AfterValidator(_real_day)]
Moment = Annotated[str, AfterValidator(_a_moment)]
Line = Annotated[str, Field(min_length=2, max_length=200), ONE_LINE]
Code = Annotated[str, matching("[1-3][0-9]{5,9}/[0-9]{6}")]
CreditCode = Annotated[str, AfterValidator(_credit_code)]
ABSENT: Any = Field(default=None)
"""The default of a member that may be left out, but not be null."""


class Strict(BaseModel):
    """Nothing undeclared, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


Wrong = list[dict[str, str]]


def wrong_places(model: TypeAdapter[Any], body: Any, tag: str = "") -> Wrong:
    """The places where a body breaks the model, as the contract's `errors`; `tag` tells the kinds of a union apart."""
    try:
        model.validate_python(body)
    except ValidationError as refusal:
        found = refusal.errors(include_url=False, include_context=False, include_input=False)
        return [_place(error, tag) for error in found][:20]
    return []


def _place(error: Any, tag: str) -> dict[str, str]:
    if error["type"].startswith("union_tag"):
        return {"pointer": f"/{tag}", "message": error["msg"]}
    steps = error["loc"][1:] if tag and error["loc"] else error["loc"]
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return {"pointer": pointer, "message": error["msg"]}
