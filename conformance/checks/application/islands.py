"""Whether two catalogues can be read as one: the same protocol, interface, format and content, and changes arrive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from conformance.checks.moments import day_of, zone_is_stated
from conformance.checks.overall.coded import coded_values
from conformance.checks.overall.elements import is_said
from conformance.checks.places import ABOUT_THE_CALLER, at_path, tells_nothing
from conformance.checks.reading import Postponed, not_exercised, read_whole, record, shown
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

SIDES = ("mine", "theirs")
STEPS = ("list", "record", "code-lists", "categories", "changes")
"""What a harvester asks of every catalogue; one that lists no entry has none to be read."""

ELEMENTS = (
    *("name", "items[].name", "provider.name", "formats[]", "updateFrequency"),
    *("sharingClass", "sharingMethod", "conditions.text", "dataClass", "dataGrade"),
)
"""What an entry states of a resource (D809 13)."""
UNPUBLISHED = ("draft", "withdrawn")


def catalogues_are_reached_alike(trace: Trace) -> Iterator[Finding]:
    """Both answer the same request in the same way: scheme, status, media type, characters."""
    mine, theirs = (_at(trace, side, "list") for side in SIDES)
    for page in (mine[0], theirs[0]):
        if page.status in ABOUT_THE_CALLER or page.status in (403, 429) or page.status >= 500:
            raise tells_nothing(page)
    for name, one, other in (
        ("scheme", urlsplit(mine[0].request.url).scheme, urlsplit(theirs[0].request.url).scheme),
        ("status", mine[0].status, theirs[0].status),
        ("media type", _media(mine[0]), _media(theirs[0])),
        ("characters", _utf8(mine), _utf8(theirs)),
    ):
        if one != other:
            yield _unlike(name, one, other, mine[0], theirs[0])
    if not any(_readable(page) for page in (*mine, *theirs)):
        raise not_exercised("两个目录都没有可读的条目", "neither catalogue lists an entry that can be read")


def catalogues_are_asked_alike(trace: Trace) -> Iterator[Finding]:
    """What one answers the other does too, and a walk through either by its own links finds every entry once."""
    for step in STEPS:
        asked = [trace.at(f"{side}-{step}") for side in SIDES]
        answers = [any(200 <= exchange.status < 300 for exchange in found) for found in asked]
        were_asked = all(any(each.step == f"{side}-{step}" for each in trace.exchanges) for side in SIDES)
        if were_asked and answers[0] != answers[1]:
            silent = SIDES[answers.index(False)]
            proof = tuple(exchange for found in asked for exchange in found[:1])
            status = next((exchange.status for exchange in trace.at(f"{silent}-{step}")), "-")
            seen = Text(f"{silent}：{step} 应答 {status}", f"{silent}: {step} answers {status}")
            yield Finding(seen, Text("与另一目录一样应答", "an answer, as the other gives"), exchanges=proof)
    for side in SIDES:
        yield from _walked(trace, side, _at(trace, side, "list"))


def _walked(trace: Trace, side: str, pages: tuple[Exchange, ...]) -> Iterator[Finding]:
    ids = Counter(str(item.get("id")) for page in pages for item in _readable(page))
    total = whole(record(pages[0].data).get("total"))
    if not ids and total != 0:
        raise not_exercised(f"{side} 没有可读的条目", f"{side} lists no entry that can be read")
    if len(ids) == ids.total():
        read_whole(trace, f"{side}-list")
    due = len(ids) if total is None else total
    if ids.total() != due or len(ids) != due:
        seen = Text(
            f"{side}：{ids.total()} 个条目、{len(ids)} 个标识", f"{side}: {ids.total()} entries of {len(ids)} ids"
        )
        said = Text("每个标识一条", "one of each id") if total is None else Text(f"{due} 个", f"{due}, as it says")
        yield Finding(seen, said, exchanges=pages)


def catalogues_write_alike(trace: Trace) -> Iterator[Finding]:
    """Entries of both have the same members, of the same types, their dates in the same form.

    What the contract lets an entry leave out may stand in all of one catalogue and in none of the other.
    """
    mine, theirs = (_entries(trace, side) for side in SIDES)
    free = _optional(mine[0][1])
    shapes = [_shape(item for item, _ in found) for found in (mine, theirs)]
    held = [Counter(name for item, _ in found for name in item) for found in (mine, theirs)]
    proof = mine[0][1], theirs[0][1]
    for name in sorted(set(shapes[0]) | set(shapes[1])):
        one, other = (shape.get(name, frozenset()) for shape in shapes)
        always = held[0][name] == len(mine), held[1][name] == len(theirs)
        missing = not one or not other
        if (missing and any(always) and name not in free) or (not missing and not one & other):
            yield _unlike(name, _types(one), _types(other), *proof)
    read_whole(trace, *(f"{side}-list" for side in SIDES))


def _optional(page: Exchange) -> frozenset[str]:
    """The members that the contract lets an entry of a list leave out."""
    schema = (page.operation.response(page.status) or {}).get("application/json")
    node = dict(schema.members(schema.document)).get("items") if schema else None
    entry = record(schema.inside(node)).get("items") if schema else None
    return frozenset(name for name, _ in schema.members(entry)) - schema.required(entry) if schema else frozenset()


def _shape(found: Iterator[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """The types each member is of, null left out."""
    shape: dict[str, set[str]] = {}
    for item in found:
        for name, value in item.items():
            if value is not None:
                shape.setdefault(name, set()).add(_type(value))
    return {name: frozenset(types) for name, types in shape.items()}


def _type(value: Any) -> str:
    """The JSON type of a value; of a string that is a date, the form it is written in."""
    if isinstance(value, str) and day_of(value) is not None and len(value) >= 8:
        form = "extended" if "-" in value[:8] else "basic"
        return (
            f"{form} date"
            if zone_is_stated(value) is None
            else f"{form} date-time{'' if zone_is_stated(value) else ' without zone'}"
        )
    kinds = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}
    return kinds.get(type(value), "null")


def _types(types: frozenset[str]) -> str:
    return " / ".join(sorted(types)) or "-"


def catalogues_state_their_elements(trace: Trace) -> Iterator[Finding]:
    """The entries of both state what an entry must state (D809 13), with more than a placeholder.

    Those that are published: a draft may be half filled in.
    """
    published = [
        [(item, by) for item, by in _entries(trace, side) if item.get("status") not in UNPUBLISHED] for side in SIDES
    ]
    for side, found in zip(SIDES, published, strict=True):
        for name in ELEMENTS:
            lacking = [(item, by) for item, by in found if not any(map(is_said, at_path(item, name)))]
            if lacking:
                number, by = len(lacking), lacking[0][1]
                seen = Text(f"{side}：{number} 个条目没有 {name}", f"{side}: {number} entries state no {name}")
                yield Finding(seen, Text("写明", "it is stated"), name, (by,))
    read_whole(trace, *(f"{side}-list" for side in SIDES))
    for side, found in zip(SIDES, published, strict=True):
        if not found:
            raise not_exercised(f"{side} 没有已发布的条目", f"{side} lists no entry that is published")


def catalogues_mean_alike(trace: Trace, *, lists: tuple[str, ...]) -> Iterator[Finding]:
    """Of lists that are fixed for the whole nation a code means the same in both, and each knows what the other uses.

    Other lists are each region's own: what they hold need not be the same.
    """
    mine, theirs = (_entries(trace, side) for side in SIDES)
    known = [{name: it for name, it in _lists(trace, side).items() if name in lists} for side in SIDES]
    for name in sorted(set(known[0]) & set(known[1])):
        (one, by), (other, by_other) = known[0][name], known[1][name]
        differing = sorted(code for code in set(one) & set(other) if one[code] != other[code])
        if differing:
            first = {code: one.get(code) for code in differing[:3]}, {code: other.get(code) for code in differing[:3]}
            yield _unlike(name, shown(first[0]), shown(first[1]), by, by_other)
    for side, found, others in ((SIDES[0], mine, known[1]), (SIDES[1], theirs, known[0])):
        yield from _unknown(side, [*{id(by): by for _, by in found}.values()], others)
    if not known[0] or not known[1]:
        raise not_exercised("没有读到两个目录的代码表", "the code lists of both could not be read")
    read_whole(trace, *(f"{side}-list" for side in SIDES))


def _unknown(side: str, pages: list[Exchange], known: Mapping[str, tuple[Any, Exchange]]) -> Iterator[Finding]:
    """Codes one side uses that are not in the other's list of that name."""
    told: set[tuple[str, str]] = set()
    for page in pages:
        for name, at, value in coded_values(page):
            if name in known and str(value) not in known[name][0] and (name, str(value)) not in told:
                told.add((name, str(value)))
                seen = Text(f"{side}：{name} 用 {shown(value)}", f"{side}: {name} is {shown(value)}")
                due = Text("另一目录的代码表中有", "a code of the other's list")
                yield Finding(seen, due, at, (page, known[name][1]))


