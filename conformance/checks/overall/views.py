"""Whether everybody sees the same: people and machines, one's own unit, peers, upper and lower units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.markup import words
from conformance.checks.reading import asker, entries, first, not_exercised, record, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text

SHOWN = {"name": "名称", "code": "资源代码", "summary": "摘要"}


def page_shows_the_entry(trace: Trace) -> Iterator[Finding]:
    """The page for people shows name, code and summary of the entry as its JSON states them."""
    pages = {exchange.request.url: exchange for exchange in trace.at("html")}
    judged = 0
    for exchange in trace.at("json"):
        page, entry = pages.get(exchange.request.url), record(exchange.data)
        if page is None or exchange.status != 200 or not isinstance(entry.get("name"), str):
            continue
        judged += 1
        yield from _unlike(exchange, page, entry)
    if not judged:
        raise not_exercised("没有读到可对照的条目与页面", "no entry and page to hold against each other were read")


def _unlike(exchange: Exchange, page: Exchange, entry: Mapping[str, Any]) -> Iterator[Finding]:
    due = Text("与 JSON 内容一致的页面", "a page with the content of the JSON")
    response = page.response
    if response is None or page.status != 200 or response.media != "text/html":
        media = response.media if response else ""
        seen = Text(f"应答 {page.status} {media}", f"status {page.status} {media}".strip())
        yield Finding(seen, due, exchanges=(exchange, page))
        return
    told = _unbroken(words(response.text))
    for member, name in SHOWN.items():
        value = entry.get(member)
        if isinstance(value, str) and _unbroken(value) not in told:
            seen = Text(f"页面上没有{name}“{value}”", f'the page does not show the {member} "{value}"')
            yield Finding(seen, due, exchanges=(exchange, page))


def page_lists_the_same(trace: Trace) -> Iterator[Finding]:
    """The list for people names every entry that the same page of the list in JSON holds."""
    page, listed = first(trace, "list-html"), entries(succeeded(trace, "list-json").data)
    names = [item["name"] for item in listed if isinstance(item.get("name"), str)]
    if not names:
        raise not_exercised("列表没有条目", "the list holds no entry")
    response = page.response
    if response is None or page.status != 200 or response.media != "text/html":
        seen = Text(f"应答 {page.status}，不是页面", f"status {page.status}, and no page")
        yield Finding(seen, Text("供人阅读的列表", "a list for people"), exchanges=(page,))
        return
    told = _unbroken(words(response.text))
    missing = [name for name in names if _unbroken(name) not in told]
    if missing:
        yield Finding(
            Text(
                f"页面上没有《{missing[0]}》等 {len(missing)} 条",
                f'{len(missing)} missing on the page, "{missing[0]}" first',
            ),
            Text(f"接口所列的 {len(names)} 条", f"the {len(names)} entries the interface lists"),
            exchanges=(page, first(trace, "list-json")),
        )


def _unbroken(text: str) -> str:
    """A text without the blanks and breaks that a page may set in it."""
    return "".join(text.split())


def levels_see_one_format(trace: Trace) -> Iterator[Finding]:
    """The same version of an entry has the same members, of the same types, for own, peer, upper and lower units."""
    seen: dict[tuple[str, str, str], tuple[Mapping[str, str], Exchange]] = {}
    compared: set[str] = set()
    for exchange in (*trace.at("list"), *trace.at("record")):
        for entry in entries(exchange.data) or [record(exchange.data)]:
            if not isinstance(entry.get("id"), str) or "version" not in entry:
                continue
            key = (exchange.operation.id, entry["id"], str(entry["version"]))
            shape = dict(_shape(entry, ""))
            before, first = seen.setdefault(key, (shape, exchange))
            if first is not exchange:
                compared.add(exchange.role)
                yield from _apart(before, first, shape, exchange, entry["id"])
    if not compared:
        raise not_exercised("没有两个角色读到同一条目", "no two roles read the same entry")


def _apart(
    before: Mapping[str, str], first: Exchange, after: Mapping[str, str], then: Exchange, identifier: str
) -> Iterator[Finding]:
    for place in sorted(before.keys() | after.keys()):
        one, other = before.get(place, "-"), after.get(place, "-")
        if one != other:
            yield Finding(
                Text(
                    f"{identifier} 的 {place}：{asker(first).zh}为 {one}，{asker(then).zh}为 {other}",
                    f"{place} of {identifier} is {one} for {first.role}, {other} for {then.role}",
                ),
                Text("同一格式", "one format"),
                exchanges=(first, then),
            )
            return


def _shape(value: Any, at: str) -> Iterator[tuple[str, str]]:
    """Every member with its JSON type; the items of a list count once."""
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", type(None): "null"}
    yield at or "@", names.get(type(value), "object")
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _shape(part, f"{at}.{name}" if at else str(name))
    elif isinstance(value, list):
        for part in value:
            yield from _shape(part, f"{at}[]")
