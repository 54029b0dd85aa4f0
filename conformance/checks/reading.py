"""Reads answers without trusting their shape: whatever came back, these return something a judge can work on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from conformance.model.clause import ROLE_WORDS
from conformance.model.exchange import Exchange, Trace
from conformance.model.record import Part, RecordKind, entries, member
from conformance.model.text import Text
from conformance.model.verdict import Apart, Reason, Undecided

WORDED: tuple[Part, ...] = ("title", "text")


def kind_of(trace: Trace) -> RecordKind:
    """The kind of record a trace is about. Raises Undecided where it is about none."""
    if trace.record is None:
        raise not_exercised("没有指明数据对象", "no kind of record was named")
    return trace.record


def named(kind: RecordKind, item: Mapping[str, Any]) -> str:
    """What tells a record of a list apart: its key, or all it holds where the kind has none."""
    return str(member(item, kind.key)) if kind.key else json.dumps(item, ensure_ascii=False, sort_keys=True)


def worded(kind: RecordKind, body: Mapping[str, Any]) -> str:
    """The member of a registration that free words stand in, its title or else its text; empty where it has neither."""
    names = (kind.members[part] for part in WORDED if part in kind.members)
    return next((name for name in names if name in body), "")


def record(data: Any) -> Mapping[str, Any]:
    """The object an answer is; an empty one where it is none."""
    return data if isinstance(data, Mapping) else {}


def array(value: Any) -> list[Any]:
    """The array a value is; an empty one where it is none."""
    return value if isinstance(value, list) else []


def query(exchange: Exchange) -> dict[str, str]:
    """The query an exchange was sent with."""
    return dict(parse_qsl(urlsplit(exchange.request.url).query))


def sent_body(exchange: Exchange) -> Mapping[str, Any]:
    """The JSON object a request carried; an empty one where it carried none."""
    try:
        return record(json.loads(exchange.request.body or b"{}"))
    except (ValueError, RecursionError):
        return {}


def first(trace: Trace, step: str) -> Exchange:
    """The first answered exchange of a step. Raises Undecided where nothing was answered."""
    found = trace.at(step)
    if not found:
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"步骤 {step} 没有应答", f"the step {step} was not answered"))
    return found[0]


def succeeded(trace: Trace, step: str) -> Exchange:
    """The first exchange of a step that succeeded (2xx). Raises Undecided where it did not."""
    exchange = first(trace, step)
    if not 200 <= exchange.status < 300:
        raise Undecided(
            Reason.PRECONDITION_NOT_MET,
            Text(f"步骤 {step} 应答 {exchange.status}", f"the step {step} answered {exchange.status}"),
        )
    return exchange


def beside(trace: Trace, one: str, other: str) -> Iterator[tuple[Exchange, Exchange]]:
    """What was asked for at one address in one step, and in another."""
    others = {exchange.request.url: exchange for exchange in trace.at(other)}
    yield from ((it, others[it.request.url]) for it in trace.at(one) if it.request.url in others)


def read_whole(trace: Trace, *steps: str) -> None:
    """Raises Undecided where a list was not read to its end, by us or for a refusal: the rest may tell otherwise."""
    cut = next((cut for cut in trace.cuts if cut.step in steps), None)
    if cut is not None:
        raise Undecided(Reason.BUDGET, cut.text)
    for step in steps:
        pages = trace.at(step)
        if pages and entries(pages[-1].data) and record(pages[-1].data).get("next"):
            raise Undecided(Reason.BUDGET, Text(f"清单 {step} 没有读完", f"the list {step} was not read to its end"))
        if len(pages) > 1 and not 200 <= pages[-1].status < 300:
            zh, en = (
                f"清单 {step} 的一页应答 {pages[-1].status}",
                f"a page of the list {step} answers {pages[-1].status}",
            )
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


class Postponed:
    """Lets the other records be judged where one cannot be: `with postponed:` around each, and `settle` at the end."""

    def __init__(self) -> None:
        self._first: Undecided | None = None

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, raised: BaseException | None, trace: object) -> bool:
        if isinstance(raised, Undecided):
            self._first = self._first or raised
        return isinstance(raised, Undecided)

    def settle(self) -> None:
        """Raises the first Undecided that was met, if any was."""
        if self._first:
            raise self._first


def asker(exchange: Exchange) -> Text:
    """Who asked, in the words for its role."""
    return ROLE_WORDS.get(exchange.role, Text(exchange.role, exchange.role))


def absent(exchange: Exchange) -> bool:
    """Whether an answer says that there is no such thing."""
    return exchange.status in (404, 410)


def not_exercised(zh: str, en: str) -> Undecided:
    """There is nothing to judge."""
    return Undecided(Reason.NOTHING_EXERCISED, Text(zh, en))


def apart(zh: str, en: str) -> Apart:
    """This value is none of those that the clause is about."""
    return Apart(Text(zh, en))


def and_more(seen: Text, left: int) -> Text:
    """What was seen at the first of several places, with how many more there are."""
    return Text(f"{seen.zh}；另有 {left} 处", f"{seen.en}; and {left} more places") if left else seen


def shown(value: Any) -> str:
    """A value as a finding shows it, cut short: a text as it is, `-` for none, else as JSON has it."""
    if isinstance(value, str):
        text = value
    elif value is None:
        text = "-"
    else:
        text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


def path_of(base: str, reference: str) -> str:
    """The path a reference leads to from an address, without the slash at its end; empty where it is no reference."""
    try:
        return urlsplit(urljoin(base, reference)).path.rstrip("/")
    except ValueError:
        return ""
