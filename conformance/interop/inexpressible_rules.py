"""Rules a schema names and cannot state (`format: uscc`, `x-hutong-rule`): where in a message they hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from conformance.engine.generate.corpus.schemas import reachable
from conformance.engine.generate.corpus.violation import pointer_to
from conformance.norms.layout import rewritten
from conformance.norms.references import References

# Formats that say how a value is stored or shown, not which values there are.
FREE = frozenset({"float", "double", "password", "binary", "decimal"})
WIDTHS = {"int32": 31, "int64": 63}
_NOTHING: dict[str, Any] = {"allOf": [False]}


def with_widths(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema in which whole numbers of a stated width (`int32`, `int64` of OpenAPI) have the bounds of it."""

    def bounded(part: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
        bits = WIDTHS.get(str(part.get("format")))
        if bits is None:
            return part
        bounds = {"minimum": -(1 << bits), "maximum": (1 << bits) - 1}
        return {**part, "allOf": [*part.get("allOf", ()), bounds]}

    whole: dict[str, Any] = rewritten(schema, "schema", bounded)
    return whole


class SchemaRules:
    """The rules of one schema that nothing but their name is known of."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        parts = list(reachable(schema, References(schema)))
        self.names = sorted({rule for part in parts for rule in _rules(part)})
        self._probes = {rule: _probe(schema, rule) for rule in self.names}

    def at(self, rule: str, message: Any) -> set[str]:
        """Where in a message (JSON pointers) a value is under a rule."""
        probe = self._probes.get(rule)
        return {place for error in probe.iter_errors(message) for place in _refused(error)} if probe else set()

    def anywhere(self, message: Any) -> dict[str, str]:
        """Every place of a message that is under a rule, and which."""
        return {place: rule for rule in self.names for place in self.at(rule, message)}


def _rules(part: Mapping[str, Any]) -> list[str]:
    stated = [part.get("format"), part.get("x-hutong-rule")]
    return [rule for rule in stated if isinstance(rule, str) and not _is_judged(rule)]


def _probe(schema: Mapping[str, Any], rule: str) -> Draft202012Validator:
    """A validator that refuses any value under the rule, and so tells where it is."""
    marked = rewritten(schema, "schema", lambda part, kind: _NOTHING if rule in _rules(part) else part)
    return Draft202012Validator(marked, validate_formats=True, offline=True)


def _refused(error: ValidationError) -> list[str]:
    if error.kind.name == "falseSchema":
        return [pointer_to(error)]
    return [place for branch in getattr(error.kind, "context", ()) for inner in branch for place in _refused(inner)]


@lru_cache(maxsize=256)
def _is_judged(name: str) -> bool:
    """Whether a format is one the judge of messages knows, or one that leaves all values."""
    if name in FREE or name in WIDTHS:
        return True
    try:
        Draft202012Validator({"format": name}, validate_formats=True, ignore_unknown_formats=False)
    except ValueError:
        return False
    return True
