"""Rules a schema names and cannot state (`format: uscc`, `x-hutong-rule`): where in a message they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from conformance.engine.generate.corpus.formats import is_judged
from conformance.engine.generate.corpus.schemas import reachable
from conformance.engine.generate.corpus.violation import pointer_to
from conformance.norms.layout import rewritten
from conformance.norms.references import References

_NOTHING: dict[str, Any] = {"allOf": [False]}


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
    return [rule for rule in stated if isinstance(rule, str) and not is_judged(rule)]


def _probe(schema: Mapping[str, Any], rule: str) -> Draft202012Validator:
    """A validator that refuses any value under the rule, and so tells where it is."""
    marked = rewritten(schema, "schema", lambda part, kind: _NOTHING if rule in _rules(part) else part)
    return Draft202012Validator(marked, validate_formats=True, offline=True)


def _refused(error: ValidationError) -> list[str]:
    if error.kind.name == "falseSchema":
        return [pointer_to(error)]
    return [place for branch in getattr(error.kind, "context", ()) for inner in branch for place in _refused(inner)]
