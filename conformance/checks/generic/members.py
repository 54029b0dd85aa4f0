"""Whether the members of one value agree with each other, and lists hold what they must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from conformance.checks.generic.answers import NAMED, OfMember
from conformance.checks.in_force import refuse_before, refuse_earlier
from conformance.checks.in_question import Where, refuse_others
from conformance.checks.markup import title, words
from conformance.checks.moments import day_of
from conformance.checks.places import at_path, value_at
from conformance.checks.reading import apart, array, first, not_exercised, read_whole, shown
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.parameters import Member, Step, Values
from conformance.model.text import Text

OfLacking = Annotated[Text, Values(("missing",))]
OfMost = Annotated[Text, Values(("name", "number"))]

LACKS = Text("没有 {missing}", "{missing} is missing")
HOLDS = Text("{name} 有 {number} 项", "{name} holds {number}")


def days_are_the_same(value: Value, *, members: tuple[Member, ...], where: Where, due: Text) -> Iterator[Finding]:
    """The days of the members are one and the same, in what `where` picks."""
    refuse_others(value.value, where)
    days = {name: day_of(value_at(value.value, name)) for name in members}
    if None in days.values():
        lacking = next(name for name, day in days.items() if day is None)
        raise not_exercised(f"没有 {lacking}", f"it has no {lacking}")
    if len({*days.values()}) > 1:
        told = "、".join(f"{name} {day}" for name, day in days.items())
        yield Finding(Text(told, told.replace("、", ", ")), due, at=members[0])


def says_none_of(
    value: Value,
    *,
    today: date,
    member: Member,
    values: tuple[str, ...],
    where: Where,
    without: Member = "",
    past: Member = "",
    dated: Member = "",
    in_force: str = "",
    due: Text,
    seen: OfMember = NAMED,
) -> Iterator[Finding]:
    """A member says none of the values, in what `where` picks and what lacks `without`, once the day `past` is over.

    What the member `dated` puts before the day `in_force` is not in question.
    """
    refuse_others(value.value, where)
    refuse_before(value.value, dated, in_force=in_force)
    if without and value_at(value.value, without):
        raise apart(f"已有 {without}", f"it has {without}")
    if past:
        last = day_of(value_at(value.value, past))
        if last is None or last >= today:
            raise apart(f"{past} 还没有过", f"{past} is not over yet")
    said = value_at(value.value, member)
    if said is None:
        raise not_exercised(f"没有 {member}", f"it has no {member}")
    if said in values:
        yield Finding(seen.filled(name=member, value=shown(said)), due, at=member)


def member_fits(
    value: Value,
    *,
    member: Member,
    by: Member,
    values: Mapping[str, tuple[str, ...]],
    dated: Member = "",
    in_force: str = "",
    due: Text,
    seen: OfMember = NAMED,
) -> Iterator[Finding]:
    """What a member says is one of those that go with what another one says; with one not named anything goes.

    What the member `dated` puts before the day `in_force` is not in question.
    """
    key, said = value_at(value.value, by), value_at(value.value, member)
    fitting = values.get(key) if isinstance(key, str) else None
    if fitting is None:
        raise apart(f"{by} 不在此列", f"{by} is none of these")
    day = day_of(value_at(value.value, dated)) if dated else None
    if dated and day is None:
        raise not_exercised(f"没有 {dated}", f"it has no {dated}")
    if day:
        refuse_earlier(day, in_force)
    if said not in fitting:
        yield Finding(seen.filled(name=member, value=shown(said)), due, at=member)


def list_holds_all(
    value: Value,
    *,
    member: Member,
    of: Member,
    values: tuple[str, ...],
    today: date,
    since: Member = "",
    days: int = 0,
    due: Text,
    seen: OfLacking = LACKS,
) -> Iterator[Finding]:
    """The items of a list hold all the values among them, once so many days have passed since a day."""
    if since:
        begun = day_of(value_at(value.value, since))
        if begun is None or (today - begun).days <= days:
            raise apart(f"{since} 以来还没有过 {days} 天", f"{days} days have not passed since {since}")
    items = value_at(value.value, member)
    if not isinstance(items, list):
        raise not_exercised(f"没有 {member}", f"it has no {member}")
    held = {text for text in (value_at(item, of) for item in items) if isinstance(text, str)}
    missing = [each for each in values if each not in held]
    if missing:
        yield Finding(seen.filled(missing="、".join(missing)), due, at=member)


def list_holds_at_most(
    value: Value,
    *,
    member: Member,
    most: int,
    dated: Member = "",
    in_force: str = "",
    due: Text,
    seen: OfMost = HOLDS,
) -> Iterator[Finding]:
    """A list holds so many items at most; what the member `dated` puts before the day `in_force` is not in question."""
    refuse_before(value.value, dated, in_force=in_force)
    items = array(value_at(value.value, member))
    if not items:
        raise apart(f"没有 {member}", f"it has no {member}")
    if len(items) > most:
        yield Finding(seen.filled(name=member, number=len(items)), due, at=member)


def members_are_unique(
    trace: Trace, *, step: Step, among: Member, due: Text, seen: OfMember = NAMED
) -> Iterator[Finding]:
    """No two items of the list of a step say the same in a member."""
    known: dict[Any, Exchange] = {}
    first(trace, step)
    for page in trace.at(step):
        for said in at_path(page.data, among):
            if isinstance(said, str) and said in known:
                proof = tuple({id(it): it for it in (known[said], page)}.values())
                yield Finding(seen.filled(name=among, value=shown(said)), due, exchanges=proof)
            elif isinstance(said, str):
                known[said] = page
    read_whole(trace, step)
    if not known:
        raise not_exercised(f"没有 {among}", f"there is no {among}")


def text_is_shown(exchange: Exchange, *, pattern: re.Pattern[str], within: int = 0, due: Text) -> Iterator[Finding]:
    """The words of a page, so many characters at its head, or its title say what they must: a pattern finds it."""
    page = exchange.response.text if exchange.response else ""
    said = words(page).strip()
    said = said[:within] if within else said
    if not pattern.search(said) and not pattern.search(title(page)):
        yield Finding(Text(f"“{shown(said[:40])}”中没有", f'not in "{shown(said[:40])}"'), due)
