"""Plays one frozen sequence of the contract: each step by its operation, on records made for it alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.model.asking import Ask
from conformance.model.choosing import joined
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.sequence import Read, Sequence, SequenceRules, Step, Write
from conformance.model.text import Text
from conformance.probes.conditional_get import entity_tag


@dataclass
class Made:
    """A record as its maker knows it.

    What names it, what it takes from the object it is of, and the entity tag each writer last saw.
    """

    named: str
    taken: Mapping[str, Any]
    answer: Mapping[str, Any] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)


def sends(contract: Contract) -> Mapping[str, int]:
    """Nothing without sequences: where there are some, the plan counts their steps itself."""
    return {}


def probe(ask: Ask, sequence: Sequence) -> None:
    rules = SequenceRules.of(ask.contract.document)
    ask.need(rules, Text("接口规约没有说明操作的先后", "the contract does not say how operations follow one another"))
    if rules is not None:
        player = Player(ask, rules)
        for step in sequence.steps:
            player.play(step)


class Player:
    """Plays steps on one system and keeps what later ones need: ids and entity tags."""

    def __init__(self, ask: Ask, rules: SequenceRules) -> None:
        self._ask, self._rules = ask, rules
        self._made: dict[str, Made] = {}
        self._writings = 0

    def play(self, step: Step) -> None:
        """Send the request of one step."""
        write = self._rules.writes.get(step.action)
        if write is None:
            self._read(self._rules.reads[step.action], step)
        elif self._rules.start in write.moves:
            self._make(write, step)
        else:
            self._write(write, step)

    def _make(self, write: Write, step: Step) -> None:
        names, where = self._rules.names, self._fit_for_all
        example = self._ask.example(write.operation, where)
        takes = self._ask.contract.operations[write.operation].takes
        made = Made(self._ask.unique(str(example[names.named])), {name: example[name] for name in takes})
        exchange = self._ask(
            write.operation,
            role=write.role,
            step=str(step),
            parts=self._ask.parts(write.operation, where),
            body=self._content(write, made),
        )
        made.answer = exchange.data if isinstance(exchange.data, Mapping) else {}
        found = isinstance(made.answer.get(names.id), str)
        self._ask.need(found, Text("新增的应答没有标识", "the answer to the creation has no id"))
        self._made[step.record] = made
        self._hold(step, exchange)

    @property
    def _fit_for_all(self) -> Mapping[str, Any] | None:
        """What the object a record is made of must be, so that every step can be done: as their undo says."""
        used = {each.operation for each in self._rules.writes.values()}
        undone = (each.undo for name, each in self._ask.contract.operations.items() if name in used)
        wanted, differing = joined(undo.where for undo in undone if undo)
        named = ", ".join(differing)
        missing = Text(f"各步对 {named} 所求不同", f"the steps want different things of {named}")
        self._ask.need(not differing, missing)
        return wanted or None

    def _write(self, write: Write, step: Step) -> None:
        made = self._made[step.record]
        tag = made.tags.get(step.writer, "") if write.basis else ""
        exchange = self._ask(
            write.operation,
            role=write.role,
            step=str(step),
            parts=self._parts(made),
            body=write.body or (self._content(write, made) if write.makes == "version" else None),
            headers={write.basis: tag} if tag else {},
        )
        if 200 <= exchange.status < 300:
            self._hold(step, exchange)

    def _read(self, read: Read, step: Step) -> None:
        made = self._made[step.record]
        operation = self._ask.contract.operations.get(read.operation)
        one = operation is not None and "{" in operation.path
        exchange = self._ask(
            read.operation,
            role=step.role,
            step=str(step),
            parts={**(self._parts(made) if one else {}), **({read.number: step.number} if read.number else {})},
            query={name: found for name, value in read.query.items() if (found := self._value(value, made)) != ""},
        )
        self._hold(step, exchange)

    def _hold(self, step: Step, exchange: Exchange) -> None:
        if step.writer:
            self._made[step.record].tags[step.writer] = entity_tag(exchange)

    def _parts(self, made: Made) -> dict[str, str]:
        return {self._rules.names.id: str(made.answer[self._rules.names.id])}

    def _content(self, write: Write, made: Made) -> dict[str, Any]:
        """What is sent: the contract's example, with a name of the record's own and words of this writing's own."""
        names = self._rules.names
        self._writings += 1
        body = self._ask.example(write.operation, self._fit_for_all)
        body = {**body, **{name: value for name, value in made.taken.items() if name in body}}
        own = {names.named: made.named, names.varied: f"{body[names.varied]}第 {self._writings} 次提交。"}
        return {name: value for name, value in {**body, **own}.items() if name in (write.only or (*body, *own))}

    def _value(self, value: Any, made: Made) -> Any:
        """A value of a query; one that names a member is what was sent or answered under that name."""
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        name = value.removeprefix("$")
        return made.named if name == self._rules.names.named else made.answer.get(name, "")
