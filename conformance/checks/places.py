"""Reads places of a trace, such as `registered.id`, and the steps that must have been served first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conformance.checks.reading import first, not_exercised, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.parameters import parted
from conformance.model.record import member
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided


def value_at(data: Any, path: str) -> Any:
    """The value at a path of names; the whole where it is empty, None where there is none."""
    return member(data, path) if path else data


def at_path(data: Any, path: str) -> list[Any]:
    """The values at a path such as `items[].name`."""
    found = [data]
    for segment in path.split("."):
        name = segment.removesuffix("[]")
        found = [value[name] for value in found if isinstance(value, Mapping) and name in value]
        if segment.endswith("[]"):
            found = [item for value in found if isinstance(value, list) for item in value]
    return found


def held(trace: Trace, place: str) -> Any:
    """The value at a place. Raises Undecided where its step did not succeed, or its answer holds none."""
    step, path = parted(place)
    found = value_at(succeeded(trace, step).data, path)
    if not _is_said(found):
        raise _lacks(step, path)
    return found


def served(trace: Trace, places: Sequence[str]) -> tuple[Exchange, ...]:
    """One answer for each place: a success that holds a value there. Raises Undecided where there is none."""
    return tuple(_served(trace, *parted(place)) for place in places)


ABOUT_THE_CALLER = (401, 429)
"""Answers about the caller, or about how much it asks: they tell nothing of what was asked."""


def tells_nothing(exchange: Exchange) -> Undecided:
    """The status of an answer does not tell what was asked about."""
    name, step, status = exchange.operation.id, exchange.step, exchange.status
    zh, en = f"{name}（步骤 {step}）应答 {status}", f"{name} (step {step}) answered {status}"
    text = Text(f"{zh}，看不出结果", f"{en}, which does not tell")
    return Undecided(Reason.PRECONDITION_NOT_MET, text)


def _served(trace: Trace, step: str, path: str) -> Exchange:
    first(trace, step)
    done = [exchange for exchange in trace.at(step) if 200 <= exchange.status < 300]
    if not done:
        return succeeded(trace, step)
    holding = (exchange for exchange in done if not path or any(map(_is_said, at_path(exchange.data, path))))
    found = next(holding, None)
    if found is None:
        raise _lacks(step, path)
    return found


def _is_said(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def _lacks(step: str, path: str) -> Undecided:
    zh, en = f"步骤 {step} 的应答没有 {path or '内容'}", f"the answer of the step {step} holds no {path or 'data'}"
    return not_exercised(zh, en)
