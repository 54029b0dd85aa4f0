"""What may be sent, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, model_validator

from tests.second_system.fields import ABSENT, DISTINCT, ONE_LINE, WHOLE, Code, Day, Line, Moment, Strict, matching

Name = Annotated[str, Field(min_length=2, max_length=60), ONE_LINE]
Method = Literal["service", "batch", "file"]
Digits = Annotated[str, matching("[0-9]{6}")]
ItemName = Annotated[str, Field(min_length=1, max_length=40)]
Shape = Annotated[str, matching("[0-9A-HJ-NPQRTUWXY]{18}")]
Whole = Annotated[int, Field(ge=-(2**53) + 1, le=2**53 - 1), WHOLE]
Value = Annotated[str, Field(max_length=2000)] | bool | Whole | None
Record = Annotated[dict[str, Value], Field(min_length=1, max_length=50)]


class Scope(Strict):
    purpose: Line
    items: Annotated[list[ItemName], Field(min_length=1, max_length=50), DISTINCT] = ABSENT
    regions: Annotated[list[Digits], Field(min_length=1, max_length=50), DISTINCT] = ABSENT


class Period(Strict):
    begin: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end < self.begin:
            raise ValueError("ends before it begins")
        return self


class Contact(Strict):
    name: Name
    phone: Annotated[str, matching("0[0-9]{3}-[0-9]{7}")]
    email: Annotated[str, matching("[a-z0-9._-]{1,40}@[a-z0-9.-]{3,60}")]


class Request(Strict):
    basis: Line = ABSENT
    scenario: Line = ABSENT
    scope: Scope = ABSENT
    method: Method = ABSENT
    period: Period = ABSENT
    contact: Contact = ABSENT


class Consent(Strict):
    result: Literal["consent"]
    opinion: Line = ABSENT


class Refusal(Strict):
    result: Literal["refuse"]
    reason: Line
    legalBasis: Line  # noqa: N815 - the contract's name


class Extension(Strict):
    result: Literal["extend"]
    approver: Line
    reason: Line
    until: Day = ABSENT


class Misuse(Strict):
    reason: Line


class Disposal(Strict):
    manner: Literal["destroyed", "returned", "archived"]
    at: Day
    by: Name
    note: Line = ABSENT


class End(Strict):
    reason: Literal["achieved", "impossible", "unnecessary"]
    disposal: Disposal


class Use(Strict):
    scenario: Line
    process: Line
    outcome: Line
    storage: Line
    disposal: Line


class Correction(Strict):
    record: Annotated[str, matching("[0-9A-Za-z-]{1,40}")] = ABSENT
    item: Name = ABSENT
    kind: Literal["inaccurate", "incomplete"]
    found: Line
    proposed: Line = ABSENT
    evidence: Line = ABSENT


class Reply(Strict):
    result: Literal["corrected", "upheld"]
    explanation: Line


class Digest(Strict):
    algorithm: Literal["SHA-256", "SM3"]
    value: Annotated[str, matching("[0-9a-f]{64}")]


class Header(Strict):
    id: Annotated[str, matching("m-[0-9a-f-]{8,60}")]
    sender: Shape
    receiver: Shape
    sentAt: Moment  # noqa: N815 - the contract's name
    resource: Code
    nonce: Annotated[str, matching("[0-9A-Za-z-]{16,64}")]
    digest: Digest


class Message(Strict):
    header: Header
    records: Annotated[list[Record], Field(min_length=1, max_length=500)]


DECISION: TypeAdapter[Any] = TypeAdapter(Annotated[Consent | Refusal | Extension, Field(discriminator="result")])
REQUEST, MISUSE, END, USE, CORRECTION, REPLY, MESSAGE = (
    TypeAdapter(model) for model in (Request, Misuse, End, Use, Correction, Reply, Message)
)
