"""Whether the records of one list are named in another, and what each of them says of itself holds together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from conformance.checks.generic.answers import NAMED, OfMember
from conformance.checks.in_question import Where, is_one
from conformance.checks.moments import day_of
from conformance.checks.places import at_path, value_at
from conformance.checks.reading import Postponed, array, not_exercised, read_whole, shown, succeeded
from conformance.model.exchange import Trace, Value
from conformance.model.finding import Finding
from conformance.model.parameters import Member, Step, Values
from conformance.model.record import entries, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.model.working_days import WorkingDays

OfRecord = Annotated[Text, Values(("name",))]
OfLength = Annotated[Text, Values(("name", "value", "most"))]
OfAmounts = Annotated[Text, Values(("value", "most"))]


def records_are_named(
    trace: Trace,
    *,
    today: date,
    calendar: WorkingDays,
    step: Step,
    where: Where,
    within: Step,
    by: Member,
    key: Member = "id",
    excepted: Member = "",
    since: Member = "",
    days: int = 0,
    due: Text,
    seen: OfRecord,
) -> Iterator[Finding]:
    """Each record of a list that is as `where` says is named in the list of another step, by its member `by`.

    One that says something at `excepted` need not be; nor one whose working days since the day at `since` are not over.
    """
    named = {value for page in trace.at(within) for value in at_path(page.data, f"items[].{by}") if _is_key(value)}
    proof, judged, postponed = succeeded(trace, within), 0, Postponed()
    for page in trace.at(step):
        for entry in entries(page.data):
            name = value_at(entry, key)
            if not _is_key(name) or not is_one(entry, where):
                continue
            if name in named:
                judged += 1
            elif not (excepted and value_at(entry, excepted)):
                with postponed:
                    if not since or _is_over(entry, since, days, today, calendar):
                        read_whole(trace, within)
                        judged += 1
                        yield Finding(seen.filled(name=shown(name)), due, exchanges=(page, proof))
    postponed.settle()
    read_whole(trace, step)
    if not judged:
        raise not_exercised("没有可比的记录", "there is no record to look for")


def _is_over(entry: Mapping[str, Any], since: str, days: int, today: date, calendar: WorkingDays) -> bool:
    """Whether so many working days have passed since a day of a record. Raises Undecided where it tells none."""
    begun = day_of(value_at(entry, since))
    if begun is None:
        name = shown(entry.get("id"))
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"{name} 看不出 {since}", f"{name} does not tell {since}"))
    return calendar.is_late(begun, today, days)


def _is_key(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def parts_are_stated(
    trace: Trace,
    *,
    step: Step,
    where: Where,
    part: Member,
    members: tuple[Member, ...],
    due: Text,
    seen: OfMember = NAMED,
) -> Iterator[Finding]:
    """Each part that a record as `where` says lists under a member states each of the members: a text, or a number."""
    judged = 0
    for page in trace.at(step):
        for entry in entries(page.data):
            if not is_one(entry, where):
                continue
            for one in array(value_at(entry, part)):
                judged += 1
                for name in members:
                    said = value_at(one, name)
                    if not whole(said) and not (isinstance(said, str) and said.strip()):
                        at = f"{shown(entry.get('id'))}.{part}"
                        yield Finding(seen.filled(name=name, value=shown(said)), due, at, (page,))
    read_whole(trace, step)
    if not judged:
        raise not_exercised(f"没有 {part}", f"there is no {part}")


def lateness_is_explained(
    value: Value, *, members: tuple[Member, ...], before: Member, after: Member, today: date, due: Text, seen: OfMember
) -> Iterator[Finding]:
    """What was done at `after`, or is not done today, later than the day at `before` states each of the members."""
    last, done = day_of(value_at(value.value, before)), day_of(value_at(value.value, after))
    if last is None:
        raise not_exercised(f"没有 {before} 的日期", f"{before} is no date")
    for name in members if (done or today) > last else ():
        said = value_at(value.value, name)
        if not isinstance(said, str) or not said.strip():
            yield Finding(seen.filled(name=name, value=shown(said)), due, at=name)


def texts_are_within(value: Value, *, most: Mapping[Member, int], seen: OfLength) -> Iterator[Finding]:
    """Each of the members that is a text has no more than so many characters."""
    if not any(isinstance(value_at(value.value, name), str) for name in most):
        raise not_exercised("没有可量的文字", "it holds none of the texts")
    for name, number in most.items():
        said = value_at(value.value, name)
        if isinstance(said, str) and len(said) > number:
            told = seen.filled(name=name, value=len(said), most=number)
            yield Finding(told, Text(f"不超过 {number} 个字符", f"at most {number} characters"), at=name)


def amount_is_at_most(
    value: Value, *, member: Member, most: Member, alike: tuple[Member, ...] = (), due: Text, seen: OfAmounts
) -> Iterator[Finding]:
    """A whole number of a record is no more than another of it; where `alike` differ, such as units, nobody can say."""
    number, bound = (whole(value_at(value.value, one)) for one in (member, most))
    if number is None or bound is None:
        raise not_exercised(f"没有 {member} 或 {most}", f"there is no {member} or {most}")
    if len({shown(value_at(value.value, one)) for one in alike}) > 1:
        names = "、".join(alike), ", ".join(alike)
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"{names[0]} 不同", f"{names[1]} differ"))
    if number > bound:
        yield Finding(seen.filled(value=number, most=bound), due, at=member)


def whole_number_is_within(
    value: Value, *, member: Member, least: int, most: int, due: Text, seen: OfMember = NAMED
) -> Iterator[Finding]:
    """A member is a whole number of these bounds."""
    said = value_at(value.value, member)
    number = whole(said)
    if number is None or not least <= number <= most:
        yield Finding(seen.filled(name=member, value=shown(said)), due, at=member)


def text_avoids(
    value: Value, *, member: Member, pattern: re.Pattern[str], due: Text, seen: OfMember = NAMED
) -> Iterator[Finding]:
    """A member, where it is stated, does not name what it must not: a pattern finds nothing in it."""
    said = value_at(value.value, member)
    if isinstance(said, str) and pattern.search(said):
        yield Finding(seen.filled(name=member, value=shown(said)), due, at=member)
