"""What a side takes at the place where it refuses a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from conformance.checks.compiling import engine_failed, given_up
from conformance.checks.keywords import asked, text_of
from conformance.engine.generate.corpus.violation import pointer_to
from conformance.model.text import Text

_LISTS = {"enum": "enum", "const": "enum", "type": "type"}


@dataclass(frozen=True)
class Refusal:
    """One place of a message that is not taken: where, by which keyword of the schema, and the keyword's value."""

    at: str
    keyword: str
    value: Any

    @property
    def due(self) -> Text:
        """What is taken there."""
        return asked(self.keyword, self.value) or _otherwise(self.keyword, self.value)


def refusals(validator: Draft202012Validator, message: Any) -> list[Refusal]:
    """Every place where a message is refused, outermost first. Raises Undecided where a pattern had to be given up."""
    errors = [*validator.iter_errors(message)]
    if any(map(engine_failed, errors)):
        raise given_up()
    found = {(each.at, each.keyword): each for error in errors for each in _of(error)}
    return [found[key] for key in sorted(found, key=lambda key: (key[0].count("/"), *key))]


def _of(error: ValidationError) -> list[Refusal]:
    """What an error comes to: of alternatives all that list values for one place, else the one missed by least."""
    branches = [[told for inner in branch for told in _of(inner)] for branch in getattr(error.kind, "context", ())]
    branches = [branch for branch in branches if branch]
    if branches:
        return _listed(branches) or min(branches, key=len)
    return [Refusal(pointer_to(error), str(error.kind.name), _value(error))]


def _listed(branches: list[list[Refusal]]) -> list[Refusal]:
    alone = [branch[0] for branch in branches if len(branch) == 1]
    kinds = {(each.at, _LISTS.get(each.keyword, "")) for each in alone}
    if len(alone) < len(branches) or len(kinds) != 1:
        return []
    ((at, keyword),) = kinds
    values = [value for each in alone for value in (each.value if isinstance(each.value, list) else [each.value])]
    return [Refusal(at, keyword, values)] if keyword else []


def _value(error: ValidationError) -> Any:
    value = getattr(error.kind, "value", None)
    return str(value) if isinstance(value, Exception) else value


def _otherwise(keyword: str, value: Any) -> Text:
    shown = "" if value is None else f" {text_of(value)}"
    return Text(f"符合 {keyword}{shown}", f"what {keyword}{shown} admits")
