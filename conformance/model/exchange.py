"""Exchanges: one request and what came back, as wire facts and as an outcome after envelope and binding."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from conformance.model.contract import Operation
from conformance.model.record import RecordKind
from conformance.model.strict_json import JsonText, read_json
from conformance.model.text import Text
from conformance.model.verdict import Reason

Headers = tuple[tuple[str, str], ...]
Expects = Literal["accept", "reject", "any"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where in a request the value of a variable stands: text that only looks like its name is never one.

    `part` is the address, the body, or a header field by its number; `start` and `end` count characters of the
    address or of the line `name: value`, and bytes of the body. `given` says that an earlier answer gave the value.
    """

    part: Literal["url", "body"] | int
    start: int
    end: int
    variable: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A request as sent, every secret replaced by the variable that names it (`$HUTONG_OFFICER`), where `marks` say."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes | None = None
    marks: tuple[Mark, ...] = ()

    def header(self, name: str) -> str | None:
        return first_header(self.headers, name)


class Held(Protocol):
    """A body that somebody keeps for us, where it takes little room: `body` has every byte of it whenever asked."""

    @property
    def size(self) -> int: ...

    @property
    def body(self) -> bytes: ...

    @property
    def json(self) -> JsonText: ...


@dataclass(frozen=True, slots=True)
class Response:
    """An answer as read off the wire: body decoded from its content coding, headers in order, names as received.

    `secrets` are the variables whose values stood in it and were replaced by their names.
    """

    status: int
    reason: str = ""
    headers: Headers = ()
    content: bytes | Held = b""
    secrets: tuple[str, ...] = ()
    _media: str | None = field(default=None, init=False, repr=False, compare=False)

    def header(self, name: str) -> str | None:
        return first_header(self.headers, name)

    @property
    def body(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.body

    @property
    def size(self) -> int:
        """How many bytes the body has."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.size

    @property
    def media(self) -> str:
        """The media type without parameters, lower case; empty when the answer names none."""
        if self._media is None:
            named = (self.header("content-type") or "").split(";", 1)[0].strip().lower()
            object.__setattr__(self, "_media", sys.intern(named))  # found once; it is asked for by every clause
        return self._media or ""

    @property
    def is_json(self) -> bool:
        return self.media == "application/json" or self.media.endswith("+json")

    @property
    def json(self) -> JsonText:
        """The body as strict JSON; where it is kept, what was read is remembered as long as there is room."""
        return read_json(self.content) if isinstance(self.content, bytes) else self.content.json

    @property
    def text(self) -> str:
        """The body as UTF-8 text; bytes that are not UTF-8 are shown as replacement characters."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why no answer could be used: the reason a verdict will carry, what happened, and the input that was lacking."""

    reason: Reason
    detail: Text
    input: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer means once envelope and binding are taken off: the contract's own status and data."""

    status: int
    data: Any = None


@dataclass(frozen=True, slots=True)
class AsSent:
    """The identity as an outcome: an answer means what it says."""

    response: Response

    @property
    def status(self) -> int:
        return self.response.status

    @property
    def data(self) -> Any:
        return self.response.json.value if self.response.is_json else None


@dataclass(frozen=True, slots=True)
class Why:
    """What a corpus case is about: the part of the request that was made so, and by which keyword of its schema."""

    location: str
    pointer: str
    keyword: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, or the failure that stands in its place.

    `step` is the probe's own name for this question ("first-page", "second-put"), by which checks find it. `draws` is
    the status the question is put to draw out; 0 where it is about none. What was not `sent` says why in `failure`.
    """

    operation: Operation
    role: str
    request: Request
    response: Response | None = None
    failure: Failure | None = None
    step: str = ""
    expects: Expects = "any"
    why: Why | None = None
    outcome: Outcome | AsSent | None = None
    number: int = field(default=0, compare=False)
    draws: int = 0
    sent: bool = True

    @property
    def status(self) -> int:
        """The status on the wire; 0 when there was no usable answer."""
        return self.response.status if self.response else 0

    @property
    def data(self) -> Any:
        """The data of the outcome; None when there is none."""
        return self.outcome.data if self.outcome else None


@dataclass(frozen=True, slots=True)
class Cut:
    """What a probe left out: of some things it looked at `seen`; `of` is None where nobody says how many there are.

    It holds of what was asked as that step by that operation; of every step, and every operation, where it names none.
    Where operations themselves are what was left out, `left` names them: it then holds of these, and of the whole.
    `why` is the reason, where it is another than what `reason` takes it for.
    """

    seen: int
    of: int | None
    what: Text
    step: str = ""
    operation: str = ""
    left: frozenset[str] = frozenset()
    why: Reason | None = None

    @property
    def reason(self) -> Reason:
        """Why what rests on the whole stays open: what `why` says, else that operations did not show what they hold, or
        our own bound.
        """
        return self.why or (Reason.PRECONDITION_NOT_MET if self.left else Reason.BUDGET)

    @property
    def text(self) -> Text:
        """How many of how many."""
        if self.of is None:
            zh = f"{self.what.zh}：看了 {self.seen}，其后还有"
            return Text(zh, f"looked at {self.seen} {self.what.en}, there are more")
        zh = f"{self.what.zh}：共 {self.of}，看了 {self.seen}"
        return Text(zh, f"looked at {self.seen} of {self.of} {self.what.en}")


@dataclass(frozen=True, slots=True)
class Trace:
    """The ordered exchanges of one run of one probe in one role; `unmet` says what it could not begin without.

    `before` holds what had to be asked first: it belongs to the evidence, and is judged in a trace of its own. `record`
    is the kind of record a probe was put to that takes one at a time; `lacks` says that no record has what
    the probe needs; `cuts` are what the probe left out of what there was; `after` took back what it made.
    """

    probe: str
    role: str
    exchanges: tuple[Exchange, ...] = ()
    case: str = ""
    unmet: Failure | None = None
    before: tuple[Exchange, ...] = ()
    record: RecordKind | None = None
    lacks: Text | None = None
    cuts: tuple[Cut, ...] = ()
    after: tuple[Exchange, ...] = ()

    @property
    def asked(self) -> tuple[Exchange, ...]:
        """All that was asked for it, in order."""
        return (*self.before, *self.exchanges, *self.after)

    def at(self, step: str) -> tuple[Exchange, ...]:
        """The answered exchanges of one step."""
        return tuple(e for e in self.exchanges if e.step == step and e.response is not None and e.failure is None)


@dataclass(frozen=True, slots=True)
class Value:
    """One value selected out of an answer by a clause's `each`: where it stood, and the record it belongs to.

    `record` is the object that holds it, or the nearest list item around it.
    """

    value: Any
    at: str
    exchange: Exchange
    record: Any = None


def first_header(headers: Headers, name: str) -> str | None:
    """The first value of a header, whatever the case of its name."""
    wanted = name.lower()
    for key, value in headers:
        if key.lower() == wanted:
            return value
    return None