def _lists(trace: Trace, side: str) -> dict[str, tuple[dict[str, Any], Exchange]]:
    """The code lists of one side by id: code → its Chinese name."""
    found = {}
    for exchange in trace.at(f"{side}-code-list"):
        told = record(exchange.data)
        codes = {str(item.get("code")): str(item.get("zh")).removesuffix("类") for item in entries(told)}
        if exchange.status == 200 and isinstance(told.get("id"), str):
            found[told["id"]] = (codes, exchange)
    return found


def changes_arrive(trace: Trace, *, today: date) -> Iterator[Finding]:
    """What one catalogue holds of another is what the other's change feed leads to: nothing lost, nothing twice.

    What changed today may be on its way, where catalogues are brought together by night.
    """
    judged, postponed = False, Postponed()
    for source, holder in (SIDES, SIDES[::-1]):
        held = copies(trace, source, holder)
        if held:
            judged = True
            with postponed:
                yield from _synchronised(trace, source, holder, held, today)
    postponed.settle()
    if not judged:
        raise not_exercised("哪一个目录都没有另一个的条目", "neither catalogue holds entries of the other")


def _synchronised(trace: Trace, source: str, holder: str, held: Counter[str], today: date) -> Iterator[Finding]:
    feed, under_way = _at(trace, source, "changes"), ""
    lines = {str(it.get("code")): it for page in feed for it in entries(page.data)}
    last = {code: line.get("change") for code, line in lines.items()}
    if not last:
        raise not_exercised(f"{source} 的变更清单不可读", f"the change feed of {source} cannot be read")
    own = _own(trace, source, holder)
    listed = [item for item, _ in _entries(trace, source) if item.get("status") == "published"]
    standing = {str(item.get("code")) for item in listed if _division(item).startswith(own)}
    proof = (feed[-1], _at(trace, holder, "list")[0])
    for code, change in sorted(last.items()):
        due = 0 if change == "withdrawn" else 1
        if held[code] != due and (change == "withdrawn" or code in standing):
            if held[code] < due:
                read_whole(trace, f"{holder}-list")
            if held[code] < 2 and (day_of(lines[code].get("at")) or today) >= today:
                under_way = under_way or code
                continue
            seen = Text(f"{holder}：{code} 有 {held[code]} 个", f"{holder}: {code} {held[code]} times")
            yield Finding(seen, Text(f"{due} 个（{change}）", f"{due} ({change})"), exchanges=proof)
    if under_way:
        zh, en = f"{under_way} 当日才变更，或在同步途中", f"{under_way} changed today only, and may be on its way"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def copies(trace: Trace, source: str, holder: str) -> Counter[str]:
    """How often one catalogue lists each entry of the other, by code: entries of departments of the other's region."""
    own, theirs = _own(trace, source, holder), _own(trace, holder, source)
    nearer = theirs if theirs.startswith(own) else " "
    divisions = [(str(item.get("code")), _division(item)) for item, _ in _entries(trace, holder)]
    return Counter(code for code, of in divisions if of.startswith(own) and not of.startswith(nearer))


