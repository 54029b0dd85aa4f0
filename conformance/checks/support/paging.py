"""Whether lists can be walked whole, and page by page as asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from conformance.checks.places import tells_nothing
from conformance.checks.reading import first, kind_of, named, not_exercised, path_of, query, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import RecordKind, member, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided


def pages_are_complete(trace: Trace) -> Iterator[Finding]:
    """The pages hold as many entries as the total says, none twice; each names the list's next, the last none."""
    kind, walked = kind_of(trace), trace.at("page")
    form, pages = kind.listing, [exchange.data for exchange in walked]
    ids = [name for page in pages for name in _names(kind, page)]
    if not ids:
        raise not_exercised("没有任何条目", "the list holds no entry")
    yield from _repeated(ids, walked)
    yield from _astray(walked, form.following)
    if not kind.entries(pages[-1]):
        yield Finding(
            seen=Text(
                "走到一个空页，前页仍指向它", "the walk ended on an empty page that the page before names as next"
            ),
            due=Text("末页没有下一页", "the last page names none"),
            exchanges=walked,
        )
    elif member(pages[-1], form.following):
        raise Undecided(
            Reason.BUDGET,
            Text(f"只走了 {len(pages)} 页，其后还有", f"only {len(pages)} pages were walked, there are more"),
        )
    total, distinct = member(pages[0], form.total), len(set(ids))
    if total != distinct:
        yield Finding(
            seen=Text(f"总数 {total}，逐页读到 {distinct} 条", f"total {total}, {distinct} entries over all pages"),
            due=Text("总数等于读到的条数", "the total equals the entries read"),
            exchanges=walked,
        )


def total_is_what_is_listed(trace: Trace) -> Iterator[Finding]:
    """A list narrowed by a filter that fits on one page states as many entries as it holds."""
    kind = kind_of(trace)
    form, judged = kind.listing, 0
    for exchange in trace.exchanges:
        total, held = whole(member(exchange.data, form.total)), len(kind.entries(exchange.data))
        if exchange.status != 200 or total is None or member(exchange.data, form.following):
            continue
        judged += 1
        if total != held:
            narrowed = "，".join(f"{name}={value}" for name, value in query(exchange).items())
            yield Finding(
                seen=Text(f"{narrowed}：总数 {total}，列出 {held} 条", f"{narrowed}: total {total}, {held} entries"),
                due=Text("总数等于列出的条数", "the total equals the entries listed"),
                exchanges=(exchange,),
            )
    if not judged:
        raise not_exercised("没有一页列完的目录", "no list fits on one page")


def _astray(walked: tuple[Exchange, ...], next_page: str) -> Iterator[Finding]:
    """A next page that is named at another path than the list's own: whoever follows the link does not get there."""
    for exchange in walked:
        following, own = member(exchange.data, next_page), path_of(exchange.request.url, "")
        if isinstance(following, str) and path_of(exchange.request.url, following) != own:
            yield Finding(
                seen=Text(f"下一页为 {shown(following)}", f"the next page is {shown(following)}"),
                due=Text(f"仍在 {own}", f"it is at {own}"),
                exchanges=(exchange,),
            )
            return


def _repeated(ids: list[str], walked: tuple[Exchange, ...]) -> Iterator[Finding]:
    for identifier, times in Counter(ids).items():
        if times > 1:
            yield Finding(
                seen=Text(f"{identifier} 出现 {times} 次", f"{identifier} appears {times} times"),
                due=Text("每个条目一次", "each entry once"),
                exchanges=walked,
            )


def pages_keep_their_size(trace: Trace) -> Iterator[Finding]:
    """Every page but the last holds as many entries as asked for, the last no more, and each states that size."""
    kind = kind_of(trace)
    form, pages = kind.listing, [exchange for exchange in trace.at("page") if kind.entries(exchange.data)]
    if len(pages) < 2:
        raise not_exercised("目录不足两页", "the list has no second page")
    asked = int(query(pages[0]).get(form.size, "0"))
    for number, exchange in enumerate(pages, 1):
        count, told = len(kind.entries(exchange.data)), member(exchange.data, form.size)
        stated = asked if told is None else told
        if count > asked or (count < asked and exchange is not pages[-1]):
            yield _size(exchange, number, Text(f"有 {count} 条", f"holds {count} entries"), asked)
        if stated != asked:
            yield _size(exchange, number, Text(f"自称每页 {stated} 条", f"states a page size of {stated}"), asked)


