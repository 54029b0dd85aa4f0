"""What a contract says of the living objects it is asked of, and its own lists and bodies do not bear out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.model.choosing import Among, joined
from conformance.model.contract import Flaw, Operation
from conformance.model.pointer import escaped
from conformance.model.sequence import SequenceRules
from conformance.model.text import Text
from conformance.norms.errors import near
from conformance.norms.record_members import JSON
from conformance.norms.script_contract import Node, answers, members, told, unnamed

NOT_WANTED = Text(
    "应为一个值、{among, role} 或者 {entry}，entry 的成员为单个的值",
    "write one value, {among, role}, or {entry} whose members are plain values",
)
NOT_ONE = Text(
    "与序列中他步所求不同，一个对象不能兼顾",
    "another step of the sequences wants something else, and one object has to fit both",
)
Harvest = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Lists:
    """The operations of a contract, and where living objects are read."""

    operations: Mapping[str, Operation]
    harvest: Harvest

    def lister(self, name: str) -> Operation | None:
        """The operation that lists the living objects of a name."""
        return self.operations.get(self.harvest[name][0]) if name in self.harvest else None

    def record(self, name: str) -> Node | None:
        """The schema of the record of a living object; None where its list does not say."""
        lister = self.lister(name)
        within = self.harvest[name][1].rpartition(".")[0] if lister else ""
        found = (told(answer, _steps(within)) for answer in (answers(lister) if lister and within else ()))
        return next((each for each in found if each), None)


def chosen_flaws(operations: Mapping[str, Operation], harvest: Harvest) -> Iterator[Flaw]:
    """What each operation wants of the objects it is asked of (`x-hutong-where`), and takes from (`x-hutong-takes`)."""
    lists = _Lists(operations, harvest)
    for operation in operations.values():
        place = f"/paths/{escaped(operation.path)}/{operation.method.lower()}"
        for each in operation.parameters:
            if each.live in harvest:
                yield from _where_flaws(f"{place}/parameters/{escaped(each.name)}", each.where, each.live, lists)
        maker = operations.get(operation.undo.within) if operation.undo else None
        for each in maker.parameters if maker else ():
            if each.live in harvest and each.location == "path" and operation.undo and not operation.undo.like:
                yield from _where_flaws(f"{place}/x-hutong-undo", operation.undo.where, each.live, lists)
        yield from _taken_flaws(f"{place}/x-hutong-takes", operation, lists)


def sequence_flaws(document: Mapping[str, Any], operations: Mapping[str, Operation]) -> Iterator[Flaw]:
    """Writes of the sequences that want different things of the object that one record is made of."""
    rules = SequenceRules.of(document)
    before: list[Mapping[str, Any]] = []
    for name in dict.fromkeys(write.operation for write in rules.writes.values()) if rules else ():
        operation = operations.get(name)
        undo = operation.undo if operation else None
        if operation and undo and undo.where:
            for path in joined([*before, undo.where])[1]:
                if path not in undo.where:
                    continue  # that is between others
                place = f"/paths/{escaped(operation.path)}/{operation.method.lower()}/x-hutong-undo"
                yield Flaw(f"{place}/where/{path}", NOT_ONE, word=path)
            before.append(undo.where)


def _where_flaws(place: str, where: Mapping[str, Any], name: str, lists: _Lists) -> Iterator[Flaw]:
    record = lists.record(name)
    for at, known in unnamed(where, record) if record else ():
        yield _unknown(f"{place}/where/{'/'.join(at)}", at[-1], known)
    for path, each in where.items():
        if isinstance(each, Mapping | list):
            yield Flaw(f"{place}/where/{path}", NOT_WANTED, word=path)
        yield from _among_flaws(f"{place}/where/{path}", each, lists)


def _among_flaws(place: str, wanted: Any, lists: _Lists) -> Iterator[Flaw]:
    """Values among those of a living object that there is none of, or as a role sees them that may not list it."""
    if not isinstance(wanted, Among):
        return
    (name,) = wanted.lists
    lister = lists.lister(name)
    if lister is None:
        yield _unknown(f"{place}/among", name, [*lists.harvest])
    elif wanted.role not in (lister.roles or (wanted.role,)):
        text = Text(f"角色 {wanted.role} 不得调用 `{lister.id}`", f"the role {wanted.role} may not call `{lister.id}`")
        yield Flaw(f"{place}/role", text, hint=near(wanted.role, [*lister.roles]), word=wanted.role)


def _taken_flaws(place: str, operation: Operation, lists: _Lists) -> Iterator[Flaw]:
    """Members that the body does not have, or that are taken from where nothing is."""
    schema = operation.body.get(JSON)
    for name, rule in operation.takes.items():
        known = [*members((schema, schema.document))] if schema else []
        if name not in known:
            yield _unknown(f"{place}/{name}", name, known)
        if rule.of not in [each.live for each in operation.parameters if each.location == "path"]:
            text = Text(f"路径中没有 `{rule.of}`", f"there is no `{rule.of}` in the path")
            yield Flaw(f"{place}/{name}/of", text, word=rule.of)
            continue
        record = lists.record(rule.of)
        if record and told(record, _steps(rule.path)) is None:
            yield _unknown(f"{place}/{name}/path", rule.path, [*members(record)])
        entry = told(record, _steps(rule.path.rpartition(".")[0])) if record else None
        for at, held in unnamed(rule.where, entry) if entry else ():
            yield _unknown(f"{place}/{name}/where/{'/'.join(at)}", at[-1], held)


def _steps(path: str) -> tuple[str, ...]:
    """The steps of a pointer that leads where a path such as `items[*].id` does, at the first of each list."""
    return (*path.replace("[*]", "[]").replace("[]", ".0").split("."),)


def _unknown(place: str, word: str, known: list[str]) -> Flaw:
    return Flaw(place, Text(f"没有 `{word}`", f"there is no `{word}`"), hint=near(word, known), word=word)
