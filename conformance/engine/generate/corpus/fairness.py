"""Whether a question must be accepted or refused, judged on what the server reads off the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from conformance.engine.generate.corpus.oddity import is_odd, members
from conformance.engine.generate.corpus.question import Stimulus
from conformance.engine.generate.corpus.reading import readings
from conformance.engine.generate.corpus.shapes import Shape, Shapes
from conformance.engine.generate.corpus.violation import violations
from conformance.model.contract import Location, Operation, Parameter
from conformance.model.exchange import Why
from conformance.model.pointer import escaped
from conformance.model.spelling import names_on_wire

LOCATIONS: tuple[Location, ...] = ("path", "query", "header", "cookie")
# HTTP itself says how these are read, whatever bounds a contract puts on their text: a server may rightly pass them by.
READ_BY_HTTP = frozenset(
    ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range", "range", "prefer", "expect"]
)


@dataclass(frozen=True)
class Expectation:
    """What of a question breaks the contract for certain, and of which parts (location, name) servers may differ."""

    breaches: tuple[Why, ...] = ()
    open: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_clean(self) -> bool:
        return not self.breaches and not self.open

    @property
    def is_single(self) -> bool:
        """Whether all that is wrong is wrong in one place."""
        return len({(why.location, why.pointer) for why in self.breaches}) == 1


class ExpectationOracle:
    """Judges the questions of one operation; validators are compiled once.

    `paging` are the parameters that say which page of a list is asked for, and how long: what is beyond the bound may
    be refused, cut to it, or found empty. `judged` hears of every judgement.
    """

    def __init__(
        self,
        shapes: Shapes,
        operation: Operation,
        paging: frozenset[str],
        judged: Callable[[], None] = lambda: None,
    ) -> None:
        self._operation, self._paging, self._judged = operation, paging, judged
        self._parameters = {(each.location, each.name): shapes.shape(each.schema) for each in operation.parameters}
        self._bodies = {
            media: shapes.shape(schema.document if schema else {}) for media, schema in operation.body.items()
        }

    def judge(self, question: Stimulus) -> Expectation:
        """Every breach that is certain, in the order path, query, header, body."""
        self._judged()
        breaches: list[Why] = []
        unsure: set[tuple[str, str]] = {("query", "")} if self._operation.unread else set()
        for location, name, whys, is_open in self._parts(question):
            breaches.extend(whys)
            if is_open:
                unsure.add((location, name))
        return Expectation(tuple(breaches), frozenset(unsure))

    def fits(self, parameter: Parameter, sent: Mapping[str, Any]) -> bool:
        """Whether what is sent of a parameter is certainly right."""
        return self._parameter(parameter, sent) == ([], False)

    def _parts(self, question: Stimulus) -> Iterator[tuple[str, str, list[Why], bool]]:
        for location in LOCATIONS:
            values = question.part(location)
            for parameter in self._operation.parameters:
                if parameter.location == location:
                    sent = {name: values[name] for name in names_on_wire(parameter, values)}
                    yield location, parameter.name, *self._parameter(parameter, sent)
        yield "body", "", *self._body(question)

    def _parameter(self, parameter: Parameter, sent: Mapping[str, Any]) -> tuple[list[Why], bool]:
        under = "/" + escaped(parameter.name)
        shape = self._parameters[parameter.location, parameter.name]
        if not sent:
            return self._left_out(parameter, shape, under)
        found = readings(parameter, sent)
        if not found:
            return [], True
        value = sent.get(parameter.name, [*sent.values()])
        breaches = [violations(shape.plain, each, parameter.location, under, shape.strict) for each in found]
        if shape.unsayable:
            return [], True
        if value == "" and parameter.location == "query" and "" not in parameter.values:
            return [], True  # OpenAPI lets one be sent empty only where it says so, and to many servers it is then none
        is_left_out = value == "" and not parameter.required  # To many servers an empty value is none at all.
        if is_left_out or (parameter.location == "header" and parameter.name.lower() in READ_BY_HTTP):
            return [], any(breaches) or (value == "" and not shape.strict.is_valid(value))
        if all(breaches):
            is_beyond = all(why.keyword == "maximum" for why in breaches[0])
            return ([], True) if is_beyond and parameter.name in self._paging else (breaches[0], False)
        if shape.is_of_unknown_format and not any(each in parameter.values for each in (value, *found)):
            return [], True  # a value that the document itself shows has the format, whatever it is
        is_strict = all(shape.plain.is_valid(each) and shape.strict.is_valid(each) for each in found)
        return [], any(breaches) or not is_strict or any(is_odd(each, True) for each in (value, *found))

    @staticmethod
    def _left_out(parameter: Parameter, shape: Shape, under: str) -> tuple[list[Why], bool]:
        """A parameter of which nothing is sent: an object taken apart may need none of its members."""
        if not parameter.required:
            return [], False
        is_apart = "object" in parameter.types and not names_on_wire(parameter, [parameter.name])
        if is_apart and shape.plain.is_valid({}):
            return [], True
        return [Why(parameter.location, under, "required")], False

    def _body(self, question: Stimulus) -> tuple[list[Why], bool]:
        if not self._operation.body:
            return [], False
        if not question.media:
            return ([Why("body", "", "required")] if self._operation.body_required else []), False
        shape = self._declared(question.media)
        if shape is None:
            return [Why("body", "", "content")], False
        found = violations(shape.plain, question.body, "body", other=shape.strict)
        certain = [why for why in found if shape.not_made_up.isdisjoint(why.pointer.split("/"))]
        if certain:
            return certain, False
        is_ruled = bool(found or shape.not_made_up & members(question.body))
        is_right = shape.plain.is_valid(question.body) and shape.strict.is_valid(question.body)
        is_unknown = self._is_of_unknown_format(question.body, shape)
        return [], is_ruled or not is_right or is_unknown or is_odd(question.body, False)

    def _is_of_unknown_format(self, body: Any, shape: Shape) -> bool:
        """Whether a body holds what only the system can tell to have its format; one that the document shows has it."""
        if body == self._operation.example:
            return False
        return not shape.of_unknown_format.isdisjoint(members(body)) or (
            shape.is_of_unknown_format and not isinstance(body, dict | list)
        )

    def _declared(self, media: str) -> Shape | None:
        """What a body of a media type must be, by its own name or the range it falls into."""
        exact = self._bodies.get(media)
        ranges = (shape for name, shape in self._bodies.items() if "*" in name and fnmatchcase(media, name))
        return exact or next(ranges, None)
