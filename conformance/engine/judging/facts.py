"""`applies_when`: three-valued conditions over facts of target, declaration and record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """True, False or None (unknown), with the facts that made it so, as `mlps = 2`."""

    holds: bool | None
    because: tuple[str, ...] = ()


def evaluate(condition: Mapping[str, Any], facts: Mapping[str, Any], record: Any = None) -> Answer:
    """Whether the condition holds. `record.x` asks the record (unknown where there is none), else the facts."""
    ((word, operand),) = condition.items()
    if word == "not":
        inner = evaluate(operand, facts, record)
        return Answer(None if inner.holds is None else not inner.holds, inner.because)
    if word == "all":
        return _joined([evaluate(part, facts, record) for part in operand], decisive=False)
    if word == "any":
        return _joined([evaluate(part, facts, record) for part in operand], decisive=True)
    return _fact(word, operand, facts, record)


def asks_record(condition: Mapping[str, Any] | None) -> bool:
    """Whether any part of the condition is about the judged record."""
    if not condition:
        return False
    ((word, operand),) = condition.items()
    if word == "not":
        return asks_record(operand)
    if word in ("all", "any"):
        return any(map(asks_record, operand))
    return word.startswith("record.")


def _joined(answers: list[Answer], decisive: bool) -> Answer:
    for wanted in (decisive, None):
        found = [answer for answer in answers if answer.holds is wanted]
        if found:
            return Answer(wanted, tuple(fact for answer in found for fact in answer.because))
    return Answer(not decisive, tuple(fact for answer in answers for fact in answer.because))


def _fact(word: str, operand: Any, facts: Mapping[str, Any], record: Any) -> Answer:
    name = word.removeprefix("record.")
    holder = record if name != word else facts
    value: Any = holder
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if value is None:
        return Answer(None, (word,))
    wanted = operand if isinstance(operand, list) else [operand]
    shown = str(value).lower() if isinstance(value, bool) else value  # as the files of the tester say it
    holds = any(each in wanted for each in value) if isinstance(value, list) else value in wanted
    return Answer(holds, (f"{word} = {shown}",))
