"""What may be sent, as pydantic models; the contract's rules that no schema states are checked with them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)
from stdnum.cn import uscc

from tests.second_system.codes import LEAVES, code_list

FORMATS = {
    "1": ("docx", "ofd", "wps", "xml", "txt", "doc", "html", "pdf", "ppt"),
    "2": ("xlsx", "et", "xls"),
    "3": ("kingbasees", "dm", "access", "dbf", "dbase", "sysbase", "oracle", "sqlserver", "db2"),
    "4": ("jpg", "gif", "bmp"),
    "5": ("mpg", "swf", "rm"),
    "6": ("self-describing",),
    "7": ("service",),
}


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


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _credit_code(text: str) -> str:
    if not re.fullmatch("[0-9A-HJ-NPQRTUWXY]{18}", text) or not uscc.is_valid(text):
        raise ValueError("is no unified social credit code")
    return text


def _coded(name: str) -> AfterValidator:
    found = code_list(name)
    codes = {item["code"] for item in found["items"]} if found else set()

    def known(value: str) -> str:
        if value not in codes:
            raise ValueError(f"is not a code of {name}")
        return value

    return AfterValidator(known)


def _matching(pattern: str) -> AfterValidator:
    def match(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"does not match {pattern}")
        return value

    return AfterValidator(match)


def _leaf(value: str) -> str:
    if value not in LEAVES:
        raise ValueError("is not a category entries are filed under")
    return value


ONE_LINE = AfterValidator(_one_line)
Day = Annotated[str, AfterValidator(_real_day)]
Line = Annotated[str, Field(min_length=2, max_length=200), ONE_LINE]
Keyword = Annotated[str, Field(min_length=1, max_length=20), ONE_LINE]
Format = Annotated[str, _coded("format")]
Code = Annotated[str, _matching("[1-3][0-9]{5,9}/[0-9]{6}")]


class Strict(BaseModel):
    """Nothing undeclared, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Item(Strict):
    name: Annotated[str, Field(min_length=1, max_length=40), ONE_LINE]
    type: Annotated[str, _coded("data-type")]
    length: Annotated[int, Field(ge=1, le=65535), BeforeValidator(_whole)] = 1
    note: Annotated[str, Field(min_length=1, max_length=200), ONE_LINE] = "-"


class Contact(Strict):
    office: Annotated[str, Field(min_length=2, max_length=40), ONE_LINE]
    phone: Annotated[str, _matching("0[0-9]{3}-[0-9]{7}")]


class Assessment(Strict):
    secrecy: Literal["1", "2"]
    personalData: Literal["1", "2"]  # noqa: N815 - the contract's name
    approvedBy: Annotated[str, Field(min_length=2, max_length=30), ONE_LINE]  # noqa: N815 - the contract's name
    approvedAt: Day  # noqa: N815 - the contract's name


class Trigger(Strict):
    kind: Literal["law", "duty", "other"]
    at: Day


class Source(Strict):
    name: Line
    uscc: Annotated[str, AfterValidator(_credit_code)] = ""


class _Entry(Strict):
    name: Annotated[str, Field(min_length=2, max_length=60), ONE_LINE]
    summary: Annotated[str, Field(min_length=5, max_length=500), ONE_LINE]
    keywords: Annotated[list[Keyword], Field(min_length=1, max_length=8), AfterValidator(_distinct)]
    category: Annotated[str, AfterValidator(_leaf)]
    theme: Annotated[str, _coded("theme")]
    items: Annotated[list[Item], Field(min_length=1, max_length=50)]
    formatClass: Literal["1", "2", "3", "4", "5", "6", "7"]  # noqa: N815 - the contract's name
    formats: Annotated[list[Format], Field(min_length=1, max_length=6), AfterValidator(_distinct)] = []
    updateFrequency: Literal["1", "2", "3", "4", "5", "6"]  # noqa: N815 - the contract's name
    sharingMethod: Literal["1", "2", "3"]  # noqa: N815 - the contract's name
    dataClass: Literal["1", "2", "3", "4"]  # noqa: N815 - the contract's name
    dataGrade: Literal["1", "2", "3"]  # noqa: N815 - the contract's name
    open: Literal["0", "1"]
    openConditions: Line  # noqa: N815 - the contract's name
    relatedCodes: Annotated[list[Code], Field(max_length=10), AfterValidator(_distinct)] = []  # noqa: N815 - the contract's name; pydantic copies it
    dataSource: Source | None = None  # noqa: N815 - the contract's name
    changeTrigger: Trigger | None = None  # noqa: N815 - the contract's name
    assessment: Assessment
    serviceInfo: Line = "--"  # noqa: N815 - the contract's name
    contact: Contact


class Free(Strict):
    text: Literal["无条件"]


class Conditional(Strict):
    text: Line
    scope: Line
    use: Line


class Withheld(Strict):
    text: Line
    reason: Line
    legalBasis: Line  # noqa: N815 - the contract's name


class FreeEntry(_Entry):
    sharingClass: Literal["1"]  # noqa: N815 - the contract's name
    conditions: Free


class ConditionalEntry(_Entry):
    sharingClass: Literal["2"]  # noqa: N815 - the contract's name
    conditions: Conditional


class WithheldEntry(_Entry):
    sharingClass: Literal["3"]  # noqa: N815 - the contract's name
    conditions: Withheld
    open: Literal["0"]


class Review(Strict):
    decision: Literal["approve", "return"]
    opinion: Line


ENTRY: TypeAdapter[Any] = TypeAdapter(
    Annotated[FreeEntry | ConditionalEntry | WithheldEntry, Field(discriminator="sharingClass")]
)
REVIEW: TypeAdapter[Any] = TypeAdapter(Review)
Wrong = list[dict[str, str]]


def wrong_places(model: TypeAdapter[Any], body: Any) -> Wrong:
    """The places where a body breaks the model, as the contract's `errors`; explicit nulls are wrong too."""
    try:
        model.validate_python(body)
    except ValidationError as refusal:
        found = refusal.errors(include_url=False, include_context=False, include_input=False)
        return [_place(error, tagged=model is ENTRY) for error in found][:20]
    nulls = [f"/{key}" for key in ("dataSource", "changeTrigger") if key in body and body[key] is None]
    return [{"pointer": pointer, "message": "null is not allowed"} for pointer in nulls]


def _place(error: Any, tagged: bool) -> dict[str, str]:
    if error["type"].startswith("union_tag"):
        return {"pointer": "/sharingClass", "message": error["msg"]}
    steps = error["loc"][1:] if tagged and error["loc"] else error["loc"]
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return {"pointer": pointer, "message": error["msg"]}
