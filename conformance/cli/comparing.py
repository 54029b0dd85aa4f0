"""`hutong report --compare`: what became of the departures of an earlier result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from conformance.cli.console import both, echo, echo_json, refuse
from conformance.model.text import Lang, Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports.comparing import Change, Comparison, Departure, compare, incomparable
from conformance.reports.reading import Node

WORSE = 1
HEADINGS = {
    "new": Text("新增", "new"),
    "fixed": Text("已改正", "fixed"),
    "still": Text("仍不通过", "still failing"),
    "changed": Text("结论另有变化", "verdicts changed otherwise"),
}
NOT_ASKED = Text("未测", "not asked")


def show(before: Node, now: Node, lang: Lang, form: str) -> int:
    """Print the comparison; exit code 1 where it holds anything new that nobody answers for, else 0."""
    for reason in incomparable(before, now)[:1]:
        hint = Text(
            "只能比较同一对象、同一标准、同一配置的两次结果", "compare two results of one target, release and profile"
        )
        refuse(
            Text(f"两个结果无法比较：{reason.zh}", f"the results cannot be compared: {reason.en}"), lang, hint, "result"
        )
    found = compare(before, now)
    if form == "json":
        echo_json(_document(found, before, now))
    else:
        for line in _lines(found, lang):
            echo(line)
    return WORSE if found.worse else 0


def _lines(found: Comparison, lang: Lang) -> Iterator[str]:
    counted = " · ".join(f"{words.into(lang)} {len(getattr(found, name))}" for name, words in HEADINGS.items())
    yield counted
    for name in ("new", "fixed", "still"):
        yield from _listed(name, getattr(found, name), lambda one: _departure(one, lang), lang)
    yield from _listed("changed", found.changed, lambda one: _change(one, lang), lang)


def _listed(name: str, items: Sequence[Any], said: Callable[[Any], str], lang: Lang) -> Iterator[str]:
    if items:
        yield ""
        yield HEADINGS[name].into(lang)
    for item in items:
        yield f"  {said(item)}"


def _departure(one: Departure, lang: Lang) -> str:
    waived = Text("（让步）", " (waived)").into(lang) if one.waived else ""
    return f"{_name(one.key, one.place)}  {one.title.into(lang)}{waived}".rstrip()


def _change(one: Change, lang: Lang) -> str:
    before, now = (_word(verdict).into(lang) for verdict in (one.before, one.now))
    return f"{_name(one.key)}  {before} → {now}  {one.title.into(lang)}".rstrip()


def _word(verdict: Verdict | None) -> Text:
    return VERDICT_WORDS[verdict] if verdict else NOT_ASKED


def _name(key: tuple[str, ...], place: str = "") -> str:
    """A clause and its operation; a pair of a network as who gives what to whom."""
    if len(key) == 1:
        return f"{key[0]}  {place}".rstrip()
    provider, consumer, item = key
    return f"{provider} → {consumer} · {item}"


def _document(found: Comparison, before: Node, now: Node) -> dict[str, Any]:
    return {
        "format": "hutong-comparison/1",
        "before": before["run"]["id"],
        "now": now["run"]["id"],
        **{
            name: [{**_keyed(one.key, one.place), "title": both(one.title), "waived": one.waived} for one in listed]
            for name, listed in (("new", found.new), ("fixed", found.fixed), ("still", found.still))
        },
        "changed": [
            {**_keyed(one.key), "title": both(one.title), "before": one.before, "now": one.now} for one in found.changed
        ],
    }


def _keyed(key: tuple[str, ...], operation: str | None = None) -> dict[str, str]:
    if len(key) == 1:
        return {"clause": key[0]} | ({} if operation is None else {"operation": operation})
    return dict(zip(("provider", "consumer", "item"), key, strict=True))