def _size(exchange: Exchange, number: int, seen: Text, asked: int) -> Finding:
    return Finding(
        seen=Text(f"第 {number} 页{seen.zh}", f"page {number} {seen.en}"),
        due=Text(f"每页 {asked} 条", f"{asked} entries a page"),
        exchanges=(exchange,),
    )


def page_size_is_bounded(trace: Trace, *, most: int) -> Iterator[Finding]:
    """An excessive page size is refused or cut to a bound, stated or plain from the page itself."""
    exchange = first(trace, "huge")
    if 400 <= exchange.status < 500 and exchange.status not in (401, 403, 404, 429):
        succeeded(trace, "page")
        return
    kind, page = kind_of(trace), succeeded(trace, "huge").data
    count = len(kind.entries(page))
    total, stated = (whole(member(page, name)) for name in (kind.listing.total, kind.listing.size))
    due = Text(f"4xx，或者每页至多 {most} 条", f"a 4xx, or at most {most} entries a page")
    if count > most:
        yield Finding(Text(f"一页 {count} 条", f"{count} entries on one page"), due, exchanges=(exchange,))
    elif stated is not None and stated > most:
        yield Finding(Text(f"接受每页 {stated} 条", f"a page size of {stated} is accepted"), due, exchanges=(exchange,))
    elif not count or (stated in (None, count) and (total is None or total <= count)):
        raise not_exercised("条目太少，看不出是否有上限", "too few entries to tell whether there is a bound")


def page_beyond_the_end_is_empty(trace: Trace) -> Iterator[Finding]:
    """A page far beyond the last holds no entries and names no next page, or is refused."""
    kind, exchange = kind_of(trace), first(trace, "beyond")
    if not kind.entries(succeeded(trace, "page").data):
        raise not_exercised("没有任何条目", "the list holds no entry")
    page = exchange.data
    if exchange.status in (401, 403, 429, 503) or 300 <= exchange.status < 400:
        raise tells_nothing(exchange)
    if exchange.status >= 500:
        seen = Text(f"状态码 {exchange.status}", f"status {exchange.status}")
    elif 200 <= exchange.status < 300 and exchange.status != 204 and not isinstance(page, dict | list):
        seen = Text(f"应答 {exchange.status}，没有列表", f"status {exchange.status}, and no list")
    elif kind.entries(page):
        seen = Text(f"有 {len(kind.entries(page))} 条", f"it holds {len(kind.entries(page))} entries")
    elif member(page, kind.listing.following):
        seen = Text("仍指向下一页", "it names a next page")
    else:
        return
    yield Finding(seen, Text("空页或 4xx", "an empty page, or a 4xx"), exchanges=(exchange,))


def page_is_the_same_again(trace: Trace) -> Iterator[Finding]:
    """The same page asked for twice holds the same entries in the same order."""
    kind, before, after = kind_of(trace), succeeded(trace, "page"), succeeded(trace, "again")
    if len(kind.entries(before.data)) < 2:
        raise not_exercised("条目不足两条，谈不上次序", "fewer than two entries have no order")
    totals = [whole(member(page.data, kind.listing.total)) for page in (before, after)]
    if totals[0] != totals[1]:
        raise not_exercised("其间列表已变", "the list changed in between")
    if _names(kind, before.data) != _names(kind, after.data):
        yield Finding(
            seen=Text(
                "两次读取同一页，条目或次序不同", "the same page read twice holds other entries or another order"
            ),
            due=Text("内容与次序相同", "the same entries in the same order"),
            exchanges=(before, after),
        )


def _names(kind: RecordKind, page: Any) -> list[str]:
    return [named(kind, item) for item in kind.entries(page)]


def list_is_ordered_by_key(trace: Trace) -> Iterator[Finding]:
    """The records of a list stand in the order of their keys, over all its pages."""
    kind = kind_of(trace)
    found = [(name, exchange) for exchange in trace.at("page") for name in _names(kind, exchange.data)]
    if len(found) < 2:
        raise not_exercised("不足两条，谈不上次序", "fewer than two records have no order")
    for (before, one), (after, other) in pairwise(found):
        if str(after) < str(before):
            seen = Text(f"{before} 之后是 {after}", f"{after} after {before}")
            yield Finding(seen, Text("按标识排列", "ordered by id"), exchanges=(one, other))
            return
