"""Compares two schemas by messages: made of the sender's, judged by the taker's. Runs as long as that takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jsonschema_rs import Draft202012Validator, ReferencingError

from conformance.checks.compiling import compiled as checked
from conformance.engine.generate.corpus.formats import with_widths
from conformance.engine.generate.corpus.messages import (
    MOST_ROUNDS,
    Maker,
    Pool,
    crossed,
    smallest_message,
    text_of,
    varied,
)
from conformance.engine.generate.sandbox.isolated_hypothesis import sealed
from conformance.interop.due import Refusal, refusals
from conformance.interop.inexpressible_rules import SchemaRules
from conformance.interop.members import ENTRY, Named, Unshown, named, names
from conformance.model.contract import Schema
from conformance.model.interop import Acceptance, Incompatibility
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided, Verdict
from conformance.norms.layout import rewritten
from conformance.norms.record_schema import stands_alone
from conformance.norms.references import Broken

ENOUGH = 6
"""Stages after which no more is tried, unless the sender's schema names what no message has shown."""
CANDIDATES = 4
MOST_NAMED = 5
_STATES_OTHERS = frozenset(
    {"additionalProperties", "unevaluatedProperties", "patternProperties", "propertyNames", "maxProperties"}
)


def judged(sent: Schema, taken: Schema, seed: int) -> Acceptance:
    """Whether the taker accepts every message the sender may send. See `accepts.acceptance`."""
    try:
        sides = Sides(_whole(sent), _whole(taken))
        with sealed():
            pool, wrong = _searched(sides, seed)
    except Undecided as undecided:
        return Acceptance(Verdict.INCONCLUSIVE, 0, None, undecided.reason, undecided.detail)
    if wrong:
        misfit = _smallest(sides, wrong, len(pool.messages))
        return Acceptance(Verdict.FAIL, misfit.tried, misfit)
    return _unrefused(sides, pool)


def compiled(document: Mapping[str, Any]) -> Draft202012Validator:
    """The judge of a schema. Raises Undecided where it is none."""
    try:
        return checked(document, formats=True).validator
    except (ValueError, ReferencingError) as error:
        raise Undecided(Reason.UNREADABLE_DOCUMENT, _said(error)) from None


def _said(error: Exception) -> Text:
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return Text(f"模式不可用：{first}", f"the schema cannot be used: {first}")


def _whole(schema: Schema) -> Schema:
    """The schema with its references proved to stay inside it. Raises Undecided."""
    try:
        stands_alone(schema.document)
        return Schema(with_widths(schema.document), schema.name)
    except Broken as broken:
        raise Undecided(Reason.UNREADABLE_DOCUMENT, broken.text) from None
    except RecursionError:
        detail = Text("模式嵌套过深", "the schema is nested too deeply")
        raise Undecided(Reason.UNREADABLE_DOCUMENT, detail) from None


@dataclass
class Sides:
    """Sender and taker: what the one may send, and what the other refuses of it."""

    sent: Schema
    taken: Schema
    unsure: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.taker = compiled(self.taken.document)
        self._sender = compiled(_closed_to(self.sent.document, names(self.taken.document) - names(self.sent.document)))
        self._sender_rules, self._taker_rules = SchemaRules(self.sent.document), SchemaRules(self.taken.document)
        self.named = named(self.sent.document)
        self.unshown = Unshown(self.named)

    def may_be_sent(self, message: Any) -> bool:
        """Whether the sender's schema admits a message, and with no member that only the taker knows of."""
        return bool(self._sender.is_valid(message))

    def refused(self, message: Any) -> list[Refusal]:
        """Where the taker refuses what the sender may send for certain.

        A value under a rule that no schema states is not certain: it is noted, and not held against anyone.
        """
        if self.taker.is_valid(message):
            self._note_unjudged(message)
            return []
        made_up = self._sender_rules.anywhere(message)
        certain = []
        for refusal in refusals(self.taker, message):
            rule = next((made_up[place] for place in made_up if _is_under(refusal.at, place)), None)
            if rule is None:
                certain.append(refusal)
            else:
                self.unsure.add(rule)
        return certain

    def _note_unjudged(self, message: Any) -> None:
        """A rule of the taker that the sender does not state as well may be broken by what its schema admits."""
        for rule in self._taker_rules.names:
            if self._taker_rules.at(rule, message) - self._sender_rules.at(rule, message):
                self.unsure.add(rule)


