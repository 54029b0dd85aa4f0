"""Whether everybody sees the same: people and machines, one's own unit, peers, upper and lower units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from conformance.checks.markup import Start, digits, pieces, unbroken, words
from conformance.checks.overall.coded import coded_values
from conformance.checks.overall.codes import lists_of
from conformance.checks.places import at_path
from conformance.checks.reading import asker, beside, not_exercised, path_of, record, shown
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text

PHONE = "contact.phone"
CONDITIONS = tuple(f"conditions.{each}" for each in ("text", "scope", "use", "reason", "legalBasis"))
DETAILS = ("provider.name", "items[].name", *CONDITIONS, "contact.office", PHONE)
"""What one must know to find out whether an entry serves, and how to ask for it."""
CODED = (
    "formatClass",
    "updateFrequency",
    "sharingClass",
    "sharingMethod",
    "dataClass",
    "dataGrade",
)
"""Elements that are codes: what a page shows of them is the name the code list gives."""


def page_tells_the_details(trace: Trace) -> Iterator[Finding]:
    """The page shows who provides an entry, its items, under what conditions it may be used, and whom to ask.

    Of an element that is a code it shows the name; one that no published list names is not judged.
    """
    judged, lists = 0, lists_of(trace, "codes")
    for exchange, page in beside(trace, "json", "html"):
        entry, told = record(exchange.data), words(page.response.text) if page.response else ""
        stated = [
            (path, value) for path in DETAILS for value in at_path(entry, path) if isinstance(value, str) and value
        ]
        if exchange.status != 200 or page.status != 200 or not stated:
            continue
        judged += 1
        text, numbers = unbroken(told), digits(told)
        stated += _named(exchange, lists)
        found = [
            (path, value)
            for path, value in stated
            if not (digits(value) in numbers if path == PHONE else unbroken(value) in text)
        ]
        for path, value in found[:1]:
            seen = Text(f"页面上没有 {path}“{shown(value)}”", f'the page does not show {path} "{shown(value)}"')
            yield Finding(seen, Text("JSON 所载的各项", "all that the JSON says of it"), exchanges=(exchange, page))
    if not judged:
        raise not_exercised("没有读到可对照的条目与页面", "no entry and page to hold against each other were read")


def _named(exchange: Exchange, lists: Mapping[str, Exchange]) -> Iterator[tuple[str, str]]:
    """The coded elements of an entry, each with the name its code has in the published list."""
    for name, path, code in coded_values(exchange):
        listed = entries(lists[name].data) if path in CODED and name in lists else ()
        named = (item.get("zh") for item in listed if item.get("code") == code)
        yield from ((path, each) for each in named if isinstance(each, str))


def page_leads_to_the_next(trace: Trace) -> Iterator[Finding]:
    """Where the list in JSON has a next page, the same page for people leads there: some address asks for that page."""
    judged = 0
    for listed, page in beside(trace, "list-json", "list-html"):
        following = record(listed.data).get("next")
        if not isinstance(following, str) or page.status != 200 or page.response is None:
            continue
        judged += 1
        if not any(_leads(page.request.url, link, following) for link in _links(page.response.text)):
            seen = Text("页面没有通往下一页的链接", "the page has no link to the next one")
            yield Finding(seen, Text(shown(following), shown(following)), exchanges=(page, listed))
    if not judged:
        raise not_exercised("列表没有下一页", "no list has a next page")


def _links(page: str) -> Iterator[str]:
    return (
        piece.attributes["href"]
        for piece in pieces(page)
        if isinstance(piece, Start) and piece.name in ("a", "area") and "href" in piece.attributes
    )


def _leads(base: str, link: str, due: str) -> bool:
    """Whether a link of a page leads to a place: its path, and all it is asked with."""
    wanted = _asked(base, due)
    return path_of(base, link) == path_of(base, due) and wanted.items() <= _asked(base, link).items()


def _asked(base: str, reference: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(urlsplit(urljoin(base, reference)).query))
    except ValueError:
        return {}


SHOWN_TO_SOME = ("assessment.approvedBy",)
"""Whose name need not be shown to other units."""


def levels_see_one_format(trace: Trace) -> Iterator[Finding]:
    """The same version of an entry has the same members, of the same types, for own, peer, upper and lower units.

    A person's name that the contract lets a system show to its own unit alone may be left out.
    """
    seen: dict[tuple[str, str, str], tuple[Mapping[str, str], Exchange]] = {}
    compared: set[str] = set()
    for exchange in (*trace.at("list"), *trace.at("record")):
        for entry in [record(exchange.data)] if exchange.step == "record" else entries(exchange.data):
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
        if one != other and not (place in SHOWN_TO_SOME and "-" in (one, other)):
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
