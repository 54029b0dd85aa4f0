"""What a contract says of the lists of its records and the lists do not take: parameters, filters, what is public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.model.contract import Flaw, Operation, Parameter
from conformance.model.pointer import escaped
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.norms.errors import near
from conformance.norms.record_members import odd_value

EACH = Text("各写各的", "give each its own")

Operations = Mapping[str, Operation]


def unasked(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """Parameters that the list does not take."""
    form, taken = kind.listing, _taken(kind, operations)
    named = {"list/search": form.search, "list/since": form.since}
    named |= {"list/page": form.page, "list/size": form.size} if form.page else {}
    named |= {f"list/filters/{at}/parameter": each.parameter for at, each in enumerate(form.filters)}
    named |= {f"public/{escaped(name)}": name for name in kind.public}
    for where, name in named.items() if kind.has("list") else ():
        if name and name not in taken:
            listed = kind.operations["list"]
            text = Text(f"`{listed}` 没有查询参数 `{name}`", f"`{listed}` has no query parameter `{name}`")
            yield Flaw(f"{place}/{where}", text, hint=near(name, [*taken]), word=name)


def twofold(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """Parameters that serve two ends, or are of another type than what they serve; a total that is one of them."""
    form, taken = kind.listing, _taken(kind, operations)
    named = {"list/page": form.page, "list/size": form.size} if form.page else {}
    named |= {"list/search": form.search, "list/since": form.since}
    named |= {f"list/filters/{at}/parameter": each.parameter for at, each in enumerate(form.filters)}
    named |= {"list/total": form.total}
    seen: set[str] = set()
    for where, name in named.items():
        if name in seen:
            text = Text(f"`{name}` 已作他用", f"`{name}` serves another end already")
            yield Flaw(f"{place}/{where}", text, hint=EACH, word=name)
        elif where in ("list/page", "list/size") and name in taken and taken[name].schema.get("type") != "integer":
            yield Flaw(f"{place}/{where}", Text(f"`{name}` 应为整数", f"`{name}` should be a whole number"), word=name)
        seen |= {name} if name else set()
    if form.moves and not kind.tells("acts"):
        text = Text("只有操作记录（acts）会因读取而增加", "only a record of acts grows by being read")
        yield Flaw(f"{place}/list/moves", text, hint=Text("删去 moves", "take out `moves`"))


def unlisted(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """Values no parameter can have, filters whose values cannot add up, a search of nothing."""
    taken = _taken(kind, operations)
    for name, value in kind.public.items():
        if name in taken:
            yield from odd_value(f"{place}/public/{escaped(name)}", value, taken[name].schema)
    for at, each in enumerate(kind.listing.filters):
        if each.parts and each.parameter in taken and "enum" not in taken[each.parameter].schema:
            zh, en = (
                f"`{each.parameter}` 没有列出取值，不能相加",
                f"`{each.parameter}` names no values that could add up",
            )
            hint = Text("删去 parts，或在模式中写明 enum", "take out `parts`, or state an enum in its schema")
            yield Flaw(f"{place}/list/filters/{at}/parts", Text(zh, en), hint=hint)
    if kind.listing.search and not kind.listing.searched:
        text = Text("未写明检索哪些成员", "it does not say which members are searched")
        yield Flaw(f"{place}/list/search", text, hint=Text("补上 searched", "add `searched`"))


def unnarrowed(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """A record of what was done that is narrowed by something, and not by who did it."""
    acts, filters = kind.members.get("acts", ""), kind.listing.filters
    if acts and filters and acts not in [each.member for each in filters]:
        text = Text(f"没有按 `{acts}` 的筛选", f"no filter is by `{acts}`")
        known = [each.member for each in filters]
        yield Flaw(f"{place}/members/acts", text, hint=near(acts, known), word=acts)


def _taken(kind: RecordKind, operations: Operations) -> dict[str, Parameter]:
    """The query parameters of the list, by name."""
    asked = operations.get(kind.operations.get("list", ""))
    return {each.name: each for each in asked.parameters if each.location == "query"} if asked else {}
