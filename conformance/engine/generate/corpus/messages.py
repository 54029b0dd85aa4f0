"""Messages a JSON Schema admits: the values at its bounds first, then random ones, and the smallest that shows a thing.

They come from the generator that makes the questions of a contract: the schema stands as the body of one operation.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice, takewhile
from typing import Any

from jsonschema_rs import Draft202012Validator
from schemathesis.core.errors import SchemathesisError
from schemathesis.generation import GenerationMode
from schemathesis.generation.coverage import GenerationSession

from conformance.engine.generate.corpus.document_for_generation import staying
from conformance.engine.generate.corpus.drawing import Sources, boundary, drawn
from conformance.engine.generate.corpus.isolating import GONE, put, reductions
from conformance.engine.generate.corpus.question import Stimulus
from conformance.engine.generate.corpus.readable import PLAIN_NAMES
from conformance.engine.generate.corpus.violation import violations
from conformance.engine.generate.shrink.fewest import least
from conformance.engine.generate.shrink.smaller_cases import smallest_kept
from conformance.model.case import Case
from conformance.model.contract import Operation, Schema
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.norms.corpus import with_id
from conformance.norms.layout import rewritten

MEDIA = "application/json"
MOST_EDGES = 20_000
MOST_VARIED = 6
"""Messages at the bounds that are varied member by member."""
ROUND = 10
MOST_ROUNDS = 8
STRANGE = next(iter(PLAIN_NAMES.values()))
# What a request need not hold is in an answer all the same, and values come from the schema alone.
_NOT_HANDED = frozenset(
    ["readOnly", "writeOnly", "example", "examples", "default", "discriminator", "$id", "$schema", "$comment"]
)
PLAIN = ("", "0", "a", 0, 1, -1, 0.5, False, True)
"""What a value is replaced by where it may be, plainest first."""

_MESSAGE = Operation("message", "POST", "/message")


@dataclass(frozen=True)
class Maker:
    """Makes messages of one schema. Raises Undecided where the generator cannot read it."""

    schema: Schema

    def edges(self, beyond: bool = False) -> tuple[Any, ...]:
        """Values at every bound of the schema, or just beyond every one, one place varied at a time.

        What is meant to be within may not be admitted, and the other way round: that is for a judge to tell.
        """
        source, operation = self._source
        mode = GenerationMode.NEGATIVE if beyond else GenerationMode.POSITIVE
        with _readable():
            return _unlike(islice(_bodies(boundary(source, operation, GenerationSession(), (mode,))), MOST_EDGES))

    def random(self, seed: int, turn: int) -> tuple[Any, ...]:
        """A round of random messages: the same ones for the same seed and turn."""
        source, operation = self._source
        with _readable():
            return _unlike(_bodies(drawn(source, operation, False, ROUND, seed * MOST_ROUNDS + turn)))

    @cached_property
    def _source(self) -> tuple[Any, Operation]:
        operation = Operation(
            "message", "POST", "/message", body={MEDIA: self.schema}, body_required=True, responses={"default": {}}
        )
        with _readable():
            return Sources(_as_document(self.schema.document)).of(operation), operation


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (SchemathesisError, KeyError) as error:
        zh, en = f"生成器读不了该模式：{error}", f"the generator cannot read the schema: {error}"
        raise Undecided(Reason.UNREADABLE_DOCUMENT, Text(zh, en)) from error


def _as_document(schema: Mapping[str, Any]) -> dict[str, Any]:
    """An OpenAPI document that sends the schema, and beside that is the schema: so its references lead where they did.

    No keyword of a schema has the name of one of its own members.
    """

    def handed(part: Mapping[str, Any], kind: str) -> dict[str, Any]:
        kept = {name: value for name, value in staying(part, kind).items() if name not in _NOT_HANDED}
        return {name: value for name, value in kept.items() if not name.startswith("x-")}

    whole: dict[str, Any] = rewritten(schema, "schema", handed)
    own = {name: value for name, value in whole.items() if name not in ("$defs", "definitions", "components")}
    body = {"required": True, "content": {MEDIA: {"schema": own}}}
    post = {"operationId": "message", "requestBody": body, "responses": {"default": {"description": ""}}}
    return {
        **whole,
        "openapi": "3.1.0",
        "info": {"title": "message", "version": "1"},
        "paths": {"/message": {"post": post}},
    }


def _bodies(questions: Iterable[Stimulus]) -> Iterator[Any]:
    return (question.body for question in questions if question.media == MEDIA)


def _unlike(messages: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({text_of(message): message for message in messages}.values())


def text_of(message: Any) -> str:
    """A message as text, the same for the same message."""
    return json.dumps(message, ensure_ascii=False, sort_keys=True)


@dataclass
class Pool:
    """Every message that `admits` lets pass, once, in the order in which they were thought of."""

    admits: Callable[[Any], bool]
    _seen: set[str] = field(default_factory=set)
    messages: list[Any] = field(default_factory=list)

    def add(self, messages: Iterable[Any]) -> list[Any]:
        """Those of the messages that are new and admitted."""
        new = []
        for message in messages:
            text = text_of(message)
            if text not in self._seen:
                self._seen.add(text)
                if self.admits(message):
                    new.append(message)
        self.messages += new
        return new


def varied(messages: list[Any], values: Iterable[tuple[list[str], Any]]) -> Iterator[Any]:
    """The fullest of the messages, each without one member, with null in one place, with one member more.

    And with each of the `values` at its place (tokens of a JSON pointer).
    """
    fullest = sorted(messages, key=lambda message: (-len(text_of(message)), text_of(message)))[:MOST_VARIED]
    given = list(values)
    for message in fullest:
        for place, value in _places(message):
            yield put(message, place, None)
            if isinstance(value, dict):
                yield from (put(message, [*place, name], GONE) for name in value)
                yield put(message, place, {**value, STRANGE: 42})
        for place, value in given:
            yield put(message, place, value)


def crossed(messages: list[Any], broken: Iterable[Any], taker: Draft202012Validator) -> Iterator[Any]:
    """What the other side would refuse, whole and one place at a time put into messages of this side."""
    bases = sorted(messages, key=lambda message: (len(text_of(message)), text_of(message)))
    chosen = [*bases[:1], *bases[-1:]]
    for wrong in broken:
        yield wrong
        for why in violations(taker, wrong, "body")[:MOST_VARIED]:
            for base in chosen:
                right, wrong_one = Stimulus(body=base, media=MEDIA), Stimulus(body=wrong, media=MEDIA)
                for made in reductions(_MESSAGE, right, wrong_one, why):
                    yield made.body


def _places(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[list[str], Any]]:
    yield [*place], value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inner:
        yield from _places(part, (*place, str(name)))


@dataclass(frozen=True)
class _Stands:
    """A case whose body stands for a message: it may become whatever keeps the message showing the same thing."""

    shows: Callable[[Any], bool]
    ruled: frozenset[str] = frozenset()

    def holds(self, case: Case) -> bool:
        return bool(case.media) and self.shows(case.body)


def smallest_message(message: Any, shows: Callable[[Any], bool]) -> tuple[Any, bool]:
    """The smallest message made of one for which `shows` holds as it does for that, and whether the search ended."""
    ended = True
    for _ in range(MOST_ROUNDS):
        before = text_of(message)
        case = with_id(Case("", "message", "any", body=message, media=MEDIA))
        best, ended = smallest_kept(case, _Stands(shows), lambda _: True)
        message = _plainer(best.body, shows)
        if text_of(message) == before:
            return message, ended
    return message, False


def _plainer(message: Any, shows: Callable[[Any], bool]) -> Any:
    """With the plainest scalar of its own kind, or the whole number nearest to 0, wherever that shows the same."""
    for place, value in list(_places(message)):
        if value is None or isinstance(value, dict | list):
            continue
        made = (put(message, place, plain) for plain in _plainer_than(value))
        found = next((each for each in made if shows(each)), None)
        if found is not None:
            message = found
        elif isinstance(value, int) and not isinstance(value, bool):
            message = put(message, place, _nearest(value, partial(_shows_at, shows, message, place)))
    return message


def _shows_at(shows: Callable[[Any], bool], message: Any, place: list[str], value: Any) -> bool:
    return shows(put(message, place, value))


def _plainer_than(value: Any) -> Iterator[Any]:
    kind = isinstance(value, str), isinstance(value, bool)
    of_kind = (plain for plain in PLAIN if kind == (isinstance(plain, str), isinstance(plain, bool)))
    return takewhile(lambda plain: text_of(plain) != text_of(value), of_kind)


def _nearest(number: int, holds: Callable[[int], bool]) -> int:
    """The whole number nearest to 0 that holds as a number does, where all beyond it hold as well."""
    sign = 1 if number > 0 else -1
    return sign * least(0, abs(number), lambda size: holds(sign * size))
