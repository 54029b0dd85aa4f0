"""What may be sent, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, model_validator

from tests.second_system.fields import ABSENT, DISTINCT, WHOLE, Line, Strict, matching

YesNo = Literal["1", "0"]
Channel = Literal["1", "2", "3", "4", "9"]
Names = Annotated[list[Line], Field(max_length=30), DISTINCT]


class Party(Strict):
    name: Line
    idType: Literal["001", "111"]  # noqa: N815 - the contract's name
    idNumber: Annotated[str, matching("[0-9A-Z*]{8,18}")]  # noqa: N815 - the contract's name


class Application(Strict):
    subject: Line
    statement: Line
    serviceObject: Literal["1", "2", "3", "4", "5", "6"]  # noqa: N815 - the contract's name
    channel: Channel
    applicant: Party = ABSENT
    materials: Names = ABSENT
    consent: YesNo = ABSENT


class Supplement(Strict):
    subject: Line = ABSENT
    statement: Line = ABSENT
    serviceObject: Literal["1", "2", "3", "4", "5", "6"] = ABSENT  # noqa: N815 - the contract's name
    channel: Channel = ABSENT
    applicant: Party = ABSENT
    materials: Names = ABSENT
    consent: YesNo = ABSENT

    @model_validator(mode="after")
    def _not_empty(self) -> Supplement:
        if not self.model_fields_set:
            raise ValueError("supplies nothing")
        return self


class Accept(Strict):
    result: Literal["accept"]


class Decline(Strict):
    result: Literal["decline"]
    reason: Line
    advice: Line = ABSENT


class Return(Strict):
    result: Literal["return"]
    missing: Annotated[list[Line], Field(min_length=1, max_length=20)]


class Approver(Strict):
    name: Line
    post: Line
    unit: Line


class Grant(Strict):
    result: Literal["grant"]
    opinion: Line = ABSENT


class Deny(Strict):
    result: Literal["deny"]
    reason: Line
    legalBasis: Line  # noqa: N815 - the contract's name


class Extend(Strict):
    result: Literal["extend"]
    days: Annotated[int, Field(ge=1, le=15), WHOLE]
    reason: Line
    approver: Approver


class Suspend(Strict):
    result: Literal["suspend"]
    procedure: Literal[
        "hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review"
    ]
    days: Annotated[int, Field(ge=1, le=365), WHOLE]
    reason: Line


class Resume(Strict):
    result: Literal["resume"]


class Evaluation(Strict):
    grade: Literal["1", "2", "3", "4", "5"]
    channel: Channel
    comment: Line = ABSENT
    named: YesNo = ABSENT


class Complaint(Strict):
    kind: Literal["question", "complaint"]
    subject: Line
    content: Line


class Reply(Strict):
    content: Line


ACCEPTANCE: TypeAdapter[Any] = TypeAdapter(Annotated[Accept | Decline | Return, Field(discriminator="result")])
DECISION: TypeAdapter[Any] = TypeAdapter(
    Annotated[Grant | Deny | Extend | Suspend | Resume, Field(discriminator="result")]
)
APPLICATION, SUPPLEMENT, EVALUATION, COMPLAINT, REPLY = (
    TypeAdapter(model) for model in (Application, Supplement, Evaluation, Complaint, Reply)
)
