"""Which answers that a contract states were drawn out of a system, and why the others were not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conformance.model.text import Text


class Undrawn(StrEnum):
    """Why an answer that is stated was not seen."""

    RATE_LIMIT = "rate-limit-not-reached"
    NEEDS_A_FAULT = "needs-a-fault"
    HELD_BACK = "held-back"
    NOT_SAFE = "not-safe-here"
    NO_CREDENTIAL = "no-credential"
    NO_RECORD = "no-record"
    NOT_ASKED = "not-asked"
    UNANSWERED = "unanswered"
    OTHERWISE = "answered-otherwise"
    NO_QUESTION = "no-question"


UNDRAWN_WORDS = {
    Undrawn.RATE_LIMIT: Text("未触发限流", "the rate limit was not reached"),
    Undrawn.NEEDS_A_FAULT: Text("系统自身出错时才有", "only an error of the system gives it"),
    Undrawn.HELD_BACK: Text("操作未调用", "the operation is not called"),
    Undrawn.NOT_SAFE: Text("写入在此不可撤销或者不允许", "writing is not allowed here, or cannot be undone"),
    Undrawn.NO_CREDENTIAL: Text("缺少凭据", "no credential"),
    Undrawn.NO_RECORD: Text("系统中没有可问的对象", "the system holds nothing to ask about"),
    Undrawn.NOT_ASKED: Text("本次未调用该操作", "the operation was not called this time"),
    Undrawn.UNANSWERED: Text("已调用，未得到应答", "called, and not answered"),
    Undrawn.OTHERWISE: Text("已为此提问，系统另作应答", "asked for, and answered otherwise"),
    Undrawn.NO_QUESTION: Text("没有为此而设的提问", "no question is put for it"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A status that is stated for an operation and did not come back."""

    status: int
    why: Undrawn
