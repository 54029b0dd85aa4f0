"""What may be sent, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from tests.second_system.fields import ABSENT, ONE_LINE, WHOLE, Day, Line, Strict, matching

Name = Annotated[str, Field(min_length=2, max_length=60), ONE_LINE]
Text = Annotated[str, Field(min_length=2, max_length=2000), ONE_LINE]
Provided = Annotated[list[Line], Field(min_length=1, max_length=20)]
Heading = Literal[
    "rules", "bodies", "plans", "statistics", "licences", "penalties", "budgets", "fees", "procurement", "projects",
    "welfare", "emergencies", "inspections", "recruitment", "others",
]  # fmt: skip
Withheld = Literal[
    "state-secret", "law-forbids", "security", "third-party", "internal", "process", "case-file", "inquiry"
]


class Document(Strict):
    title: Line
    summary: Text
    heading: Heading
    madeOn: Day  # noqa: N815 - the contract's name
    number: Line = ABSENT
    content: Text


class Review(Strict):
    decision: Literal["approve", "return"]
    opinion: Line = ABSENT


class Proof(Strict):
    kind: Literal["resident-card", "passport", "permit", "credit-code"]
    tail: Annotated[str, matching("[0-9A-Z]{4}")]


class Applicant(Strict):
    kind: Literal["citizen", "organisation"]
    name: Name
    proof: Proof
    contact: Line


class Form(Strict):
    medium: Literal["paper", "electronic", "copy"]
    means: Literal["post", "online", "in-person"]


class Application(Strict):
    applicant: Applicant
    subject: Line
    description: Text = ABSENT
    form: Form
    purpose: Line = ABSENT


class Receipt(Strict):
    note: Line = ABSENT


class Notice(Strict):
    items: Annotated[list[Line], Field(min_length=1, max_length=10)]
    days: Annotated[int, Field(ge=5, le=30), WHOLE]


class Consultation(Strict):
    kind: Literal["third-party", "joint-body", "other-body"]
    party: Name


class Extension(Strict):
    approver: Name
    reason: Line
    days: Annotated[int, Field(ge=1, le=20), WHOLE] = 20


class Disclosed(Strict):
    outcome: Literal["disclosed"]
    provided: Provided


class Refused(Strict):
    outcome: Literal["refused"]
    ground: Withheld
    reason: Line
    legalBasis: Line = ABSENT  # noqa: N815 - the contract's name


class Partial(Refused):
    outcome: Literal["partial"]  # type: ignore[assignment] # a part is refused like the whole
    provided: Provided


class Unavailable(Strict):
    outcome: Literal["unavailable"]
    ground: Literal["not-held", "to-be-made", "still-unclear"]
    reason: Line
    competent: Name = ABSENT


class NotProcessed(Strict):
    outcome: Literal["not-processed"]
    ground: Literal["petition", "repeated", "publication", "excessive", "reissue"]
    reason: Line


class Other(Strict):
    outcome: Literal["other"]
    ground: Literal["not-supplied", "not-paid", "otherwise"]
    reason: Line = ABSENT


class Archive(Strict):
    number: Name


class Correction(Strict):
    record: Line
    claim: Text
    evidence: Line


class Reply(Strict):
    result: Literal["corrected", "upheld", "transferred"]
    explanation: Line


ANSWER: TypeAdapter[Any] = TypeAdapter(
    Annotated[Disclosed | Partial | Refused | Unavailable | NotProcessed | Other, Field(discriminator="outcome")]
)
DOCUMENT, REVIEW, APPLICATION, RECEIPT, NOTICE, CONSULTATION, EXTENSION, ARCHIVE, CORRECTION, REPLY = (
    TypeAdapter[Any](model)
    for model in (
        Document, Review, Application, Receipt, Notice, Consultation, Extension, Archive, Correction, Reply
    )
)  # fmt: skip
