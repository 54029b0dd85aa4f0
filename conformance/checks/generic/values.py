"""Whether the members of one value say what they must: something, one of some values, nothing, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

from conformance.checks.generic.answers import NAMED, OfMember
from conformance.checks.in_force import refuse_before
from conformance.checks.in_question import ANY, Where, refuse_others
from conformance.checks.moments import day_of
from conformance.checks.places import value_at
from conformance.checks.reading import apart, not_exercised, shown
from conformance.model.exchange import Exchange, Value
from conformance.model.finding import Finding
from conformance.model.parameters import Member, Values
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

OfDays = Annotated[Text, Values(("before", "after"))]
OfHeader = Annotated[Text, Values(("header", "value", "status"))]

STATED = Text("写明", "it is stated")
HEADER = Text("{header}：{value}", "{header}: {value}")


def member_is_one_of(value: Value, *, values: tuple[str, ...], member: Member = "") -> Iterator[Finding]:
    """A member is there and is one of the values named; without a member, the value itself is."""
    found = value_at(value.value, member)
    if found not in values:
        seen = NAMED.filled(name=member, value=shown(found)) if member else Text(shown(found), shown(found))
        yield Finding(seen, Text("、".join(values), ", ".join(values)), at=member)


def text_is_stated(
    value: Value,
    *,
    members: tuple[Member, ...],
    least: int = 1,
    where: Where = ANY,
    dated: Member = "",
    in_force: str = "",
    due: Text = STATED,
    seen: OfMember = NAMED,
) -> Iterator[Finding]:
    """Each of the members is a text of at least so many characters, in what `where` picks.

    What the member `dated` puts before the day `in_force` is not in question; where it tells no day, nobody can say.
    """
    refuse_others(value.value, where)
    if dated and day_of(value_at(value.value, dated)) is None:
        zh, en = f"没有 {dated}，不知是否在施行之后", f"it has no {dated}, and may be from before the rule was in force"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    refuse_before(value.value, dated, in_force=in_force)
    for name in members:
        said = value_at(value.value, name)
        if not isinstance(said, str) or len(said.strip()) < least:
            yield Finding(seen.filled(name=name, value=shown(said)), due, at=name)


def text_names(
    value: Value, *, member: Member, pattern: re.Pattern[str], due: Text, seen: OfMember = NAMED
) -> Iterator[Finding]:
    """A member, where it is stated, names what it must: a pattern finds it."""
    said = value_at(value.value, member)
    if isinstance(said, str) and said.strip() and not pattern.search(said):
        yield Finding(seen.filled(name=member, value=shown(said)), due, at=member)


def members_are_empty(
    value: Value, *, key: Member, members: tuple[Member, ...], due: Text, seen: OfMember
) -> Iterator[Finding]:
    """None of the members says anything, in what the member `key` shows to be a record of the kind."""
    if not value_at(value.value, key):
        raise apart(f"没有 {key}", f"it has no {key}")
    for name in members:
        said = value_at(value.value, name)
        if said:
            yield Finding(seen.filled(name=name, value=shown(said)), due, at=name)


def days_are_in_order(value: Value, *, members: tuple[Member, ...], due: Text, seen: OfDays) -> Iterator[Finding]:
    """The days of the members follow one another as named, none before the one ahead of it."""
    days = [day_of(value_at(value.value, name)) for name in members]
    for (name, before), (other, after) in pairwise(zip(members, days, strict=True)):
        if before is None or after is None:
            raise not_exercised(f"没有 {name} 或 {other} 的日期", f"{name} or {other} is no date")
        if before > after:
            yield Finding(seen.filled(before=before, after=after), due)


def header_says(
    exchange: Exchange, *, header: str, pattern: re.Pattern[str], due: Text, seen: OfHeader = HEADER
) -> Iterator[Finding]:
    """A header of the answer is there and says what it must, whatever the case of its letters: a pattern finds it."""
    fields = exchange.response.headers if exchange.response else ()
    stated = [value for name, value in fields if name.lower() == header.lower()]
    said = ", ".join(stated)
    if not stated or not pattern.search(said):
        yield Finding(seen.filled(header=header, value=shown(said) or "-", status=exchange.status), due)
