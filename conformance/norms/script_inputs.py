"""What an editor must mend in what a script composes before its first step."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from conformance.model.choosing import Among
from conformance.model.script import (
    BEFORE_IT,
    DIGITS,
    MARK,
    MOST_BYTES,
    Existing,
    Input,
    Made,
    Reference,
    Script,
    Wording,
    part_of,
    references,
)
from conformance.model.text import Text
from conformance.norms.errors import near
from conformance.norms.flaw import Wrong
from conformance.norms.script_contract import (
    Shapes,
    foreign_role,
    members,
    told,
    unknown_members,
    unknown_operation,
    unnamed,
)
from conformance.norms.scripts import INPUTS
from conformance.norms.yaml_text import Path

_BRACED = re.compile(r"\{[^{}]*\}|[{}]")
_UNKNOWN_SIZE = 4096
"""What an example or a record counts for, of which a script does not know how large it is."""


def input_flaws(script: Script, shapes: Shapes) -> Iterator[Wrong]:
    """What the inputs of a script name wrongly, each input in turn."""
    sizes: dict[str, int] = {}
    for name, one in script.inputs.items():
        path = (*INPUTS, name)
        if isinstance(one, Wording):
            yield from _text_flaws(path, one.text, (MARK, DIGITS))
        if isinstance(one, Made):
            yield from _made_flaws(path, one, shapes, [*sizes])
        if isinstance(one, Existing):
            yield from _existing_flaws(path, one, shapes)
        sizes[name] = _size(one, sizes)
        if sizes[name] > MOST_BYTES:
            text = Text(f"`{name}` 合成后过大", f"`{name}` grows too large when it is composed")
            yield Wrong(text, path, name)


def _made_flaws(path: Path, one: Made, shapes: Shapes, earlier: Collection[str]) -> Iterator[Wrong]:
    yield from _source_flaws(path, one, shapes, earlier)
    yield from _subject_flaws(path, one, shapes, earlier)
    made_for = shapes.made_for(one)
    schema = made_for.body.get("application/json") if made_for else None
    if schema is not None:
        known = members((schema, schema.document))
        yield from unknown_members((*path, "with"), one.members, (schema, schema.document))
        for at, name in enumerate(one.without):
            if name not in known:
                text = Text(f"没有成员 `{name}` 可去掉", f"there is no member `{name}` to leave out")
                yield Wrong(text, (*path, "without", at), name, near(name, [*known]))
    for each in references(one.members):
        if each.step or each.name not in earlier:
            yield _later((*path, "with"), each, earlier)
    yield from _value_flaws((*path, "with"), one.members)


def _source_flaws(path: Path, one: Made, shapes: Shapes, earlier: Collection[str]) -> Iterator[Wrong]:
    """An example there is none of, an input that is not there yet, or a part that it does not have."""
    if isinstance(one.source, Reference):
        if one.source.name not in earlier:
            yield _later((*path, "from"), one.source, earlier)
        elif one.part and not _has_part(shapes.inputs[one.source.name], one.part, shapes):
            pointer = "/".join(one.part)
            text = Text(f"`{one.source.name}` 没有 `{pointer}`", f"`{one.source.name}` has no `{pointer}`")
            yield Wrong(text, (*path, "from"), pointer)
        return
    operation = shapes.contract.operations.get(one.source)
    if operation is None:
        yield unknown_operation((*path, "example"), one.source, shapes.contract)
    elif operation.example is None:
        text = Text(f"接口规约没有 `{one.source}` 的示例", f"the contract gives no example of `{one.source}`")
        yield Wrong(text, (*path, "example"), one.source)


def _subject_flaws(path: Path, one: Made, shapes: Shapes, earlier: Collection[str]) -> Iterator[Wrong]:
    """A record that an example is about: one that no list shows, or of which the contract takes nothing."""
    if one.of is None:
        return
    operation = shapes.contract.operations.get(str(one.source))
    if one.of.name not in earlier:
        yield _later((*path, "of"), one.of, earlier)
    elif not isinstance(shapes.inputs[one.of.name], Existing):
        text = Text(f"`{one.of.name}` 不是列表中的对象", f"`{one.of.name}` is no record of a list")
        yield Wrong(text, (*path, "of"), one.of.name)
    elif operation is not None and not operation.takes:
        text = Text(f"`{operation.id}` 没有取自对象的成员", f"`{operation.id}` takes nothing from a record")
        hint = Text("在接口规约中写明 x-hutong-takes", "state its x-hutong-takes in the contract")
        yield Wrong(text, (*path, "of"), one.of.name, hint)


def _has_part(source: Input, part: tuple[str, ...], shapes: Shapes) -> bool:
    for _ in shapes.inputs:  # no more steps than there are inputs: one that is made of itself leads nowhere
        if isinstance(source, Made) and isinstance(source.source, Reference) and not source.part:
            source = shapes.inputs.get(source.source.name, source)
    if isinstance(source, Existing):
        operation = shapes.contract.operations.get(source.operation)
        record = shapes.record(operation) if operation else None
        return record is None or told(record, part) is not None  # a list of no records is told of by itself
    operation = shapes.made_for(source)
    return operation is not None and part_of(operation.example, part) is not None


def _existing_flaws(path: Path, one: Existing, shapes: Shapes) -> Iterator[Wrong]:
    operation = shapes.contract.operations.get(one.operation)
    if operation is None:
        yield unknown_operation((*path, "existing"), one.operation, shapes.contract)
        return
    record = shapes.record(operation)
    if operation.method != "GET" or record is None:
        text = Text(f"`{operation.id}` 不列出对象", f"`{operation.id}` lists no records")
        yield Wrong(text, (*path, "existing"), operation.id)
        return
    yield from foreign_role((*path, "role"), one.role, operation)
    asked, held = [each.name for each in operation.parameters if each.location == "query"], [*members(record)]
    yield from (_unknown((*path, "query", name), name, asked) for name in one.query if name not in asked)
    for word, wanted in (("where", one.where), ("prefer", one.prefer)):
        yield from (_unknown((*path, word, *at), at[-1], known) for at, known in unnamed(wanted, record))
    if one.most and one.most not in held:
        yield _unknown((*path, "most"), one.most, held)
    for word, wanted in (("where", one.where), ("prefer", one.prefer)):
        for name, each in wanted.items():
            yield from _among_flaws((*path, word, name), each, shapes)


def _among_flaws(path: Path, wanted: Any, shapes: Shapes) -> Iterator[Wrong]:
    """Values of another list that there is none of, or whose records have no such member."""
    if not isinstance(wanted, Among):
        return
    lists = {name: one for name, one in shapes.inputs.items() if isinstance(one, Existing)}
    for name in wanted.lists:
        if name not in lists:
            yield _unknown((*path, "among"), name, [*lists])
            continue
        operation = shapes.contract.operations.get(lists[name].operation)
        record = shapes.record(operation) if operation else None
        if record and told(record, (*wanted.member.split("."),)) is None:
            yield _unknown((*path, "member"), wanted.member, [*members(record)])


def _value_flaws(path: Path, value: Any) -> Iterator[Wrong]:
    """Texts of an unknown word in braces, and nothing where a value is due."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _value_flaws((*path, name), each)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _value_flaws((*path, at), each)
    elif value is None:
        yield Wrong(Text("没有值；空值不发送", "it has no value; nothing is sent as empty"), path)
    elif isinstance(value, str):
        yield from _text_flaws(path, value, (MARK, DIGITS, BEFORE_IT))


