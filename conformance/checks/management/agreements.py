"""Whether provider and consumer of a resource have agreed on who may and must do what, until when, and who settles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.moments import day_of
from conformance.checks.reading import array, entries, not_exercised, record, shown, succeeded
from conformance.model.exchange import Trace, Value
from conformance.model.finding import Finding
from conformance.model.text import Text

PARTIES = {"provider": Text("提供部门", "the provider"), "consumer": Text("需求部门", "the consumer")}
LEVELS = ("consultation", "authority", "common-superior", "government")
"""The levels a dispute goes up, lowest first (D809 28)."""


def grants_rest_on_agreements(trace: Trace, *, today: date, personal: bool = False) -> Iterator[Finding]:
    """For each grant in force, provider and consumer have an agreement about the resource whose term has not ended.

    With `personal` only grants of personal information are judged.
    """
    succeeded(trace, "agreements")
    resources = {
        str(item.get("code")): item
        for step in ("resources", "changed", "ended")
        for exchange in trace.at(step)
        for item in entries(exchange.data)
    }
    agreed = [item for exchange in trace.at("agreements") for item in entries(exchange.data)]
    judged = 0
    for exchange in trace.at("grants"):
        for grant in entries(exchange.data):
            resource = resources.get(str(grant.get("resource")), {})
            parties = _uscc(resource.get("provider")), _uscc(grant.get("consumer"))
            if grant.get("state") != "active" or not all(parties) or (personal and not _personal(grant, resource)):
                continue
            judged += 1
            if not any(_covers(agreement, grant, parties, today) for agreement in agreed):
                yield Finding(
                    Text(
                        f"授权 {shown(grant.get('id'))}（{parties[0]} 向 {parties[1]}）没有有效协议",
                        f"the grant {shown(grant.get('id'))} ({parties[0]} to {parties[1]}) "
                        "rests on no agreement in force",
                    ),
                    Text("双方就该资源订有协议", "an agreement of the two about this resource"),
                    exchanges=(exchange, *trace.at("agreements")[:1]),
                )
    if not judged:
        raise not_exercised("没有有效的授权", "there is no grant in force")


def _personal(grant: Mapping[str, Any], resource: Mapping[str, Any]) -> bool:
    """Whether an item granted is personal information."""
    granted, items = grant.get("items"), resource.get("items")
    known = [record(item) for item in items] if isinstance(items, list) else []
    return any(item.get("personal") is True and item.get("name") in array(granted) for item in known)


def _covers(agreement: Mapping[str, Any], grant: Mapping[str, Any], parties: tuple[str, str], today: date) -> bool:
    until = day_of(record(agreement.get("term")).get("to"))
    return (
        agreement.get("resource") == grant.get("resource")
        and (_uscc(agreement.get("provider")), _uscc(agreement.get("consumer"))) == parties
        and until is not None
        and today <= until
    )


def each_party_has_its_part(value: Value, *, part: str) -> Iterator[Finding]:
    """Of the rights or duties an agreement states, provider and consumer each have at least one, said in words."""
    agreement = record(value.value)
    if not agreement:
        raise not_exercised("不是协议", "it is no agreement")
    listed = agreement.get(part)
    stated = [record(item) for item in listed] if isinstance(listed, list) else []
    for party, name in PARTIES.items():
        texts = [item.get("text") for item in stated if item.get("party") == party]
        if not any(isinstance(text, str) and len(text.strip()) >= 4 for text in texts):
            yield Finding(
                Text(f"{part} 没有{name.zh}的内容", f"{part} say nothing of {name.en}"),
                Text("双方各有其权利与义务", "rights and duties of each party"),
                at=part,
            )


def term_is_stated(value: Value) -> Iterator[Finding]:
    """An agreement states the day it begins and the day it ends, in that order."""
    agreement = record(value.value)
    if not agreement:
        raise not_exercised("不是协议", "it is no agreement")
    term = record(agreement.get("term"))
    begins, ends = day_of(term.get("from")), day_of(term.get("to"))
    if begins is None or ends is None or begins > ends:
        said = f"{shown(term.get('from'))} - {shown(term.get('to'))}"
        yield Finding(
            Text(f"期限为 {said}", f"its term is {said}"), Text("起止日期", "a first and a last day"), at="term"
        )


def disputes_have_a_way_up(value: Value) -> Iterator[Finding]:
    """An agreement names who settles a dispute: first the two by consultation, then levels in their order."""
    agreement = record(value.value)
    if not agreement:
        raise not_exercised("不是协议", "it is no agreement")
    listed = agreement.get("escalation")
    steps = [record(item) for item in listed] if isinstance(listed, list) else []
    levels = [str(step.get("level")) for step in steps]
    nameless = [step for step in steps if not isinstance(step.get("body"), str) or not step["body"].strip()]
    known = [LEVELS.index(level) for level in levels if level in LEVELS]
    if levels[:1] != ["consultation"] or len(levels) < 2 or known != sorted(known) or nameless:
        yield Finding(
            Text(f"争议处理为 {shown('、'.join(levels) or '-')}", f"disputes go {shown(', '.join(levels) or '-')}"),
            Text("先协商，再逐级向上，各写明由谁处理", "consultation first, then upward, each with who handles it"),
            at="escalation",
        )


def _uscc(party: Any) -> str:
    uscc = record(party).get("uscc")
    return uscc if isinstance(uscc, str) else ""
