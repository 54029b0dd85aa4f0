"""What marks the findings of a run: waivers addressed to its target, and the list of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from conformance.config.loading import Loaded
from conformance.model.target import Target
from conformance.model.waiver import Marks, Waiver
from conformance.norms.place import data
from conformance.norms.waivers import addressed, read_known, read_waivers


def marks_of(waivers: Path | None, known: Path | None, target: Target, targets: Sequence[str], loaded: Loaded) -> Marks:
    """The marks of a run. Raises DataError for a waiver that is expired, doubled, too long or wrongly addressed."""
    own: tuple[Waiver, ...] = ()
    if waivers:
        read, document = read_waivers(waivers, data("profiles"), date.today())
        addresses = (target.name, target.address)
        own = addressed(read, document, addresses, targets, loaded.profile.clauses, loaded.contract)
    return Marks(own, read_known(known) if known else None)
