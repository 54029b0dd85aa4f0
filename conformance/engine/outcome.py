"""What a run leaves for the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from conformance.engine.judging.confirmation import Confirmation
from conformance.model.case import Case
from conformance.model.text import Text


@dataclass
class RunOutcome:
    """What a run leaves for the report."""

    rulings: dict[str, Confirmation] = field(default_factory=dict)
    signal: int = 0
    broken: str = ""
    """The trace of a bug of ours that ended the run."""
    stuck: list[str] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    explored: Mapping[str, Case] = field(default_factory=dict)
    """Cases that exploring thought up, by id: they stand in no corpus."""
    timed_out: tuple[str, ...] = ()
    """The operations of which the clock cut the exploring."""
