"""Two results of one system or network side by side: what is new, fixed, still there, and which verdicts changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conformance.model.case import OF_THE_CLOCK
from conformance.model.text import Text
from conformance.model.verdict import SETTLED, Verdict
from conformance.reports.digests import digests
from conformance.reports.reading import Node, both
from conformance.reports.subject import of_network

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What gets a verdict: a clause by its id, or a pair of a network by provider, consumer and resource."""

    key: Key
    title: Text
    verdict: Verdict
    places: Mapping[str, bool]
    """The operations that depart (empty: none in particular), and whether somebody answers for that."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A subject that departs at a place."""

    key: Key
    place: str
    title: Text
    waived: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A subject whose verdict changed without a departure coming or going; None: not asked in that run."""

    key: Key
    title: Text
    before: Verdict | None
    now: Verdict | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of every departure, and the verdicts that changed otherwise."""

    new: tuple[Departure, ...]
    fixed: tuple[Departure, ...]
    still: tuple[Departure, ...]
    changed: tuple[Change, ...]

    @property
    def worse(self) -> bool:
        """Whether there is a new departure for which nobody answers."""
        return any(not one.waived for one in self.new)


def incomparable(before: Node, now: Node) -> tuple[Text, ...]:
    """What keeps two results from being compared: other standards, another profile, another target.

    The result of one system and that of a network have nothing in common to compare, nor has one whose questions the
    clock cut with any other.
    """
    if of_network(before) != of_network(now):
        zh, en = "一个是单个系统的结果，一个是网络的结果", "one is of a single system, the other of a network"
        return (Text(zh, en),)
    facts = (
        (Text("标准", "standards"), _release),
        (Text("适用配置", "profiles"), _profile),
        (Text("被测对象", "targets"), _target),
    )
    cut = [name for document in (before, now) for name in _cut_by_the_clock(document)]
    if cut:
        names = ", ".join(dict.fromkeys(cut))
        zh, en = f"对下列操作的提问因时间而中断：{names}", f"the clock cut what was asked of operations: {names}"
        return (Text(zh, en),)
    return tuple(
        Text(f"{what.zh}不同：{of(before)[0]} 与 {of(now)[0]}", f"{what.en} differ: {of(before)[0]} and {of(now)[0]}")
        for what, of in facts
        if of(before) != of(now)
    )


def _cut_by_the_clock(document: Node) -> Iterator[str]:
    """The operations without questions because making them hung or broke off, and those whose exploring was cut."""
    coverage = document.get("coverage", {})
    without = coverage.get("without_questions", ())
    yield from (each["operation"] for each in without if each["because"] in OF_THE_CLOCK)
    yield from coverage.get("timed_out", ())


def _release(document: Node) -> Key:
    digest = document["digests"]["release"]
    return f"{document['run']['release']} ({digest[:12]})", digest


def _profile(document: Node) -> Key:
    kind = document.get("profile", {}).get("kind", "-")
    used = [(it.name or kind, it.value) for it in digests(document) if it.part == "profile"]
    return ", ".join(f"{name} ({value[:12]})" for name, value in used), *(value for _, value in used)


def _target(document: Node) -> Key:
    if of_network(document):
        names = sorted(system["name"] for system in document["interop"]["systems"])
        return (", ".join(names), "network")
    return document["target"]["name"], "system"


def compare(before: Node, now: Node) -> Comparison:
    """What became of every departure of `before`, and what `now` has besides."""
    old, recent = _subjects(before), _subjects(now)
    new = [it for key in recent for it in _departures(recent[key], lacking=old.get(key))]
    gone = [it for key in old for it in _departures(old[key], lacking=recent.get(key))]
    fixed = [it for it in gone if it.key in recent and recent[it.key].verdict in SETTLED and _was_called(now, it.place)]
    still = [it for key in recent for it in _departures(recent[key]) if it not in new]
    listed = {it.key for it in (*new, *fixed)}
    changed = [it for it in _changes(old, recent) if it.key not in listed]
    return Comparison(tuple(new), tuple(fixed), tuple(still), tuple(changed))


def _departures(subject: Subject, lacking: Subject | None = None) -> Iterator[Departure]:
    """The departures of a subject, but those another state of it has too."""
    for place, waived in subject.places.items():
        if lacking is None or place not in lacking.places:
            yield Departure(subject.key, place, subject.title, waived)


def _was_called(document: Node, operation: str) -> bool:
    """Whether an operation was called at all in a run; True where nothing is known of it."""
    covered = document.get("coverage", {}).get("operations", ())
    return all(one["requests"] for one in covered if one["operation"] == operation)


def _changes(old: Mapping[Key, Subject], recent: Mapping[Key, Subject]) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *recent)):
        was, found = old.get(key), recent.get(key)
        before, now = was.verdict if was else None, found.verdict if found else None
        known = found or was
        if before is not now and known is not None:
            yield Change(key, known.title, before, now)


def _subjects(document: Node) -> dict[Key, Subject]:
    made = map(_pair, document["interop"]["pairs"]) if of_network(document) else _clauses(document)
    return {subject.key: subject for subject in made}


def _clauses(document: Node) -> Iterator[Subject]:
    for clause in document["clauses"]:
        places = {operation: _waived(document, clause["id"], operation) for operation in clause["operations"]}
        title = Text(clause["title"]["zh"], clause["title"]["en"])
        yield Subject((clause["id"],), title, Verdict(clause["verdict"]), places)


def _waived(document: Node, clause: str, operation: str) -> bool:
    mine = (waiver for waiver in document["waivers"] if waiver["clause"] == clause)
    return any(not waiver["operations"] or operation in waiver["operations"] for waiver in mine)


def _pair(pair: Node) -> Subject:
    verdict = Verdict(pair["verdict"])
    key = (pair["provider"], pair["consumer"], pair["item"])
    return Subject(key, both(pair, "reason"), verdict, {"": False} if verdict is Verdict.FAIL else {})