def _is_under(pointer: str, place: str) -> bool:
    return pointer == place or pointer.startswith(place + "/")


def _closed_to(schema: Mapping[str, Any], strangers: set[str]) -> Mapping[str, Any]:
    """A sender's schema by which an object that says nothing of further members has none of these.

    Such an object may grow by members nobody knows yet, and a taker must bear that. That it should send, under a name
    the taker has given a meaning, a value of another meaning is no message its schema speaks of.
    """
    if not strangers:
        return schema
    without = {"propertyNames": {"not": {"enum": sorted(strangers)}}}

    def closed(part: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
        silent = isinstance(part.get("properties"), Mapping) and not _STATES_OTHERS & part.keys()
        return {**part, **without} if silent else part

    whole: Mapping[str, Any] = rewritten(schema, "schema", closed)
    return whole


def _searched(sides: Sides, seed: int) -> tuple[Pool, list[Any]]:
    """Every message tried, and those that are refused. It ends with the first stage that shows one."""
    pool = Pool(sides.may_be_sent)
    for stage, made in enumerate(_stages(sides, pool, seed), 1):
        new = pool.add(made)
        wrong = [message for message in new if sides.refused(message)]
        sides.unshown.see(new)
        if wrong:
            return pool, wrong
        if stage >= ENOUGH and not any(sides.unshown):
            break
    return pool, []


def _stages(sides: Sides, pool: Pool, seed: int) -> Iterator[Iterable[Any]]:
    """What to try one after the other: the bounds, variations of them, what the taker would refuse, random messages.

    Of a schema that lists its messages, these.
    """
    listed = sides.sent.document.get("enum")
    if isinstance(listed, list):
        yield listed
        return  # There are no others.
    maker = Maker(sides.sent)
    yield maker.edges()
    yield varied(pool.messages, [(_tokens(each), value) for each, value in sides.named.items() if each.value])
    yield crossed(pool.messages, _broken(sides), sides.taker)
    yield from (maker.random(seed, turn) for turn in range(MOST_ROUNDS))


def _broken(sides: Sides) -> tuple[Any, ...]:
    try:
        return Maker(sides.taken).edges(beyond=True)
    except Undecided:
        return ()  # The taker's schema judges, though none of its bounds can be made: what the sender's shows is left.


def _tokens(each: Named) -> list[str]:
    return ["0" if name == ENTRY else name for name in each.place]


def _smallest(sides: Sides, wrong: list[Any], tried: int) -> Incompatibility:
    """The smallest of what a few unlike messages shrink to."""

    def shows(message: Any) -> bool:
        return sides.may_be_sent(message) and bool(sides.refused(message))

    unlike: dict[tuple[str, str], Any] = {}
    for message in sorted(wrong, key=lambda message: (len(text_of(message)), text_of(message))):
        first = sides.refused(message)[0]
        unlike.setdefault((first.at, first.keyword), message)
    shrunk = [smallest_message(message, shows) for message in list(unlike.values())[:CANDIDATES]]
    message, ended = min(shrunk, key=lambda pair: (len(text_of(pair[0])), text_of(pair[0])))
    refusal = sides.refused(message)[0]
    return Incompatibility(message, refusal.at, refusal.due, tried, ended)


def _unrefused(sides: Sides, pool: Pool) -> Acceptance:
    """Nothing was refused: that is a pass only where everything the sender names was really tried."""
    tried = len(pool.messages)
    if not tried:
        none = Text("按提供的模式生成不出任何报文", "no message could be made of the schema")
        return Acceptance(Verdict.INCONCLUSIVE, 0, None, Reason.NOTHING_EXERCISED, none)
    missing = [*map(str, sides.unshown)]
    if missing:
        listed = ", ".join(missing[:MOST_NAMED]) + (" …" if len(missing) > MOST_NAMED else "")
        detail = Text(f"未能生成：{listed}", f"no message could be made with {listed}")
        return Acceptance(Verdict.INCONCLUSIVE, tried, None, Reason.NOTHING_EXERCISED, detail)
    if sides.unsure:
        rules = ", ".join(sorted(sides.unsure))
        detail = Text(f"模式说不清的规则无从比较：{rules}", f"rules no schema states cannot be compared: {rules}")
        return Acceptance(Verdict.INCONCLUSIVE, tried, None, Reason.NOTHING_EXERCISED, detail)
    return Acceptance(Verdict.PASS, tried)
