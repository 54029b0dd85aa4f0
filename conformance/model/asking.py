"""What a probe is given to ask with, and what the engine knows of probes and checks by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol, TypeVar

from conformance.model.case import Case
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.network import Pair
from conformance.model.text import Text
from conformance.model.verdict import Reason

Thing = TypeVar("Thing")


class Ask(Protocol):
    """Asks one system by operation and records what comes back. It holds no opinion about it."""

    role: str
    contract: Contract
    today: date

    def __call__(
        self,
        operation: str,
        *,
        role: str = "",
        step: str = "",
        parts: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        raw: bytes | None = None,
        media: str = "",
        headers: Mapping[str, str] | None = None,
        method: str = "",
        case: Case | None = None,
        draws: int = 0,
    ) -> Exchange:
        """Send one request and return what came of it.

        `parts` are path parameters by name, `query` the query (undeclared names allowed), `body` a JSON value or `raw`
        bytes sent as `media`, `method` another method than the operation's own. `draws` is the status the question is
        put to draw out. `role` defaults to the probe's role,
        or, where that is empty, to the first role with a credential that the operation admits.
        """
        ...

    def example(
        self, operation: str, where: Mapping[str, Any] | None = None, of: Mapping[str, Any] | None = None
    ) -> Any:
        """A fresh copy of the contract's example body of an operation; raises Undecided where it states none.

        What the contract takes from the object the operation is asked of is that one's: the object whose record is
        `of`, else the one `parts` names, with the same `where`.
        """
        ...

    def living(self, name: str, where: Mapping[str, Any] | None = None) -> Sequence[str]:
        """What the harvest found of a living object (`resource.id`) whose record has such members, in order.

        Raises Undecided where it found none.
        """
        ...

    def parts(self, operation: str, where: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Values for the path of an operation, from living objects or the document; raises Undecided without one.

        A living object has the members of `where`, else those that the contract wants of it there.
        """
        ...

    def unique(self, stem: str) -> str:
        """The stem with a mark of this run and this request, the same for the same seed."""
        ...

    def sample(
        self, things: Sequence[Thing], most: int, what: Text, step: str = "", operation: str = "", of: object = 0
    ) -> Sequence[Thing]:
        """The first `most` of some things; that others were left out stands in every verdict on this trace.

        With a step or an operation, in the verdicts on what is asked so. `of` is how many there are where the things
        are a part already, as a list says it; what is no number is not believed.
        """
        ...

    def cut(
        self,
        seen: int,
        of: int | None,
        what: Text,
        step: str = "",
        operation: str = "",
        left: Collection[str] = (),
        why: Reason | None = None,
    ) -> None:
        """State that so many of some things were looked at (`of` None: nobody knows how many there are).

        `left` are the operations left out, where these are the things: as a rule for what they did not answer, anything
        else for our own bound. `why` says another reason.
        """
        ...

    def need(self, condition: object, missing: Text) -> None:
        """Go on only where the condition holds; else the trace ends as precondition-not-met."""
        ...


class Parties(Protocol):
    """What a probe of a pair is given besides the asker of its platform, which asks as the consumer would."""

    pair: Pair

    def of(self, party: Literal["provider", "consumer", "platform", "catalogue"]) -> Ask:
        """The asker of one of the systems; raises Undecided where there is none or it cannot be asked."""
        ...


Subject = Literal["exchange", "trace", "value"]


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """A check as the vocabulary lists it: `parameters` is a JSON Schema of its `with:`."""

    name: str
    subject: Subject
    parameters: Mapping[str, Any]
    summary: str
    file: str
    line: int
    family: str


@dataclass(frozen=True, slots=True)
class ProbeEntry:
    """A probe as the vocabulary lists it. `pair`: it asks the systems of a pair, not one system.

    `words` are the plain words in its file, among which are the names of its steps.
    """

    name: str
    summary: str
    file: str
    line: int
    pair: bool = False
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """The names a clause may use."""

    probes: Mapping[str, ProbeEntry] = field(default_factory=dict)
    checks: Mapping[str, CheckEntry] = field(default_factory=dict)
