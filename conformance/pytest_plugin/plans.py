"""What the files that were asked for come to: their targets, and the plan of a run on one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from conformance.config.choosing import must_be_open
from conformance.config.exemptions import exemptions_of
from conformance.config.file import load_config, target_of
from conformance.config.loading import load, planned
from conformance.config.names import DEFAULT_SEED
from conformance.config.own_questions import lacks_questions, with_questions
from conformance.config.reaching import reached
from conformance.engine.plan import Plan
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.pytest_plugin.asked import Asked


@dataclass(frozen=True)
class Examined:
    """A target of a file, and the names of all that stand in it."""

    target: Target
    names: Sequence[str]


def targets(file: Path, chosen: Sequence[str]) -> Iterator[Examined]:
    """The targets of a file that were chosen; none named: all. Raises DataError."""
    config, document = load_config(file)
    for name in chosen or config.entries:
        yield Examined(reached(target_of(config, document, name), document), [*config.entries])


def every_target(asked: Asked) -> list[Target]:
    """The targets of all files that were asked for. Raises DataError."""
    return [found.target for file, chosen in asked.files.items() for found in targets(file, chosen)]


def own_plan(target: Target) -> Plan:
    """What a vendor's own checks of a target rest on. Raises DataError."""
    must_be_open(target, datetime.now(UTC))
    return planned(target, load(target))


def plan_of(examined: Examined, asked: Asked, only: frozenset[str] = frozenset()) -> Plan:
    """The plan of a run on a target, as `hutong run` lays it out. Raises DataError."""
    target = examined.target
    must_be_open(target, datetime.now(UTC))
    loaded, notes = load(target), tuple[Text, ...]()
    exemptions = exemptions_of(asked.waivers, asked.known, target, examined.names, loaded)
    if lacks_questions(target, loaded, only):
        loaded, notes = with_questions(target, loaded, DEFAULT_SEED)
    plan = planned(target, loaded, only)
    return replace(plan, exemptions=exemptions, notes=(*plan.notes, *notes))
