"""The entries of a contract's records, each said wrong in the ways that stay plausible."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.model.clause import ROLES
from conformance.model.contract import Contract, Schema
from conformance.model.record import RecordKind
from conformance.norms.record_shape import WORD

TAKEN = ("page", "size", "search", "since")
SHOWN = ("items", "total", "next")
DEFAULT = {"items": "items", "total": "total", "next": "next", "page": "page", "size": "pageSize"}


@dataclass(frozen=True)
class Mutation:
    """One entry said wrong: of which record, where (a path of names below it), and what is said instead."""

    kind: str
    record: str
    path: tuple[str | int, ...]
    now: Any

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.record}:{'.'.join(map(str, self.path))}={self.now}"

    def made(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The document with this entry in it."""
        whole = {**document, WORD: copy.deepcopy(document[WORD])}
        part = whole[WORD][self.record]
        for name in self.path[:-1]:
            part = part[name] if isinstance(name, int) else part.setdefault(name, {})
        part[self.path[-1]] = self.now
        return whole


def mutations(contract: Contract) -> Iterator[Mutation]:
    """Every entry of every record, each with what it could be mistaken for."""
    for record in contract.records.values():
        said = contract.document[WORD][record.id]
        for path, others in _entries(contract, record, said):
            was = _under(said, path)
            known = dict.fromkeys(other for other in others if other != was)
            yield from (Mutation(contract.kind, record.id, path, other) for other in known)


def _entries(
    contract: Contract, record: RecordKind, said: Mapping[str, Any]
) -> Iterator[tuple[tuple[str | int, ...], list[Any]]]:
    shown = _members(contract, record)
    if record.key:
        yield ("key",), [name for name in (*_strings(shown), *shown) if name != record.key][:2]
    for word, name in record.operations.items():
        yield ("operations", word), _operations(contract, record, word, name)
    for part, path in record.members.items():
        yield ("members", part), _mistaken(record, part, path, shown)
    for party, role in record.roles.items():
        yield ("roles", party), _roles(contract, record, party, role)
    yield from _of_list(contract, record, said.get("list", {}))
    for name, value in record.advanced.items():
        yield ("advanced", name), _values(shown.get(name, {}), value)
    for name, value in record.public.items():
        yield ("public", name), _values(_parameters(contract, record).get(name, {}), value)


def _of_list(
    contract: Contract, record: RecordKind, said: Mapping[str, Any]
) -> Iterator[tuple[tuple[str | int, ...], list[Any]]]:
    if not record.has("list"):
        return
    parameters, page, shown = _parameters(contract, record), _page(contract, record), _members(contract, record)
    form = {**{name: DEFAULT[name] for name in DEFAULT}, **said}
    paged = bool(record.listing.page)
    for word in SHOWN if paged else ("items", "total"):
        yield ("list", word), [*page]
    for word in TAKEN:
        if form.get(word):
            yield ("list", word), [*parameters][:4] if word in ("page", "size") else [*parameters][-2:]
    for at, name in enumerate(record.listing.searched):
        yield ("list", "searched", at), [it for it in _strings(shown) if it not in (name, *record.listing.searched)][:1]
    for at, each in enumerate(record.listing.filters):
        others = [other.parameter for other in record.listing.filters]
        yield (
            ("list", "filters", at, "parameter"),
            [*others, *([record.listing.search] if record.listing.search else [])],
        )
        yield (
            ("list", "filters", at, "member"),
            [*_strings(shown)[:1], *(other.member for other in record.listing.filters)],
        )
        yield ("list", "filters", at, "by"), ["equal", "prefix", "among"] if each.by == "equal" else ["equal"]
        yield ("list", "filters", at, "parts"), [not each.parts]
    yield ("list", "moves"), [not record.listing.moves]


def _operations(contract: Contract, record: RecordKind, word: str, name: str) -> list[Any]:
    """What plays the same part for other records, and what plays another for this one."""
    same = [other.operations[word] for other in contract.records.values() if word in other.operations]  # type: ignore[index] # a word of the contract
    safe = contract.operations[name].safe
    here = [other for other in record.operations.values() if contract.operations[other].safe is safe]
    return [*[other for other in same if other != name][:2], *[other for other in here if other != name]]


def _mistaken(record: RecordKind, part: str, path: str, shown: Mapping[str, Any]) -> list[Any]:
    like = [
        name
        for name, said in shown.items()
        if _form(said) == _form(shown.get(path, {})) and name not in (path, record.key)
    ]
    others = [other for other in record.members.values() if other != path]
    return [*like[:3], *others[:2]] or [name for name in shown if name != path][:1]


def _roles(contract: Contract, record: RecordKind, party: str, role: str) -> list[Any]:
    word = {"creator": "create", "decider": "decide", "outsider": "list", "reader": "list"}[party]
    asked = record.operations.get(word)  # type: ignore[call-overload] # a word of the contract
    may = contract.operations[asked].roles if asked else ()
    others = [other for other in record.roles.values() if other != role]
    admitted = [other for other in may if other not in (role, "anonymous")][:2]
    return [*others, *admitted] or [next(other for other in ROLES if other != role)]


def _values(said: Mapping[str, Any], value: Any) -> list[Any]:
    """Other values a member can have: those of its enum, or one that says it otherwise."""
    if "enum" in said:
        return [*said["enum"]]
    return [value + 1 if isinstance(value, int) else f"{str(value)[:3]}1{str(value)[4:]}"]


def _form(said: Mapping[str, Any]) -> tuple[Any, ...]:
    return said.get("type"), said.get("format"), "enum" in said


def _strings(shown: Mapping[str, Any]) -> list[str]:
    return [name for name, said in shown.items() if _form(said) == ("string", None, False)]


def _parameters(contract: Contract, record: RecordKind) -> dict[str, Any]:
    asked = contract.operations[record.operations["list"]]
    return {each.name: each.schema for each in asked.parameters if each.location == "query"}


def _page(contract: Contract, record: RecordKind) -> dict[str, Any]:
    schema = _schema(contract, record, "list")
    return {name: schema.inside(said) for name, said in schema.members(schema.document)} if schema else {}


def _members(contract: Contract, record: RecordKind) -> dict[str, Any]:
    """The members a record on a page may have, with their schemas."""
    schema, items = _schema(contract, record, "list"), _page(contract, record).get(record.listing.items, {})
    if schema is None or "items" not in items:
        return {}
    return {name: schema.inside(said) for name, said in schema.members(items["items"])}


def _schema(contract: Contract, record: RecordKind, word: str) -> Schema | None:
    operation = contract.operations.get(record.operations.get(word, ""))  # type: ignore[call-overload] # a word of the contract
    return (operation.response(200) or {}).get("application/json") if operation else None


def _under(said: Any, path: tuple[str | int, ...]) -> Any:
    """What stands under a path of an entry as it is said; what it comes to where nothing is said."""
    for name in path:
        if isinstance(said, Mapping) and name not in said:
            return {**DEFAULT, "by": "equal", "parts": False, "moves": False}.get(str(path[-1]))
        said = said[name]
    return said
