"""The schemas of a contract as a request must meet them, compiled when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from jsonschema_rs import Draft202012Validator

from conformance.checks.compiling import compiled
from conformance.engine.generate.corpus.document_for_generation import NOT_MADE_UP
from conformance.engine.generate.corpus.formats import is_judged, with_widths
from conformance.engine.generate.corpus.schemas import marked, reachable
from conformance.norms.dialect import LENIENT
from conformance.norms.direction import freed
from conformance.norms.layout import rewritten
from conformance.norms.parameters import NOTHING
from conformance.norms.references import References
from conformance.norms.shared_schemas import Rewritten, SharedSchemas

RULED = frozenset({"x-hutong-rule"})
EXPLAINED = frozenset({"uscc", "region-code", "resource-code"})
"""Formats that the contract of a kind explains where it states them."""


class Shapes:
    """Makes shapes of the schemas of one document, whose shared schemas are rewritten once, where they are needed."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._references = References(document)
        shared = document.get("components", {}).get("schemas", {})
        self._shared = SharedSchemas(Rewritten(shared, lambda each: _requested(each, self._references)))
        self._stated = SharedSchemas(Rewritten(shared, lambda each: _stated(_requested(each, self._references))))

    def shape(self, schema: Mapping[str, Any]) -> Shape:
        """The shape of a parameter or a body; references lead into the document."""
        own = {key: value for key, value in schema.items() if key != "components"}
        return Shape(own, self._shared, self._stated, self._references)


class Shape:
    """A schema with formats as annotations (plain), and as assertions with nothing but what it states (strict)."""

    def __init__(
        self, schema: Mapping[str, Any], shared: SharedSchemas, stated: SharedSchemas, references: References
    ) -> None:
        self._schema = schema
        self._shared = shared
        self._stated = stated
        self._references = references

    @cached_property
    def _requested(self) -> dict[str, Any]:
        own = _requested(self._schema, self._references)
        return {**own, **self._shared.beside(own)}

    @cached_property
    def plain(self) -> Draft202012Validator:
        return compiled(self._requested, formats=False).validator

    @cached_property
    def strict(self) -> Draft202012Validator:
        own = _stated(_requested(self._schema, self._references))
        return compiled({**own, **self._stated.beside(own)}, formats=True).validator

    @cached_property
    def unsayable(self) -> bool:
        """Whether a rule no schema can state holds for it."""
        return marked(self._schema, RULED, self._references)

    @cached_property
    def is_of_unknown_format(self) -> bool:
        """Whether a format says what its values are that only the system knows, as `format: phone` does."""
        return self._is_unknown(self._schema)

    @cached_property
    def of_unknown_format(self) -> frozenset[str]:
        """Names of members whose format only the system knows."""
        return frozenset(
            name
            for part in reachable(self._schema, self._references)
            for name, inner in (part.get("properties") or {}).items()
            if self._is_unknown(inner)
        )

    def _is_unknown(self, schema: Any) -> bool:
        parts = reachable(schema, self._references) if isinstance(schema, Mapping) else ()
        return any(
            isinstance(said := part.get("format"), str) and not (said in EXPLAINED or is_judged(said)) for part in parts
        )

    @cached_property
    def not_made_up(self) -> frozenset[str]:
        """Names of members with a rule no schema can state, a living object to name, or set by the server alone."""
        return frozenset(
            name
            for part in reachable(self._schema, self._references)
            for name, inner in (part.get("properties") or {}).items()
            if marked(inner, NOT_MADE_UP, self._references)
        )


def _requested(schema: Any, references: References) -> Any:
    """A schema as a request must meet it."""
    return freed(schema, "readOnly", references)


def _stated(schema: Any) -> Any:
    """A schema without what the document only most likely means: a server may refuse it."""
    said = rewritten(schema, "schema", lambda part, kind: NOTHING if part.get(LENIENT) else part)
    return with_widths(said) if isinstance(said, Mapping) else said
