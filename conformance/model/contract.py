"""A contract: the operations of a kind of system, as its OpenAPI document states them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from conformance.model.holding import NOTHING_HELD, Holding
from conformance.model.pointer import MISSING, at
from conformance.model.record import RecordKind
from conformance.model.sequence import Sequence
from conformance.model.text import Text

Location = Literal["path", "query", "header", "cookie"]

UNREADABLE = "application/x-unreadable"
"""Stands for the media types of an answer whose description is broken: what it should be cannot be known."""

WIRE_HEADERS = frozenset(
    [
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ]
)
"""Headers that say how a request travels: they are the wire's own, whatever a document or a tester states."""

RESERVED_HEADERS = WIRE_HEADERS | {"accept", "authorization", "content-type", "cookie"}
"""Headers no document may ask for: the wire's own, and those that say who asks and what is sent (OpenAPI 3, 4.8.12)."""
MAX_REFERENCES = 8
"""References followed from one node before it is taken as it stands."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, eq=False)
class Schema:
    """A JSON Schema (2020-12) that stands alone: references point inside `document` only. Compared by identity."""

    document: Mapping[str, Any]
    name: str = ""

    def inside(self, node: Any) -> Any:
        """The schema a node of this document stands for, once its references inside it are followed."""
        for _ in range(MAX_REFERENCES):
            reference = node.get("$ref") if isinstance(node, Mapping) else None
            if not isinstance(reference, str) or not reference.startswith("#/"):
                return node
            found = at(self.document, reference)
            node = {} if found is MISSING else found
        return node

    def members(self, node: Any, depth: int = MAX_REFERENCES) -> Iterator[tuple[str, Any]]:
        """The members a node of this document names, with their schemas, in each of the forms it may take."""
        said = self.inside(node)
        if isinstance(said, Mapping) and depth:
            yield from said.get("properties", {}).items()
            for form in (form for word in ("allOf", "oneOf", "anyOf") for form in said.get(word, ())):
                yield from self.members(form, depth - 1)

    def required(self, node: Any, depth: int = MAX_REFERENCES) -> frozenset[str]:
        """The members that a node of this document requires, whatever form it takes."""
        said = self.inside(node)
        if not isinstance(said, Mapping) or not depth:
            return frozenset()
        found = frozenset(said.get("required", ()))
        found = found.union(*(self.required(form, depth - 1) for form in said.get("allOf", ())))
        for word in ("oneOf", "anyOf"):
            forms = [self.required(form, depth - 1) for form in said.get(word, ())]
            found |= frozenset.intersection(*forms) if forms else frozenset()
        return found


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter of an operation.

    `live` names the living object it takes (`x-hutong-live`), `where` the members that object's record must have.
    `style` and `explode` say how a value is written, `media` that it is written as content of that type; `examples` are
    the values the document shows; `values` these, and those it lists or falls back to. `types` are those its schema
    names in any of its forms, `members` the names of an object.
    """

    name: str
    location: Location
    required: bool = False
    schema: Mapping[str, Any] = field(default_factory=dict)
    live: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    style: str = ""
    explode: bool = False
    media: str = ""
    examples: tuple[Any, ...] = ()
    values: tuple[Any, ...] = ()
    types: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """How a creation is taken back (`x-hutong-undo`).

    Either the `operation` to call with `parameters` (name → path into the answer of the creation), or `within`: the
    operation that makes the objects this one may be used on, whose own undo covers it. `parameters` then say which
    members of that creation's answer it is used on, where they are not those the creation is taken back by, and `where`
    which living objects the creation itself is asked of; `like` names the operation that says so for this one too.
    """

    operation: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    within: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    like: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A member of a body that the record of a living object states (`x-hutong-takes`).

    `of` is the name of the object, `path` leads to the values in its record, and `where` says which of them count.
    """

    of: str
    path: str
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation: what may be asked and what may come back.

    `roles` may call it (`x-hutong-roles`; empty when the document does not say); `public` when it needs no credential.
    `responses` maps a status ("200", "4XX", "default") to media types and their schemas (None: no schema stated).
    `body` maps media types to the schemas of the request body; `example` is the document's own example of it.
    `summary` is the document's, or the first line of its description where it states none. `general` ones are asked of
    any system: no document of its own states them. `takes` are the members of the body that the object it is asked of
    states, each a list of texts. `unread` ones may have a required parameter that could not be read:
    what they must accept is not known.
    """

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    unread: bool = False
    body: Mapping[str, Schema | None] = field(default_factory=dict)
    body_required: bool = False
    responses: Mapping[str, Mapping[str, Schema | None]] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    public: bool = True
    undo: Undo | None = None
    example: Any = None
    takes: Mapping[str, Taken] = field(default_factory=dict)
    summary: str = ""
    tags: tuple[str, ...] = ()
    general: bool = False

    @property
    def safe(self) -> bool:
        return self.method in SAFE_METHODS

    def response(self, status: int) -> Mapping[str, Schema | None] | None:
        """Media types stated for a status, by its number, its class (4XX) or the default; None when not stated."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.responses:
                return self.responses[key]
        return None


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with the document itself: where (a JSON pointer), what, and the operation it costs, if any.

    `hint` says what was probably meant, `word` is the name there that is wrong.
    """

    pointer: str
    problem: Text
    operation: str = ""
    hint: Text | None = None
    word: str = ""


@dataclass(frozen=True, eq=False)
class Contract:
    """The operations by id. `document` is the whole bundled OpenAPI document; `digest` its SHA-256.

    `canary` is the operation that tells whether a system stands; `harvest` says where living objects are read:
    name (`resource.id`) → operation that lists them and the path of the value in its answer (`items[].id`).
    `records` are the kinds of record it keeps, by name; `sequences` the frozen sequences of steps built from it.
    `holding` says what of it a run does not call.
    """

    kind: str
    digest: str
    document: Mapping[str, Any]
    operations: Mapping[str, Operation]
    flaws: tuple[Flaw, ...] = ()
    canary: str = ""
    harvest: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    records: Mapping[str, RecordKind] = field(default_factory=dict)
    sequences: tuple[Sequence, ...] = ()
    holding: Holding = NOTHING_HELD

    @property
    def paging(self) -> frozenset[str]:
        """The parameters of lists that say which page is asked for, and how many records it holds."""
        asked = (name for each in self.records.values() for name in (each.listing.page, each.listing.size))
        return frozenset(name for name in asked if name)

    @cached_property
    def own_paths(self) -> frozenset[str]:
        """The paths that a document of the system's own states; none without one, or by a contract of ours."""
        own = () if self.kind else self.operations.values()
        return frozenset(each.path for each in own if not each.general)
