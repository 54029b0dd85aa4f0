"""Whether a request keeps the contract: its parameters, its body, and the rules no schema can say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from conformance.model.strict_json import read_json
from conformance.systems.service.contract_index import Operation, Parameter
from conformance.systems.service.part import Part
from conformance.systems.service.refusal import Place, Refusal

if TYPE_CHECKING:
    from conformance.systems.service.system import Service

MAX_BODY = 1024 * 1024
MAX_PLACES = 20
_ABSENT = object()


class Checking(Part["Service"]):
    """Refuses what does not keep the contract, naming every place that is wrong."""

    def arguments(self, operation: Operation, sent: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, Any]:
        """The declared parameters by name, out of the values sent by location and name. Undeclared ones are ignored."""
        found: dict[str, Any] = {}
        for parameter in operation.parameters:
            value = self.argument(parameter, sent[parameter.location].get(self._key(parameter), ()))
            if value is not None:
                found[parameter.name] = value
        return found

    def _key(self, parameter: Parameter) -> str:
        return parameter.name.lower() if parameter.location == "header" else parameter.name

    def argument(self, parameter: Parameter, values: Sequence[str]) -> Any:
        """One parameter's value, or its default. 400 names what does not fit; a path value that cannot be is 404."""
        if not values and parameter.required:
            raise Refusal(400, places=(Place("必须给出。It must be given.", parameter=parameter.name),))
        if not values:
            return parameter.default
        value = self._number(values[0]) if parameter.integer else values[0]
        if len(values) > 1 or value is _ABSENT or not parameter.validator.is_valid(value):
            place = Place("不合规约。Does not fit the contract.", parameter=parameter.name)
            raise Refusal(404 if parameter.location == "path" else 400, places=(place,))
        return value

    def _number(self, text: str) -> Any:
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 20 else _ABSENT

    def body(self, operation: Operation, content_type: str, raw: bytes | None) -> Any:
        """The JSON body of a request, checked; else 413, 415 or 400. `raw` is None when it was over the limit."""
        if raw is None:
            self.refuse_large()
        self.media_type(content_type)
        value = self.read(raw or b"")
        places = list(self.places(operation.body, value))
        if not places:
            places = list(self.rules(value))
        if places:
            raise Refusal(400, places=tuple(places[:MAX_PLACES]))
        return value

    def refuse_large(self) -> None:
        """What a body over the limit answers."""
        raise Refusal(413, "正文不得超过 1 MiB。The body may be 1 MiB at most.")

    def media_type(self, content_type: str) -> None:
        """Refuse (415) anything but JSON in UTF-8."""
        media, _, rest = content_type.partition(";")
        charset = rest.strip().lower().removeprefix("charset=").strip('"')
        if media.strip().lower() != "application/json" or charset not in ("", "utf-8"):
            raise Refusal(415, "正文须为 application/json，UTF-8。The body must be application/json in UTF-8.")

    def read(self, raw: bytes) -> Any:
        """A JSON text as its value. 400 for what is not strict JSON: duplicate keys, BOM, over 64 levels."""
        parsed = read_json(raw)
        if parsed.problem:
            message = f"{parsed.problem.zh}。{parsed.problem.en}."
            raise Refusal(400, places=(Place(message, pointer=""),))
        return parsed.value

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        """Where a body departs from its schema."""
        for error in self._system.contract.schemas[schema].iter_errors(value):
            yield from _as_places(error)

    def rules(self, value: Mapping[str, Any]) -> Iterable[Place]:
        """Where a body breaks a rule no schema can say; which there are is for a kind to say."""
        return ()


def _as_places(error: jsonschema_rs.ValidationError) -> Iterable[Place]:
    """The places of one schema error: a missing or unexpected member is named itself, not the object around it."""
    kind = error.kind
    keyword = str(error.schema_path[-1]) if error.schema_path else ""
    named: list[Any] = []
    if isinstance(kind, jsonschema_rs.ValidationErrorKind.Required):
        named, keyword = [kind.property], "required"
    elif isinstance(kind, jsonschema_rs.ValidationErrorKind.AdditionalProperties):
        named, keyword = list(kind.unexpected), "additionalProperties"
    for path in [[*error.instance_path, name] for name in named] or [error.instance_path]:
        yield Place(f"不符合 {keyword}。Breaks {keyword}.", pointer=_pointer(path))


def _pointer(path: Iterable[str | int]) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