def _text_flaws(path: Path, text: str, known: Collection[str]) -> Iterator[Wrong]:
    yield from (_unknown(path, word, [*known]) for word in _BRACED.findall(text) if word not in known)


def _unknown(path: Path, word: str, known: list[str]) -> Wrong:
    return Wrong(Text(f"没有 `{word}`", f"there is no `{word}`"), path, word, near(word, known))


def _later(path: Path, one: Reference, earlier: Collection[str]) -> Wrong:
    name = f"{one.step}.{one.name}" if one.step else one.name
    text = Text(f"此前没有输入 `{name}`", f"no input `{name}` stands before")
    return Wrong(text, path, name, near(name, [*earlier]))


def _size(one: Input, sizes: Mapping[str, int]) -> int:
    """What an input may come to in characters."""
    if isinstance(one, Wording):
        return len(one.text)
    if not isinstance(one, Made):
        return _UNKNOWN_SIZE
    source = sizes.get(one.source.name, 0) if isinstance(one.source, Reference) else _UNKNOWN_SIZE
    return source + _size_of(one.members, sizes, source)


def _size_of(value: Any, sizes: Mapping[str, int], was: int) -> int:
    if isinstance(value, Reference):
        return sizes.get(value.name, 0)
    if isinstance(value, str):
        return len(value) + value.count(BEFORE_IT) * was
    parts = [*value, *value.values()] if isinstance(value, Mapping) else value if isinstance(value, list) else []
    return 1 + sum(_size_of(each, sizes, was) for each in parts)
