"""What a contract says of its records and its schemas do not bear out: members of pages and records, and values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from conformance.model.contract import Flaw, Operation, Schema
from conformance.model.pointer import escaped
from conformance.model.record import Filter, RecordKind
from conformance.model.text import Text
from conformance.norms.errors import near

JSON = "application/json"
Node = tuple[Schema, Any]
"""A schema, and a part of its document."""


PLAYS: Mapping[str, tuple[str, Text]] = {
    "state": ("enum", Text("应列出取值（enum）", "should name its values (enum)")),
    "owner": ("uscc", Text("应为统一社会信用代码（format: uscc）", "should be a credit code (format: uscc)")),
    "made": ("date-time", Text("应为日期时间（format: date-time）", "should be a moment (format: date-time)")),
}
"""What the schema of a member must say for the part it plays: an enum, or a format. The others are free text."""
FREE = Text("应为自由文字", "should be free text")
FORMATS = ("uscc", "date-time", "date")


def unshown(place: str, kind: RecordKind, operations: Mapping[str, Operation]) -> Iterator[Flaw]:
    """Members that the schemas of a page and of a record do not have, and values they cannot have."""
    page, read = (_answer(operations.get(kind.operations.get(word, ""))) for word in ("list", "read"))
    listed = _at(*page, kind.listing.items) if page else None
    entry = (page[0], listed["items"]) if page and listed and "items" in listed else None
    yield from _of_page(place, kind, page) if page else ()
    asked = operations[kind.operations["list"]].parameters if entry else ()
    yield from _of_listed(place, kind, entry, {each.name: each.schema for each in asked}) if entry else ()
    # What is made is read back; of another kind a read may be of another form than what the list shows.
    shown = [node for node in (entry, read if kind.has("create") or entry is None else None) if node]
    yield from _of_record(place, kind, shown)


def odd_value(place: str, value: Any, said: Mapping[str, Any], components: Any = None) -> Iterator[Flaw]:
    """A value that its schema, which may refer to the components of its document, does not allow."""
    if not jsonschema_rs.is_valid({**said, "components": components or {}}, value):
        text = Text(f"模式不允许 `{value}`", f"the schema does not allow `{value}`")
        yield Flaw(place, text, hint=near(str(value), [str(one) for one in said.get("enum", ())]), word=str(value))


def _of_page(place: str, kind: RecordKind, page: Node) -> Iterator[Flaw]:
    """What a page lacks of the form of the list, or has of another type."""
    form = kind.listing
    due = {"items": (form.items, "array"), "total": (form.total, "integer")}
    due |= {"next": (form.following, "string")} if form.page else {}
    for word, (name, of) in due.items():
        found = _at(*page, name)
        if found is None:
            yield _lacking(f"{place}/list/{word}", name, page)
        elif of not in _types(found):
            fitting = [each for each, said in page[0].members(page[1]) if of in _types(page[0].inside(said))]
            text = Text(f"`{name}` 的类型应为 {of}", f"`{name}` should be of type {of}")
            yield Flaw(f"{place}/list/{word}", text, hint=near(name, fitting), word=name)


def _of_listed(place: str, kind: RecordKind, entry: Node, taken: Mapping[str, Mapping[str, Any]]) -> Iterator[Flaw]:
    """What a record on a page lacks of what is searched or narrowed by."""
    for at, name in enumerate(kind.listing.searched):
        if _at(*entry, name) is None:
            yield _lacking(f"{place}/list/searched/{at}", name, entry)
    for at, each in enumerate(kind.listing.filters):
        where, found = f"{place}/list/filters/{at}/member", _at(*entry, each.member)
        yield from (_lacking(where, each.member, entry),) if found is None else _unlike(where, each, found)
        if found is not None and each.parameter in taken:
            yield from _unnamed(where, each, entry[0], found, taken[each.parameter])
            yield from _not_codes(f"{place}/list/filters/{at}/by", each, taken[each.parameter])


def _unnamed(
    place: str, narrowed: Filter, schema: Schema, found: Mapping[str, Any], asked: Mapping[str, Any]
) -> Iterator[Flaw]:
    """A filter whose values are not values of its member."""
    held = schema.inside(found["items"]) if "items" in found else found
    named, values = {*asked.get("enum", ())}, {*held.get("enum", ())}
    if not named <= values or (bool(named) is not bool(values) and narrowed.by != "prefix"):
        zh = f"参数 `{narrowed.parameter}` 的取值不是 `{narrowed.member}` 的取值"
        en = f"the values of `{narrowed.parameter}` are not those of `{narrowed.member}`"
        yield Flaw(place, Text(zh, en), hint=Text("核对二者的 enum", "compare the enum of both"), word=narrowed.member)


def _not_codes(place: str, narrowed: Filter, asked: Mapping[str, Any]) -> Iterator[Flaw]:
    """A filter by the beginning of values that are named one by one."""
    if narrowed.by == "prefix" and "enum" in asked:
        zh, en = f"`{narrowed.parameter}` 的取值逐个列出", f"the values of `{narrowed.parameter}` are named one by one"
        yield Flaw(place, Text(zh, en), hint=Text("改为 by: equal", "say `by: equal`"), word="prefix")


def _unlike(place: str, narrowed: Filter, found: Mapping[str, Any]) -> Iterator[Flaw]:
    """A filter by one of several values on a member that holds one, or the other way round."""
    several = "array" in _types(found)
    if several is not (narrowed.by == "among"):
        zh, en = ("有多个值", "holds several values") if several else ("只有一个值", "holds one value only")
        hint = Text("改为 by: among", "say `by: among`") if several else Text("改为 by: equal", "say `by: equal`")
        yield Flaw(
            place, Text(f"`{narrowed.member}` {zh}", f"`{narrowed.member}` {en}"), hint=hint, word=narrowed.member
        )


def _of_record(place: str, kind: RecordKind, shown: list[Node]) -> Iterator[Flaw]:
    """What a record lacks of the members it is said to have."""
    named = {"key": kind.key, **{f"members/{part}": path for part, path in kind.members.items()}}
    named |= {f"advanced/{escaped(name)}": name for name in kind.advanced}
    for where, path in named.items():
        lacking = next((node for node in shown if path and _at(*node, path) is None), None)
        yield from (_lacking(f"{place}/{where}", path, lacking),) if lacking else ()
    if shown:
        yield from _miscast(place, kind, shown[0])
        yield from _never_set(place, kind, shown[-1])


def _miscast(place: str, kind: RecordKind, record: Node) -> Iterator[Flaw]:
    """Members that cannot play the part they are given."""
    named = {"key": kind.key, **{f"members/{part}": path for part, path in kind.members.items()}}
    for where, path in named.items():
        said = _at(*record, path) if path else None
        word, due = PLAYS.get(where.removeprefix("members/"), ("", FREE))
        if said is not None and not _plays(word, said):
            yield Flaw(f"{place}/{where}", Text(f"`{path}` {due.zh}", f"`{path}` {due.en}"), word=path)
        elif said is not None and where != "members/text" and not _is_always_there(record, path):
            text = Text(f"`{path}` 不是必备成员（required）", f"`{path}` is no member every record has (required)")
            yield Flaw(f"{place}/{where}", text, word=path)


def _is_always_there(record: Node, path: str) -> bool:
    schema, node = record
    for name in path.split("."):
        if name not in schema.required(node):
            return False
        node = dict(schema.members(node))[name]
    return True


def _plays(word: str, said: Mapping[str, Any]) -> bool:
    if not word:
        return "string" in _types(said) and "enum" not in said and said.get("format") not in FORMATS
    return word in said if word == "enum" else said.get("format") == word


def _never_set(place: str, kind: RecordKind, record: Node) -> Iterator[Flaw]:
    """Values that the system itself could not give a member."""
    schema, node = record
    for name, value in kind.advanced.items():
        said = _at(schema, node, name)
        if said is not None:
            yield from odd_value(f"{place}/advanced/{escaped(name)}", value, said, schema.document.get("components"))


def _lacking(place: str, path: str, within: Node) -> Flaw:
    """A member that is not there, at the first name of its path that leads nowhere."""
    schema, node = within
    *above, last = path.split(".")
    for name in above:
        node = dict(schema.members(node)).get(name, node)
    known = [name for name, _ in schema.members(node)]
    return Flaw(
        place, Text(f"模式没有成员 `{path}`", f"the schema has no member `{path}`"), hint=near(last, known), word=path
    )


def _answer(operation: Operation | None) -> Node | None:
    """The schema of what an operation answers in JSON when it succeeds; None where it states none."""
    schema = (operation.response(200) or {}).get(JSON) if operation is not None else None
    return (schema, schema.document) if schema is not None else None


def _at(schema: Schema, node: Any, path: str) -> Mapping[str, Any] | None:
    """The schema of the member under a path of names joined by dots; None where it is not named."""
    for name in path.split("."):
        node = dict(schema.members(node)).get(name)
        if node is None:
            return None
    found = schema.inside(node)
    return found if isinstance(found, Mapping) else None


def _types(said: Mapping[str, Any]) -> tuple[str, ...]:
    found = said.get("type", ())
    return (found,) if isinstance(found, str) else tuple(found)
