"""Whether people are asked for no more than is due, told at once what is missing, and shown figures that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.moments import day_of
from conformance.checks.reading import array, not_exercised, read_whole, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.parameters import Step
from conformance.model.record import entries, whole
from conformance.model.text import Text

Entry = Mapping[str, Any]
GRADES = ("best", "good", "fair", "poor", "worst")


def shared_materials_are_not_asked_for(trace: Trace, *, items: Step, cases: Step) -> Iterator[Finding]:
    """No case is told to lack a material that its item says sharing gives; one whose item has none shows nothing.

    A case older than the guide of its item is not judged: what sharing gives may have been less then.
    """
    known, published = _materials(trace, items), _published(trace, items)
    judged, is_unknown = 0, False
    for case, page in _cases(trace, cases):
        materials = known.get(str(case.get("item")))
        made, since = day_of(case.get("submittedAt")), published.get(str(case.get("item")))
        if made is not None and since is not None and made < since:
            continue
        is_unknown = is_unknown or materials is None
        shared = {name for name, one in (materials or {}).items() if one.get("shared") == "1"}
        judged += bool(shared)
        for name in sorted(shared & _told(case)):
            seen = Text(f"{shown(case.get('id'))} 被要求提交 {name}", f"{shown(case.get('id'))} is asked for {name}")
            yield Finding(seen, Text("由共享取得，不另行索要", "obtained by sharing, not asked for"), exchanges=(page,))
    read_whole(trace, cases, *([items] if is_unknown else []))
    if not judged:
        raise not_exercised("没有可比的办件", "there is no case to compare")


def all_that_lacks_is_told(trace: Trace, *, items: Step, asked: Step) -> Iterator[Finding]:
    """A case sent without any material is told every required one of its item that sharing does not give."""
    answer = succeeded(trace, asked)
    case = record(answer.data)
    materials = _materials(trace, items).get(str(case.get("item")))
    told = _told(case)
    if materials is None or not told:
        raise not_exercised("没有告知补正", "nothing was told to be missing")
    due = {n for n, one in materials.items() if one.get("required") == "1" and one.get("shared") == "0"}
    if not due:
        raise not_exercised("没有必备而须提交的材料", "no required material has to be submitted")
    lacking = sorted(due - told)
    if lacking:
        seen = Text(f"没有告知 {'、'.join(lacking)}", f"{', '.join(lacking)} was not told")
        yield Finding(seen, Text("一次告知全部", "all of it at once"), exchanges=(answer,))


def later_notices_ask_nothing_new(trace: Trace, *, step: Step, types: tuple[str, ...]) -> Iterator[Finding]:
    """What is missing is told once: a later notice of a case names nothing that the first did not."""
    judged = 0
    for case, page in _cases(trace, step):
        notices = [record(one) for one in array(case.get("notices"))]
        if case.get("itemType") not in types or not notices:
            continue
        judged += 1
        first = {one for one in array(notices[0].get("missing")) if isinstance(one, str)}
        for notice in notices[1:]:
            new = sorted({one for one in array(notice.get("missing")) if isinstance(one, str)} - first)
            if new:
                name = shown(case.get("id"))
                seen = Text(
                    f"{name} 再次告知才提出 {'、'.join(new)}", f"{name} was told of {', '.join(new)} later only"
                )
                yield Finding(seen, Text("一次告知全部", "all of it at once"), exchanges=(page,))
    read_whole(trace, step)
    if not judged:
        raise not_exercised("没有补正告知", "no case was told to lack anything")


def attendance_adds_up(trace: Trace, *, items: Step, departments: Step) -> Iterator[Finding]:
    """The figures of each department are those of its items: how many, how many here, the share, and which are not."""
    own: dict[str, list[Entry]] = {}
    for page in trace.at(items):
        for item in entries(page.data):
            own.setdefault(str(record(item.get("department")).get("uscc")), []).append(item)
    proof = succeeded(trace, items)
    for page in trace.at(departments):
        for one in entries(page.data):
            for name, seen, due in _differences(one, own.get(str(one.get("uscc")), [])):
                read_whole(trace, items)
                zh, en = (
                    f"{shown(one.get('name'))} 的 {name} 为 {seen}",
                    f"{name} of {shown(one.get('name'))} is {seen}",
                )
                yield Finding(Text(zh, en), Text(str(due), str(due)), at=name, exchanges=(page, proof))
    read_whole(trace, items, departments)
    if not any(entries(page.data) for page in trace.at(departments)):
        raise not_exercised("没有列出部门", "no department is listed")


def _differences(department: Entry, items: list[Entry]) -> Iterator[tuple[str, str, object]]:
    away = sorted(str(item.get("id")) for item in items if item.get("atCentre") == "0")
    here = len(items) - len(away)
    rate = 100 * here / len(items) if items else 0.0
    named = sorted(str(record(one).get("item")) for one in array(department.get("elsewhere")))
    said = department.get("rate")
    is_near = isinstance(said, int | float) and abs(said - rate) < 0.1
    due = {"items": len(items), "itemsHere": here}
    yield from ((n, shown(department.get(n)), v) for n, v in due.items() if whole(department.get(n)) != v)
    if not is_near:
        yield "rate", shown(said), round(rate, 1)
    if named != away:
        yield "elsewhere", ", ".join(named) or "-", ", ".join(away) or "-"


def evaluation_counts_agree(trace: Trace, *, evaluations: Step, departments: Step) -> Iterator[Finding]:
    """How often each grade was given, as a department shows it, is what the list of evaluations comes to."""
    given: dict[str, Counter[str]] = {}
    for page in trace.at(evaluations):
        for one in entries(page.data):
            given.setdefault(str(record(one.get("department")).get("uscc")), Counter())[str(one.get("grade"))] += 1
    proof = succeeded(trace, evaluations)
    read_whole(trace, evaluations, departments)
    if not given:
        raise not_exercised("没有评价", "there is no evaluation")
    for page in trace.at(departments):
        for one in entries(page.data):
            shown_grades, counted = record(one.get("evaluations")), given.get(str(one.get("uscc")), Counter())
            for grade, name in enumerate(GRADES, 1):
                due = counted[str(grade)]
                if whole(shown_grades.get(name)) != due:
                    of, said = shown(one.get("name")), shown(shown_grades.get(name))
                    seen = Text(f"{of} 的 {name} 为 {said}", f"{name} of {of} is {said}")
                    yield Finding(seen, Text(str(due), str(due)), exchanges=(page, proof))


def _materials(trace: Trace, step: str) -> dict[str, dict[str, Entry]]:
    """The materials of each item, by name."""
    listed = (item for page in trace.at(step) for item in entries(page.data))
    return {
        str(it.get("id")): {str(m.get("name")): m for m in map(record, array(it.get("materials")))} for it in listed
    }


def _published(trace: Trace, step: str) -> dict[str, date | None]:
    """The day the guide of each item was published, where it tells."""
    listed = (item for page in trace.at(step) for item in entries(page.data))
    return {str(item.get("id")): day_of(item.get("publishedAt")) for item in listed}


def _cases(trace: Trace, step: str) -> Iterator[tuple[Entry, Exchange]]:
    for page in trace.at(step):
        for case in entries(page.data) or [record(page.data)]:
            yield case, page


def _told(case: Entry) -> set[str]:
    """All that a case was told to lack."""
    lists = [case.get("missing"), *(record(one).get("missing") for one in array(case.get("notices")))]
    return {name for named in lists for name in array(named) if isinstance(name, str)}
