"""Whether provider and consumer of a resource have agreed on who may and must do what, until when, and who settles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.moments import day_of
from conformance.checks.reading import array, not_exercised, read_whole, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text

PARTIES = {"provider": Text("提供部门", "the provider"), "consumer": Text("需求部门", "the consumer")}
LEVELS = ("consultation", "authority", "common-superior", "government")
"""The levels a dispute goes up, lowest first (D809 28)."""


CONTENTS: Mapping[str, tuple[Text, tuple[str, ...]]] = {
    "purpose": (Text("处理目的", "purpose"), ("purpose", "scenario")),
    "manner": (Text("处理方式", "manner"), ("manner", "method")),
    "scope": (Text("处理范围", "scope"), ("scope", "items")),
    "duties": (Text("安全保护义务", "duties of protection"), ("duties",)),
}
"""What is agreed on where personal information is provided (NDR 12), and the members that may state it."""


def grants_rest_on_agreements(trace: Trace, *, today: date) -> Iterator[Finding]:
    """For each grant in force, provider and consumer have an agreement about the resource that has not ended."""
    for grant, parties, exchange in _in_force(trace, personal=False):
        if not _agreements(trace, grant, parties, today):
            yield _unagreed(trace, grant, parties, exchange, Text("没有有效协议", "rests on no agreement in force"))


def personal_data_are_agreed_on(trace: Trace, *, today: date) -> Iterator[Finding]:
    """Where a grant holds personal information, purpose, manner, scope and duties are agreed on.

    They stand in the grant itself or in an agreement of the two about the resource whose term, if it states one, has
    not ended.
    """
    for grant, parties, exchange in _in_force(trace, personal=True):
        stated = [grant, *_agreements(trace, grant, parties, today)]
        missing = [
            name
            for name, members in CONTENTS.values()
            if not any(_binding(holder.get(member)) for holder in stated for member in members)
        ]
        if missing:
            zh, en = "、".join(name.zh for name in missing), ", ".join(name.en for name in missing)
            yield _unagreed(trace, grant, parties, exchange, Text(f"没有约定{zh}", f"says nothing of {en}"))


def agreements_are_about_what_is_shared(trace: Trace, *, today: date) -> Iterator[Finding]:
    """No agreement in force is about a resource that is listed as not shared."""
    succeeded(trace, "agreements")
    pages = [exchange for step in ("resources", "changed", "ended") for exchange in trace.at(step)]
    shared = {str(item.get("code")): item.get("shareType") for page in pages for item in entries(page.data)}
    judged = 0
    for exchange in trace.at("agreements"):
        for item in entries(exchange.data):
            kind, ends = shared.get(str(item.get("resource"))), day_of(record(item.get("term")).get("to"))
            judged += kind is not None
            if kind == "none" and (ends or today) >= today:
                name, code = shown(item.get("id")), shown(item.get("resource"))
                yield Finding(
                    Text(
                        f"协议 {name} 约定不予共享的 {code}",
                        f"the agreement {name} is about {code}, which is not shared",
                    ),
                    Text("就可以共享的资源", "a resource that may be shared"),
                    exchanges=(exchange,),
                )
    if not judged:
        raise not_exercised("没有可对照资源的协议", "no agreement is about a resource that is listed")


def _binding(said: Any) -> bool:
    """Whether something is stated; of clauses that name a party, by one that binds the consumer."""
    clauses = [item for item in array(said) if isinstance(item, Mapping)]
    return any(item.get("party") == "consumer" for item in clauses) if clauses else bool(said)


def _in_force(trace: Trace, personal: bool) -> Iterator[tuple[Mapping[str, Any], tuple[str, str], Exchange]]:
    """The grants in force with provider and consumer, those of personal information alone where that is asked.

    Raises Undecided where agreements were not read to their end, where no grant is in force, and for one of a resource
    that no list names: nobody can tell whose data it opens.
    """
    succeeded(trace, "agreements")
    read_whole(trace, "agreements")
    steps = ("resources", "changed", "ended")
    pages = [exchange for step in steps for exchange in trace.at(step)]
    resources = {str(item.get("code")): item for exchange in pages for item in entries(exchange.data)}
    judged, unknown = 0, ""
    for exchange in trace.at("grants"):
        for grant in entries(exchange.data):
            resource = resources.get(str(grant.get("resource")), {})
            parties = _uscc(resource.get("provider")), _uscc(grant.get("consumer"))
            if grant.get("state") == "active" and not all(parties):
                unknown = unknown or shown(grant.get("id"))
            if grant.get("state") == "active" and all(parties) and (not personal or _personal(grant, resource)):
                judged += 1
                yield grant, parties, exchange
    if unknown:
        zh, en = f"看不出授权 {unknown} 的双方", f"it cannot be told between whom the grant {unknown} is"
        raise not_exercised(zh, en)
    if not judged:
        raise not_exercised("没有有效的授权", "there is no grant in force")


def _unagreed(
    trace: Trace, grant: Mapping[str, Any], parties: tuple[str, str], exchange: Exchange, what: Text
) -> Finding:
    name = shown(grant.get("id"))
    return Finding(
        Text(
            f"授权 {name}（{parties[0]} 向 {parties[1]}）{what.zh}",
            f"the grant {name} ({parties[0]} to {parties[1]}) {what.en}",
        ),
        Text("双方就该资源订有协议", "an agreement of the two about this resource"),
        exchanges=(exchange, *trace.at("agreements")[:1]),
    )


def _personal(grant: Mapping[str, Any], resource: Mapping[str, Any]) -> bool:
    """Whether an item granted is personal information."""
    granted, items = grant.get("items"), resource.get("items")
    known = [record(item) for item in items] if isinstance(items, list) else []
    return any(item.get("personal") is True and item.get("name") in array(granted) for item in known)


def _agreements(
    trace: Trace, grant: Mapping[str, Any], parties: tuple[str, str], today: date
) -> list[Mapping[str, Any]]:
    """The agreements of the two about the resource granted whose term, if they state one, has not ended."""
    return [
        item
        for exchange in trace.at("agreements")
        for item in entries(exchange.data)
        if item.get("resource") == grant.get("resource")
        and (_uscc(item.get("provider")), _uscc(item.get("consumer"))) == parties
        and (day_of(record(item.get("term")).get("to")) or today) >= today
    ]


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


def each_party_has_what_is_named(
    value: Value, *, part: str, provider: tuple[str, ...], consumer: tuple[str, ...]
) -> Iterator[Finding]:
    """Of the rights or duties an agreement states, provider and consumer each have those named, by their ids."""
    agreement = record(value.value)
    if not agreement:
        raise not_exercised("不是协议", "it is no agreement")
    stated = [record(item) for item in array(agreement.get(part))]
    for party, due in {"provider": provider, "consumer": consumer}.items():
        held = {str(item.get("id")) for item in stated if item.get("party") == party}
        missing = ", ".join(name for name in due if name not in held)
        if missing:
            name = PARTIES[party]
            yield Finding(
                Text(f"{part} 没有写明{name.zh}的 {missing}", f"{part} lack {missing} of {name.en}"),
                Text(f"写明 {', '.join(due)}", f"{', '.join(due)} stated"),
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
