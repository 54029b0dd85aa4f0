"""What a contract says of what a script asks, sends, and takes from answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.model.choosing import Entry
from conformance.model.clause import ROLES
from conformance.model.contract import Contract, Operation, Schema
from conformance.model.pointer import is_index
from conformance.model.record import Listing
from conformance.model.script import Input, Made, Reference
from conformance.model.text import Text
from conformance.norms.errors import near
from conformance.norms.flaw import Wrong
from conformance.norms.record_members import JSON
from conformance.norms.yaml_text import Path

Node = tuple[Schema, Any]


@dataclass(frozen=True)
class Shapes:
    """The schemas that the inputs and steps of a script must fit."""

    inputs: Mapping[str, Input]
    contract: Contract

    def body_flaws(self, path: Path, body: Any, operation: Operation) -> Iterator[Wrong]:
        """A body where there is none to send, or members of it that the operation does not take."""
        schema = operation.body.get(JSON)
        if body is not None and schema is None:
            text = Text(f"`{operation.id}` 没有 JSON 请求体", f"`{operation.id}` takes no JSON body")
            yield Wrong(text, path)
        elif schema is not None:
            yield from unknown_members(path, body, (schema, schema.document))

    def made_for(self, one: Input | None) -> Operation | None:
        """The operation whose example an input is made of, as a whole, through those it is made from."""
        for _ in self.inputs:  # no more steps than there are inputs: one that is made of itself leads nowhere
            if isinstance(one, Made) and isinstance(one.source, Reference) and not one.part:
                one = self.inputs.get(one.source.name)
        is_whole = isinstance(one, Made) and isinstance(one.source, str) and not one.part
        return self.contract.operations.get(str(one.source)) if is_whole and isinstance(one, Made) else None

    def record(self, operation: Operation) -> Node | None:
        """The schema of one record of a list; None where its answers have no list of records."""
        kinds = (kind for kind in self.contract.records.values() if kind.operations.get("list") == operation.id)
        items = next((kind.listing.items for kind in kinds), Listing().items)
        return next((found for answer in answers(operation) if (found := told(answer, (*items.split("."), "0")))), None)

    def part_flaws(self, path: Path, part: tuple[str, ...], operation: Operation) -> Iterator[Wrong]:
        """A pointer into the answers of an operation that leads nowhere in any of them."""
        each_answer = [*answers(operation)]
        if not any(told(answer, part) for answer in each_answer):
            known = sorted({name for answer in each_answer for name in members(answer)})
            text = Text(
                f"`{operation.id}` 的应答没有 `{'/'.join(part)}`", f"`{operation.id}` answers no `{'/'.join(part)}`"
            )
            yield Wrong(text, path, part[0], near(part[0], known))


def told(within: Node, part: tuple[str, ...]) -> Node | None:
    """What a pointer leads to in what a schema describes; None where it names no such member."""
    for step in part:
        schema, node = within
        said = schema.inside(node)
        if is_index(step) and isinstance(said, Mapping) and "items" in said:
            within = schema, said["items"]
        elif step in members(within):
            within = schema, members(within)[step]
        else:
            return None
    return within


def members(within: Node) -> dict[str, Any]:
    """The members a schema names, by name; one that several branches name is any of what they say."""
    found: dict[str, list[Any]] = {}
    for name, said in within[0].members(within[1]):
        known = found.setdefault(name, [])
        known.extend([said] if said not in known else [])
    return {name: said[0] if len(said) == 1 else {"anyOf": said} for name, said in found.items()}


def unknown_members(path: Path, value: Any, within: Node) -> Iterator[Wrong]:
    """Members of a value that its schema, where it names any, does not name."""
    known = members(within)
    for name, each in value.items() if isinstance(value, Mapping) and known else ():
        if name in known:
            yield from unknown_members((*path, name), each, (within[0], known[name]))
        else:
            text = Text(f"接口规约的模式没有成员 `{name}`", f"the contract's schema has no member `{name}`")
            yield Wrong(text, (*path, name), name, near(name, [*known]))


def unnamed(wanted: Mapping[str, Any], within: Node) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Members that are wanted of a record and its schema does not name: their place, and the names it has."""
    for path, each in wanted.items():
        found = told(within, (*path.split("."),))
        if found is None:
            yield (path,), [*members(within)]
        elif isinstance(each, Entry):
            entry = told(found, ("0",)) or found
            yield from (((path, "entry", *at), known) for at, known in unnamed(each.members, entry))


def unknown_operation(path: Path, name: str, contract: Contract) -> Wrong:
    text = Text(f"接口规约没有操作 `{name}`", f"the contract has no operation `{name}`")
    return Wrong(text, path, name, near(name, [*contract.operations]))


def foreign_role(path: Path, role: str, operation: Operation) -> Iterator[Wrong]:
    """A role that is none, or that the operation does not admit."""
    known = [*(operation.roles or ROLES)] if role in ROLES else [*ROLES]
    if role and role not in known:
        text = Text(f"`{operation.id}` 不由 {role} 调用", f"`{operation.id}` does not admit {role}")
        yield Wrong(text, path, role, near(role, known))


def answers(operation: Operation) -> Iterator[Node]:
    """The schemas of what an operation answers in JSON when it succeeds."""
    for status, media in operation.responses.items():
        schema = media.get(JSON)
        if status.startswith("2") and schema is not None:
            yield schema, schema.document
