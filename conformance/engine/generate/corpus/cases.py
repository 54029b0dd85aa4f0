"""The cases of one operation, out of everything that could be asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from conformance.engine.generate.corpus.diversity import content, kind_of_origin, spread
from conformance.engine.generate.corpus.fairness import LOCATIONS, ExpectationOracle
from conformance.engine.generate.corpus.isolating import least, reductions, tokens, with_parts
from conformance.engine.generate.corpus.oddity import vastness
from conformance.engine.generate.corpus.question import Stimulus, is_sendable
from conformance.engine.generate.corpus.readable import worded
from conformance.model.case import Case
from conformance.model.contract import Location, Operation, Parameter
from conformance.model.exchange import Expects, Why
from conformance.model.spelling import names_on_wire, on_wire, owned
from conformance.norms.corpus import with_id

# What servers may answer either way is shown, not explored.
OPEN_CASES = 2
SAME_REASON = 3

Refusal = tuple[Why, Stimulus]
Parts = frozenset[tuple[str, str]]
NOTHING: Parts = frozenset()


@dataclass(frozen=True)
class Asked:
    """Everything that could be asked: boundaries of the schemas, random values, and values meant to be refused."""

    boundary: tuple[Stimulus, ...] = ()
    drawn: tuple[Stimulus, ...] = ()
    negated: tuple[Stimulus, ...] = ()


class Chooser:
    """Chooses the cases of one operation: at most twice the limit, and two that may be answered either way."""

    def __init__(self, operation: Operation, judge: ExpectationOracle, asked: Asked, limit: int) -> None:
        self._operation = operation
        self._judge = judge
        self._asked = asked
        self._limit = limit
        self._slots = {(each.location, each.name): each.live for each in operation.parameters if each.live}
        self._shown = {each.name: said for each in operation.parameters if (said := self._of_path(each)) is not None}
        headers = (each for each in operation.parameters if each.location == "header")
        self._required_headers = {each.name for each in headers if each.required}

    def cases(self) -> list[Case]:
        """The cases, ordered by what is expected and by id."""
        boundary, drawn = (
            [question for question in group if question.meant and self._judge.judge(question).is_clean]
            for group in (self._asked.boundary, self._asked.drawn)
        )
        first = next(self._example([*boundary, *drawn]), None)
        found = [self._case("reject", question, why) for why, question in self._refused(first)]
        found += [self._case("any", question, keep=keep) for question, keep in self._either_way(drawn)]
        if all(map(self._is_known, self._operation.parameters)):
            found += [self._case("accept", question) for question in self._accepted(first, boundary, drawn)]
        sent = {case.id: case for case in found if self._is_sent(case)}
        return sorted(sent.values(), key=lambda case: (case.expects, case.id))

    def _of_path(self, parameter: Parameter) -> str | None:
        """The value the document shows of a path parameter: where it stands, every question names the same object."""
        if parameter.location != "path" or parameter.live or not parameter.examples:
            return None
        (said,) = on_wire(parameter, parameter.examples[0]).values()
        is_one = is_sendable(Stimulus(path={parameter.name: str(said)}))
        return str(said) if is_one and self._judge.fits(parameter, {parameter.name: said}) else None

    def _is_sent(self, case: Case) -> bool:
        """Whether it may be sent at all: what changes an object is asked of one the run has made, never of a name."""
        within = self._operation.undo is not None and bool(self._operation.undo.within)
        return not within or all(isinstance(value, dict) for value in case.path.values())

    def _example(self, meant: list[Stimulus]) -> Iterator[Stimulus]:
        """The plainest accepted question: with the contract's own example as its body, where it states one.

        The contract vouches for its example, also for the rules no schema states.
        """
        for question in meant[:1]:
            shown = self._with_shown(question)
            example = replace(shown, body=self._operation.example, origin="Example")
            is_stated = question.media and self._operation.example is not None
            if is_stated and is_sendable(example) and not self._judge.judge(example).breaches:
                yield example
            yield shown

    def _with_shown(self, question: Stimulus) -> Stimulus:
        """The question with the values the document shows of its parameters, where they keep what it says of them."""
        for parameter in self._operation.parameters:
            given = question.part(parameter.location)
            own = names_on_wire(parameter, given)
            if parameter.live or not parameter.examples or not (own or parameter.required):
                continue
            sent = on_wire(parameter, parameter.examples[0])
            others = {name: value for name, value in given.items() if name not in own}
            tried = with_parts(question, {**_parts(question), parameter.location: {**others, **sent}}.__getitem__)
            if self._judge.fits(parameter, sent) and is_sendable(tried):
                question = tried
        return question

    def _accepted(self, first: Stimulus | None, boundary: list[Stimulus], drawn: list[Stimulus]) -> list[Stimulus]:
        if first is None:
            return []
        unlike = spread(boundary, kind_of_origin, lambda each: each.origin + content(each), self._operation.id)
        half = max(self._limit // 2, self._limit - 1 - len(drawn))
        chosen = self._unique([least(self._operation, first), *unlike[:half], *drawn, *unlike[half:]])
        return [self._readable(question) for question in chosen[: self._limit]]

    def _unique(self, questions: Iterable[Stimulus]) -> list[Stimulus]:
        """Without those that become the same case once slots are in and headers left out."""
        unique: dict[str, Stimulus] = {}
        for question in questions:
            unique.setdefault(self._case("accept", question).id, question)
        return list(unique.values())

    def _refused(self, first: Stimulus | None) -> list[Refusal]:
        """Refusals of as many kinds as there are, most from the boundaries, one in four random."""
        base = least(self._operation, first) if first else None
        bounds = [*self._shaped(base), *self._asked.boundary, *self._asked.drawn]
        from_bounds, random = (self._spread(self._alone(group, base)) for group in (bounds, self._asked.negated))
        known = {content(question) for _, question in from_bounds}
        random = [refusal for refusal in random if content(refusal[1]) not in known]
        few = random[: max(self._limit // 4, self._limit - len(from_bounds))]
        chosen = from_bounds[: self._limit - len(few)] + few
        return [(why, self._readable(question)) for why, question in chosen]

    def _spread(self, refusals: Iterable[Refusal]) -> list[Refusal]:
        """As unlike each other as possible, what is wrong in one place only first, and few for the same reason."""
        unique = {content(question): (why, question) for why, question in refusals}
        single_first = sorted(unique.values(), key=lambda refusal: not self._judge.judge(refusal[1]).is_single)
        unlike = spread(
            single_first,
            lambda refusal: f"{refusal[0].location} {refusal[0].keyword}",
            lambda refusal: refusal[0].pointer,
            self._operation.id,
        )
        seen: Counter[Why] = Counter()
        return [refusal for refusal in unlike if (seen.update([refusal[0]]) or seen[refusal[0]]) <= SAME_REASON]

    def _shaped(self, base: Stimulus | None) -> Iterator[Stimulus]:
        """No body where one is required."""
        if base and base.media:
            yield replace(base, body=None, media="")

    def _alone(self, questions: Iterable[Stimulus], base: Stimulus | None) -> Iterator[Refusal]:
        """Questions that break the contract, each reduced to the first thing wrong with it."""
        for question in questions:
            breaches = self._judge.judge(question).breaches
            if not breaches:
                continue
            for tried in reductions(self._operation, base, question, breaches[0]) if base else [question]:
                if is_sendable(tried) and self._judge.judge(tried).breaches[:1] == breaches[:1]:
                    yield breaches[0], tried
                    break

    def _either_way(self, drawn: list[Stimulus]) -> list[tuple[Stimulus, Parts]]:
        """Values servers read differently, names of objects that need not exist, and numbers past what readers hold."""
        open_ones = [
            (question, verdict.open)
            for question in (*self._asked.boundary, *self._asked.drawn, *self._asked.negated)
            if (verdict := self._judge.judge(question)).open and not verdict.breaches
        ]
        unlike = spread(open_ones, lambda pair: str(min(pair[1])), lambda pair: content(pair[0]), self._operation.id)
        named = [
            (least(self._operation, question, frozenset(self._slots)), frozenset(self._slots))
            for question in reversed(drawn)
            if question.path or any(name in question.part(location) for location, name in self._slots)
        ]
        chosen = [*(named[:1] + unlike)[:OPEN_CASES], *self._vast(open_ones)]
        return [(self._readable(question), keep) for question, keep in chosen]

    def _vast(self, open_ones: list[tuple[Stimulus, Parts]]) -> Iterator[tuple[Stimulus, Parts]]:
        """The longest number each of a few parameters without bounds was thought up with, and no other optional one."""
        longest: dict[tuple[Location, str], tuple[int, Stimulus]] = {}
        for question, parts in open_ones:
            for place, name in ((place, name) for place in LOCATIONS for at, name in parts if at == place):
                digits = vastness(question.part(place).get(name))
                if digits > longest.get((place, name), (0, question))[0]:
                    longest[place, name] = digits, question
        for part, (_, question) in sorted(longest.items(), key=lambda it: it[0])[:OPEN_CASES]:
            yield least(self._operation, question, frozenset([part])), frozenset([part])

    def _readable(self, question: Stimulus) -> Stimulus:
        """With words for filler text, as long as the judgement stays."""
        before = self._judge.judge(question)

        def put(value: dict[str, Any]) -> Stimulus:
            return replace(question, query=value["query"], body=value["body"])

        value = {"query": dict(question.query), "body": question.body}
        return put(worded(value, lambda changed: self._judge.judge(put(changed)) == before))

    def _case(self, expects: Expects, question: Stimulus, why: Why | None = None, keep: Parts = NOTHING) -> Case:
        """The case of a question: slots for living objects, and of the headers only those required or in question."""

        def part(location: Location) -> dict[str, Any]:
            asked = {name for place, name in keep if place == location}
            asked |= {tokens(why.pointer)[0]} if why and why.location == location else set()
            asked = owned(self._operation, location, asked, question.part(location))
            slots: dict[str, Any] = {**self._shown} if location == "path" else {}
            slots |= {name: {"live": live} for (place, name), live in self._slots.items() if place == location}
            return {
                name: slots.get(name, value) if name not in asked else value
                for name, value in question.part(location).items()
                if location != "header" or name in asked or name in self._required_headers
            }

        parts: dict[str, Any] = {"path": part("path"), "query": part("query"), "headers": part("header")}
        parts["cookies"] = part("cookie")
        return with_id(Case("", self._operation.id, expects, why, body=question.body, media=question.media, **parts))

    def _is_known(self, parameter: Parameter) -> bool:
        """Whether what it names exists: a value the document shows must be one that can be sent."""
        is_shown = parameter.location == "path" and not parameter.live and bool(parameter.examples)
        return may_exist(parameter) and (not is_shown or _is_listed(parameter) or parameter.name in self._shown)


def may_exist(parameter: Parameter) -> bool:
    """Whether what it names may exist: a value of a path is a living object's, one the contract shows, or lists."""
    return parameter.location != "path" or bool(parameter.live) or _is_listed(parameter) or bool(parameter.examples)


def _is_listed(parameter: Parameter) -> bool:
    return not {"enum", "const"}.isdisjoint(parameter.schema)


def _parts(question: Stimulus) -> dict[Location, Mapping[str, Any]]:
    return {location: question.part(location) for location in LOCATIONS}
