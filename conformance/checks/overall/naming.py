"""Whether names and codes tell each other apart: of departments, and of categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from conformance.checks.overall.categories import DIGITS
from conformance.checks.reading import first, not_exercised, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text

LEVELS = {1: "class", 3: "item", 6: "sub-item"}


def source_has_the_code_of_its_name(trace: Trace) -> Iterator[Finding]:
    """A source department named like a provider of the catalogue has the credit code that provider has."""
    shown_in = [one for one in trace.exchanges if 200 <= one.status < 300]
    known: dict[str, set[str]] = {}  # districts may have departments of one name
    for entry in (entry for exchange in shown_in for entry in _entries(exchange)):
        provider = record(entry.get("provider"))
        known.setdefault(str(provider.get("name")), set()).add(str(provider.get("uscc")))
    judged = 0
    for exchange, entry in ((one, entry) for one in shown_in for entry in _entries(one)):
        source = record(entry.get("dataSource"))
        due = known.get(str(source.get("name")))
        if due is None or "uscc" not in source:
            continue
        judged += 1
        if str(source["uscc"]) not in due:
            name, code = shown(source["name"]), shown(source["uscc"])
            seen = Text(f"数源部门{name}的代码为 {code}", f"the source department {name} has the code {code}")
            yield Finding(seen, Text("、".join(sorted(due)), ", ".join(sorted(due))), exchanges=(exchange,))
    if not judged:
        raise not_exercised("没有与提供单位同名的数源部门", "no source department is named like a provider")


def _entries(exchange: Exchange) -> list[Mapping[str, Any]]:
    """The entries of a list, or the one an answer is: that has items of its own."""
    return [record(exchange.data)] if "id" in record(exchange.data) else entries(exchange.data)


def categories_tell_their_level(exchange: Exchange) -> Iterator[Finding]:
    """Each category states the level its digits say; none with others below it takes entries, and a detail does."""
    listed = {str(item["code"]): item for item in entries(exchange.data) if "code" in item}
    if not listed:
        raise not_exercised("没有读到类目", "no category was read")
    above = {str(item.get("parent")) for item in listed.values()}
    for code, item in listed.items():
        level = LEVELS.get(len(code), "detail" if len(code) > max(DIGITS) else None)
        if level and item.get("level") != level:
            yield _of_category(code, "level", item, level)
        leaf = False if code in above else True if level == "detail" else None
        if leaf is not None and item.get("leaf") is not leaf:
            yield _of_category(code, "leaf", item, leaf)
    codes = [*listed]
    if codes != sorted(codes):
        wrong = next(after for before, after in pairwise(codes) if after < before)
        yield Finding(Text(f"{wrong} 次序不对", f"{wrong} is out of order"), Text("按代码排列", "ordered by code"))


def _of_category(code: str, name: str, item: Mapping[str, Any], due: Any) -> Finding:
    told = shown(item.get(name))
    return Finding(Text(f"{code} 的 {name} 为 {told}", f"{name} of {code} is {told}"), Text(shown(due), shown(due)))


def categories_are_named_alike(trace: Trace) -> Iterator[Finding]:
    """The tree of categories and the code list published for them hold the same codes under the same names."""
    tree, coded = succeeded(trace, "categories"), first(trace, "code-list")
    if coded.status != 200:
        raise not_exercised("没有类目的代码表", "there is no code list of categories")
    named = {str(item.get("code")): item for item in entries(coded.data)}
    listed = {str(item.get("code")): item for item in entries(tree.data)}
    if not named or not listed:
        raise not_exercised("没有读到类目", "no category was read")
    found = sorted(listed.keys() - named.keys())
    for code in found[:1]:
        seen = Text(f"代码表没有 {code}", f"the code list lacks {code}")
        yield Finding(seen, Text("与类目一致", "as the tree has it"), exchanges=(tree, coded))
    for code in sorted(listed.keys() & named.keys()):
        for name in ("zh", "en"):
            if listed[code].get(name) != named[code].get(name):
                told = shown(named[code].get(name))
                seen = Text(f"代码表中 {code} 称“{told}”", f'the code list calls {code} "{told}"')
                due = shown(listed[code].get(name))
                yield Finding(seen, Text(f"“{due}”", f'"{due}"'), exchanges=(tree, coded))
