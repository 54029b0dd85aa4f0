"""Exchanges: one request and what came back, as wire facts and as an outcome after envelope and binding."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from conformance.model.contract import Operation
from conformance.model.record import RecordKind
from conformance.model.strict_json import JsonText, read_json
from conformance.model.text import Text
from conformance.model.verdict import Reason

Headers = tuple[tuple[str, str], ...]
Expects = Literal["accept", "reject", "any"]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as sent, with every secret already replaced by the variable that names it (`$HUTONG_OFFICER`)."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes | None = None

    def header(self, name: str) -> str | None:
        return first_header(self.headers, name)


@dataclass(frozen=True)
class Response:
    """An answer as read off the wire: body decoded from its content coding, headers in order, names as received."""

    status: int
    reason: str = ""
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        return first_header(self.headers, name)

    @cached_property
    def media(self) -> str:
        """The media type without parameters, lower case; empty when the answer names none."""
        return (self.header("content-type") or "").split(";", 1)[0].strip().lower()

    @cached_property
    def is_json(self) -> bool:
        return self.media == "application/json" or self.media.endswith("+json")

    @cached_property
    def json(self) -> JsonText:
        """The body as strict JSON, parsed once."""
        return read_json(self.body)

    @cached_property
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
class Why:
    """What a corpus case is about: the part of the request that was made so, and by which keyword of its schema."""

    location: str
    pointer: str
    keyword: str


@dataclass(frozen=True)
class Exchange:
    """One request and its response, or the failure that stands in its place.

    `step` is the probe's own name for this question ("first-page", "second-put"), by which checks find it.
    """

    operation: Operation
    role: str
    request: Request
    response: Response | None = None
    failure: Failure | None = None
    step: str = ""
    expects: Expects = "any"
    why: Why | None = None
    outcome: Outcome | None = None
    number: int = field(default=0, compare=False)

    @property
    def status(self) -> int:
        """The status on the wire; 0 when there was no usable answer."""
        return self.response.status if self.response else 0

    @property
    def data(self) -> Any:
        """The data of the outcome; None when there is none."""
        return self.outcome.data if self.outcome else None


@dataclass(frozen=True, slots=True)
class Trace:
    """The ordered exchanges of one run of one probe in one role; `unmet` says what it could not begin without.

    `before` holds what had to be asked first: it belongs to the evidence, and is judged in a trace of its own. `record`
    is the kind of record a probe was put to that takes one at a time; `lacks` says that no record has what
    the probe needs.
    """

    probe: str
    role: str
    exchanges: tuple[Exchange, ...] = ()
    case: str = ""
    unmet: Failure | None = None
    before: tuple[Exchange, ...] = ()
    record: RecordKind | None = None
    lacks: Text | None = None

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
