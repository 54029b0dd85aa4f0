"""Whether the schema a resource publishes is that of the items it is listed with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.reading import array, not_exercised, path_of, record, shown
from conformance.model.exchange import Trace, Value
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text

TYPES = {
    "C": ("string",),
    "N": ("integer", "number", "string"),
    "D": ("string",),
    "T": ("string",),
    "L": ("boolean", "string", "integer", "number"),
}
"""By the type of an item, what its values may be in JSON: no other than are taken where they are delivered."""
OTHERWISE = ("const", "oneOf", "anyOf", "allOf", "$ref", "pattern")
"""Other words that may say which values there are."""


def schema_agrees_with_items(trace: Trace) -> Iterator[Finding]:
    """The published schema has a property for each item, of its type, codes and length, and requires nothing else."""
    listed = {str(item.get("id")): item for page in trace.at("resources") for item in entries(page.data)}
    judged = 0
    for exchange in trace.at("schema"):
        resource = next((listed[one] for one in path_of("", exchange.request.url).split("/") if one in listed), None)
        properties = record(record(exchange.data).get("properties"))
        if exchange.status != 200 or resource is None or not properties:
            continue
        judged += 1
        items = {str(record(item).get("name")): record(item) for item in array(resource.get("items"))}
        for at, seen, due in _differing(items, properties, array(record(exchange.data).get("required"))):
            yield Finding(seen, due, at, (*trace.at("resources")[:1], exchange))
    if not judged:
        raise not_exercised("没有公布的模式", "no schema was published")


def _differing(
    items: Mapping[str, Mapping[str, Any]], properties: Mapping[str, Any], required: list[Any]
) -> Iterator[tuple[str, Text, Text]]:
    """Each place where schema and items say different things: where, what is seen, what is due."""
    for name in sorted(items.keys() - properties.keys()):
        yield (
            f"properties.{name}",
            Text(f"没有数据项 {name}", f"it has no {name}"),
            Text("列出的各项", "all items listed"),
        )
    for name in sorted({*map(str, properties), *map(str, required)} - items.keys()):
        seen = Text(f"有未列出的 {shown(name)}", f"it has {shown(name)}, which is not listed")
        yield f"properties.{name}", seen, Text("只有列出的各项", "the items listed and no other")
    for name in sorted(items.keys() & properties.keys()):
        item, said = items[name], record(properties[name])
        if item.get("type") == "C" and not item.get("codes") and array(said.get("enum")):
            listed = Text(f"{name} 没有列出代码", f"{name} is listed without codes")
            codes = ", ".join(map(str, said["enum"]))
            yield f"properties.{name}.enum", listed, Text(f"模式的 {codes}", f"{codes}, as in the schema")
        for word, due in _due(item).items():
            held = said.get(word)
            if not _is(held, due) if held is not None else word == "enum" and not any(one in said for one in OTHERWISE):
                seen = Text(f"{name} 的 {word} 为 {shown(held)}", f"{word} of {name} is {shown(held)}")
                yield f"properties.{name}.{word}", seen, Text(shown(due), shown(due))


def _due(item: Mapping[str, Any]) -> dict[str, Any]:
    """What a schema says of an item, by keyword; one it leaves out says nothing else."""
    due = {"type": TYPES.get(str(item.get("type"))), "enum": item.get("codes")}
    due |= {"maxLength": item.get("length") if item.get("type") == "C" else None}
    return {word: value for word, value in due.items() if value is not None}


def _is(held: Any, due: Any) -> bool:
    if isinstance(due, list):
        return isinstance(held, list) and {str(one) for one in held if one is not None} == set(map(str, due))
    kinds = [one for one in held if one != "null"] if isinstance(held, list) else [held]
    return bool(kinds) and all(kind in due if isinstance(due, tuple) else kind == due for kind in kinds)


def region_item_is_marked(value: Value) -> Iterator[Finding]:
    """A resource listed with several regions marks an item as that of regions."""
    resource = record(value.value)
    regions, listed = array(resource.get("regions")), [record(item) for item in array(resource.get("items"))]
    if not listed or not isinstance(resource.get("regions"), list):
        raise not_exercised("没有列出区划与数据项", "it lists no regions and items")
    if len(regions) > 1 and not any(item.get("region") is True for item in listed):
        name = shown(resource.get("code"))
        yield Finding(
            Text(
                f"{name} 列有 {len(regions)} 个区划，没有区划数据项",
                f"{name} has {len(regions)} regions, no item of them",
            ),
            Text("标明区划数据项", "the item of regions is marked"),
            at="items",
        )
