"""Whether codes can be looked up, are used as published, and unknown ones kept out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from conformance.checks.markup import unbroken
from conformance.checks.overall.coded import coded_lists, coded_values
from conformance.checks.reading import (
    absent,
    first,
    kind_of,
    not_exercised,
    path_of,
    record,
    sent_body,
    shown,
    succeeded,
    worded,
)
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")


def code_lists_are_published(trace: Trace, *, contract: Contract) -> Iterator[Finding]:
    """Every code list the contract names is published, with at least the codes the contract enumerates."""
    index = first(trace, "index")
    due = Text("规约所用的代码表都可查到", "every list the contract uses can be looked up")
    if absent(index):
        seen = Text(f"代码表一览应答 {index.status}", f"the index of code lists answers {index.status}")
        yield Finding(seen, due, exchanges=(index,))
        return
    lists, listed = _lists(trace), {str(item.get("id")) for item in entries(index.data)}
    unread: list[str] = []
    for name, codes in sorted(coded_lists(contract.document).items()):
        if name not in lists and name in listed and not _is_gone(trace, name):
            unread.append(name)
            continue
        if name not in lists:
            seen = Text(f"没有代码表 {name}", f"there is no code list {name}")
            yield Finding(seen, due, exchanges=(index,))
            continue
        missing = sorted(codes - set(_codes(lists[name])))
        if missing:
            yield Finding(
                Text(f"代码表 {name} 没有 {'、'.join(missing)}", f"the list {name} lacks {', '.join(missing)}"),
                Text("规约所列代码都在表中", "every code of the contract is in it"),
                exchanges=(lists[name],),
            )
    if unread:
        text = Text(f"代码表没有读到：{'、'.join(unread)}", f"code lists that were not read: {', '.join(unread)}")
        raise Undecided(Reason.PRECONDITION_NOT_MET, text)


def _is_gone(trace: Trace, name: str) -> bool:
    """Whether a list that the index names is answered as one there is not, or as an empty one."""
    answers = (it for it in trace.at("list") if path_of(it.request.url, "").rpartition("/")[2] == quote(name, safe=""))
    return any(absent(it) or it.status == 200 for it in answers)


def codes_have_chinese_labels(trace: Trace) -> Iterator[Finding]:
    """Every published code has a Chinese label and stands once in its list; a proper name may be its own label."""
    for name, exchange in sorted(_lists(trace).items()):
        for code, times in Counter(_codes(exchange)).items():
            if times > 1:
                seen = Text(f"{name} 中 {code} 有 {times} 条", f"{code} stands {times} times in {name}")
                yield Finding(seen, Text("一条", "once"), exchanges=(exchange,))
        for item in entries(exchange.data):
            label, code = item.get("zh"), str(item.get("code"))
            is_own = isinstance(label, str) and len(label) > 1 and unbroken(label).casefold() == code.casefold()
            if not isinstance(label, str) or not (HAN.search(label) or (is_own and not code.isdigit())):
                at = f"{name}/{shown(code)}"
                seen = Text(f"名称为“{shown(label)}”", f'the label is "{shown(label)}"')
                yield Finding(seen, Text("中文名称", "a Chinese label"), at=at, exchanges=(exchange,))


def code_list_is_exactly(trace: Trace, *, list: str, codes: tuple[str, ...]) -> Iterator[Finding]:  # noqa: A002 - the clause's own word
    """A list that law closes holds the codes law names, no fewer and no more."""
    exchange = _lists(trace).get(list)
    if exchange is None:
        raise not_exercised(f"没有读到代码表 {list}", f"the code list {list} was not read")
    published = sorted(set(_codes(exchange)))
    if published != sorted(codes):
        yield Finding(
            Text("、".join(published) or "空", ", ".join(published) or "none"),
            Text("、".join(codes), ", ".join(codes)),
            at=list,
            exchanges=(exchange,),
        )


def code_list_has_just(trace: Trace, *, list: str, names: tuple[str, ...]) -> Iterator[Finding]:  # noqa: A002 - as above
    """A list that law closes names what law names, each once and nothing else, whatever codes stand for it."""
    exchange = _lists(trace).get(list)
    if exchange is None:
        raise not_exercised(f"没有读到代码表 {list}", f"the code list {list} was not read")
    published = sorted(_plain(item.get("zh")) for item in entries(exchange.data))
    if published != sorted(names):
        yield Finding(
            Text("、".join(published) or "空", ", ".join(published) or "none"),
            Text("、".join(names), ", ".join(names)),
            at=list,
            exchanges=(exchange,),
        )


def values_are_just(trace: Trace, *, list: str, names: tuple[str, ...]) -> Iterator[Finding]:  # noqa: A002 - as above
    """A value that law closes is one of those law names: in words, by the code published for it, or by its number."""
    exchange = _lists(trace).get(list)
    published = entries(exchange.data) if exchange else ()
    known = {str(number): name for number, name in enumerate(names, 1)}
    known |= {str(item.get("code")): _plain(item.get("zh")) for item in published}
    judged = 0
    for page in trace.at("values"):
        for name, at, value in coded_values(page):
            judged += name == list
            if name == list and known.get(str(value), _plain(value)) not in names:
                seen = Text(f"“{shown(value)}”", f'"{shown(value)}"')
                yield Finding(seen, Text("、".join(names), ", ".join(names)), at, (page,))
    if not judged:
        raise not_exercised("没有可判的值", "there was no value to judge")


def _plain(label: Any) -> str:
    """A Chinese label without the word for class that some add to it."""
    return str(label).strip().removesuffix("类")


def coded_values_are_published(trace: Trace) -> Iterator[Finding]:
    """Every coded field of an entry holds a code of the list published for it."""
    lists = {name: set(_codes(exchange)) for name, exchange in _lists(trace).items()}
    judged = 0
    for exchange in trace.at("values"):
        for name, at, value in coded_values(exchange):
            if name not in lists:
                continue
            judged += 1
            if not isinstance(value, str) or value not in lists[name]:
                yield Finding(
                    Text(f"“{shown(value)}”", f'"{shown(value)}"'),
                    Text(f"代码表 {name} 中的代码", f"a code of the list {name}"),
                    at=at,
                    exchanges=(exchange,),
                )
    if not judged:
        raise not_exercised("没有代码项可对照", "no coded field could be held against a list")


def refused_is_not_stored(trace: Trace) -> Iterator[Finding]:
    """Nothing of a refused entry is found afterwards, where the accepted one is."""
    kind, accepted = kind_of(trace), succeeded(trace, "known")
    _refused(trace)
    succeeded(trace, "stored")
    word = worded(kind, sent_body(accepted))
    names = [item.get(word) for page in trace.at("stored") for item in kind.entries(page.data)]
    refused = [exchange for exchange in trace.at("unknown") if 400 <= exchange.status < 500]
    if not refused or sent_body(accepted).get(word) not in names:
        raise not_exercised(
            "没有拒绝，或者检索不到已登记的条目", "nothing was refused, or the accepted entry is not found"
        )
    for exchange in refused:
        if sent_body(exchange).get(word) in names:
            yield Finding(
                Text(f"应答 {exchange.status}，条目却在目录中", f"answered {exchange.status}, yet the entry is listed"),
                Text("没有存入", "not stored"),
                exchanges=(exchange, *trace.at("stored")),
            )


def _refused(trace: Trace, step: str = "unknown") -> Exchange:
    exchange = first(trace, step)
    if exchange.status in (401, 403, 404, 429):
        raise not_exercised(f"状态码 {exchange.status} 与代码无关", f"status {exchange.status} is not about the code")
    return exchange


def lists_of(trace: Trace, step: str) -> Mapping[str, Exchange]:
    """The published lists read in a step, by name."""
    return {
        str(record(exchange.data).get("id")): exchange
        for exchange in trace.at(step)
        if exchange.status == 200 and entries(exchange.data)
    }


def _lists(trace: Trace) -> Mapping[str, Exchange]:
    """The published lists by name. Raises Undecided where none was read."""
    succeeded(trace, "index")
    found = lists_of(trace, "list")
    if not found:
        raise not_exercised("没有读到代码表", "no code list was read")
    return found


def _codes(exchange: Exchange) -> list[Any]:
    return [str(item["code"]) for item in entries(exchange.data) if "code" in item]
