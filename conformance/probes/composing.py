"""Composes what a script sends: texts, days, the contract's examples, and records that lists show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from conformance.model.asking import Ask
from conformance.model.choosing import Among, fits, told
from conformance.model.record import Listing, member
from conformance.model.script import BEFORE_IT, DIGITS, MARK, Day, Existing, Input, Made, Reference, Wording
from conformance.model.script import part_of as part
from conformance.model.text import Text

Values = dict[Reference, Any]
Records = list[Mapping[str, Any]]


def composed(ask: Ask, inputs: Mapping[str, Input]) -> Values:
    """Every input by its reference: the lists are read first, in their order; then each is made of those before it."""
    lists = {name: _listed(ask, each) for name, each in inputs.items() if isinstance(each, Existing)}
    composer = _Composer(ask, lists, inputs)
    for name, each in inputs.items():
        composer.values[Reference(name)] = composer.made(each, name)
    return composer.values


def filled(value: Any, known: Mapping[Reference, Any]) -> Any:
    """A value with what it refers to in place; members and items without a value are left out."""
    if isinstance(value, Reference):
        return known.get(value)
    if isinstance(value, Mapping):
        return _present({name: filled(each, known) for name, each in value.items()})
    if isinstance(value, list):
        return [each for each in (filled(one, known) for one in value) if each is not None]
    return value


@dataclass
class _Composer:
    ask: Ask
    lists: Mapping[str, Records]
    inputs: Mapping[str, Input]
    values: Values = field(default_factory=dict)

    def made(self, one: Input, name: str) -> Any:
        if isinstance(one, Wording):
            return self._worded(one.text)
        if isinstance(one, Day):
            return (self.ask.today + timedelta(days=one.after)).isoformat()
        if isinstance(one, Existing):
            return self._chosen(one, self.lists[name])
        source = self._example(one.source, one) if isinstance(one.source, str) else self._taken(one.source)
        found = part(source, one.part)
        return self._changed(one, found) if isinstance(found, Mapping) else found

    def _example(self, operation: str, one: Made) -> Any:
        """The contract's example of an operation, of the record it is about where that is said."""
        return self.ask.example(operation, of=self._taken(one.of)) if one.of else self.ask.example(operation)

    def _taken(self, source: Reference) -> Any:
        """An earlier value; of a list it must be there, whatever is taken of it."""
        listed = self.inputs[source.name]
        if isinstance(listed, Existing):
            self.ask.need(self.values[source] is not None, _none_of(self.ask, listed))
        return self.values[source]

    def _changed(self, one: Made, found: Mapping[str, Any]) -> dict[str, Any]:
        """The members that stay, and those that take their place; one without a value takes none."""
        kept = {name: value for name, value in found.items() if name not in one.without}
        return kept | _present({name: self._member(value, kept.get(name)) for name, value in one.members.items()})

    def _member(self, value: Any, was: Any) -> Any:
        if isinstance(value, str) and BEFORE_IT in value:
            return self._worded(value).replace(BEFORE_IT, was) if isinstance(was, str) else None
        return filled(self._marked(value), self.values)

    def _marked(self, value: Any) -> Any:
        """A value with the marks of the texts in it put in."""
        if isinstance(value, str):
            return self._worded(value)
        if isinstance(value, Mapping):
            return {name: self._marked(each) for name, each in value.items()}
        return [self._marked(each) for each in value] if isinstance(value, list) else value

    def _worded(self, text: str) -> str:
        if MARK in text:
            text = text.replace(MARK, self.ask.unique(""))
        if DIGITS in text:
            text = text.replace(DIGITS, f"{int(self.ask.unique(''), 16) % 100_000:05d}")
        return text

    def _chosen(self, one: Existing, records: Records) -> Mapping[str, Any] | None:
        found = [record for record in records if fits(record, one.where, self._others)]
        return min(
            found,
            key=lambda record: (not fits(record, one.prefer, self._others), -_size(record.get(one.most))),
            default=None,
        )

    def _others(self, wanted: Among) -> Iterator[list[Any]]:
        """The values of each list that must hold what is wanted."""
        for name in wanted.lists:
            yield [value for other in self.lists[name] if (value := member(other, wanted.member)) is not None]


def _listed(ask: Ask, one: Existing) -> Records:
    answer = ask(one.operation, role=one.role, step=one.step, query=one.query)
    found = member(answer.data, _form(ask, one).items)
    return [record for record in found if isinstance(record, Mapping)] if isinstance(found, list) else []


def _form(ask: Ask, one: Existing) -> Listing:
    kinds = (kind for kind in ask.contract.records.values() if kind.operations.get("list") == one.operation)
    return next((kind.listing for kind in kinds), Listing())


def _none_of(ask: Ask, one: Existing) -> Text:
    """What a list lacks, in words."""
    due = told(one.where)
    return Text(f"{one.operation} 没有列出所需的对象（{due}）", f"{one.operation} lists nothing fit for this ({due})")


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _size(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0