def _own(trace: Trace, side: str, other: str) -> str:
    """What every division of the region of one side begins with. Raises Undecided where both regions are one."""
    regions = [str(record(_at(trace, it, "declaration")[0].data).get("regionCode")) for it in (side, other)]
    if regions[0] == regions[1] or not all(region.isdecimal() for region in regions):
        raise not_exercised("两个目录的区划不可分", "the regions of the two catalogues cannot be told apart")
    return regions[0].removesuffix("00").removesuffix("00")


def _division(item: Mapping[str, Any]) -> str:
    """The division code inside the credit code of an entry's provider (GB 32100)."""
    return str(record(item.get("provider")).get("uscc"))[2:8]


def _entries(trace: Trace, side: str) -> list[tuple[Mapping[str, Any], Exchange]]:
    """The entries of one side with the page each is on. Raises Undecided where there is none."""
    found = [(item, page) for page in _at(trace, side, "list") for item in _readable(page)]
    if not found:
        raise not_exercised(f"{side} 没有可读的条目", f"{side} lists no entry that can be read")
    return found


def _readable(page: Exchange) -> list[Mapping[str, Any]]:
    """The entries of a page that were really given: of a 200, each with an id."""
    return [item for item in entries(page.data) if "id" in item] if page.status == 200 else []


def _at(trace: Trace, side: str, step: str) -> tuple[Exchange, ...]:
    """The answered exchanges of one step of one side. Raises Undecided where there is none."""
    found = trace.at(f"{side}-{step}")
    if not found:
        raise not_exercised(f"{side} 的 {step} 没有应答", f"{step} of {side} was not answered")
    return found


def _media(exchange: Exchange) -> str:
    return exchange.response.media if exchange.response else ""


def _utf8(pages: tuple[Exchange, ...]) -> str:
    """UTF-8 where every page is; else what else it is."""
    for page in pages:
        try:
            (page.response.body if page.response else b"").decode()
        except UnicodeDecodeError:
            return "not UTF-8"
    return "UTF-8"


def _unlike(name: str, one: object, other: object, *proof: Exchange) -> Finding:
    seen = Text(f"{name}：一方 {one}，另一方 {other}", f"{name}: mine {one}, theirs {other}")
    return Finding(seen, Text("两个目录相同", "the same in both"), name, proof)
