"""What may be sent, as pydantic models; the contract's rules that no schema states are checked with them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from tests.second_system.code_lists import code_list
from tests.second_system.codes import LEAVES, LISTS
from tests.second_system.fields import (
    ABSENT,
    DISTINCT,
    ONE_LINE,
    WHOLE,
    Code,
    CreditCode,
    Day,
    Line,
    Strict,
    matching,
)

FORMATS = {
    "1": ("docx", "ofd", "wps", "xml", "txt", "doc", "html", "pdf", "ppt"),
    "2": ("xlsx", "et", "xls"),
    "3": ("kingbasees", "dm", "access", "dbf", "dbase", "sysbase", "oracle", "sqlserver", "db2"),
    "4": ("jpg", "gif", "bmp"),
    "5": ("mpg", "swf", "rm"),
    "6": ("self-describing",),
    "7": ("service",),
}


def _coded(name: str) -> AfterValidator:
    found = code_list(LISTS, name)
    codes = {item["code"] for item in found["items"]} if found else set()

    def known(value: str) -> str:
        if value not in codes:
            raise ValueError(f"is not a code of {name}")
        return value

    return AfterValidator(known)


def _leaf(value: str) -> str:
    if value not in LEAVES:
        raise ValueError("is not a category entries are filed under")
    return value


Keyword = Annotated[str, Field(min_length=1, max_length=20), ONE_LINE]
Format = Annotated[str, _coded("format")]


class Item(Strict):
    name: Annotated[str, Field(min_length=1, max_length=40), ONE_LINE]
    type: Annotated[str, _coded("data-type")]
    length: Annotated[int, Field(ge=1, le=65535), WHOLE] = 1
    note: Annotated[str, Field(min_length=1, max_length=200), ONE_LINE] = "-"


class Contact(Strict):
    office: Annotated[str, Field(min_length=2, max_length=40), ONE_LINE]
    phone: Annotated[str, matching("0[0-9]{3}-[0-9]{7}")]


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
    uscc: CreditCode = ""


class _Entry(Strict):
    name: Annotated[str, Field(min_length=2, max_length=60), ONE_LINE]
    summary: Annotated[str, Field(min_length=5, max_length=500), ONE_LINE]
    keywords: Annotated[list[Keyword], Field(min_length=1, max_length=8), DISTINCT]
    category: Annotated[str, AfterValidator(_leaf)]
    theme: Annotated[str, _coded("theme")]
    items: Annotated[list[Item], Field(min_length=1, max_length=50)]
    formatClass: Literal["1", "2", "3", "4", "5", "6", "7"]  # noqa: N815 - the contract's name
    formats: Annotated[list[Format], Field(min_length=1, max_length=6), DISTINCT] = ABSENT
    updateFrequency: Literal["1", "2", "3", "4", "5", "6"]  # noqa: N815 - the contract's name
    sharingMethod: Literal["1", "2", "3"]  # noqa: N815 - the contract's name
    dataClass: Literal["1", "2", "3", "4"]  # noqa: N815 - the contract's name
    dataGrade: Literal["1", "2", "3"]  # noqa: N815 - the contract's name
    open: Literal["0", "1"]
    openConditions: Line  # noqa: N815 - the contract's name
    relatedCodes: Annotated[list[Code], Field(max_length=10), DISTINCT] = ABSENT  # noqa: N815 - the contract's name
    dataSource: Source = ABSENT  # noqa: N815 - the contract's name
    changeTrigger: Trigger = ABSENT  # noqa: N815 - the contract's name
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
