"""Who answers for findings of a run: waivers addressed to its target, and the list of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from conformance.config.loading import Loaded
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.model.waiver import Exemptions, Known, Waiver
from conformance.norms.data_files import data
from conformance.norms.errors import DataError
from conformance.norms.waivers import KNOWN, addressed, read_known, read_waivers


def exemptions_of(
    waivers: Path | None,
    known: Path | None,
    target: Target,
    targets: Sequence[str],
    loaded: Loaded,
    begins: bool = False,
) -> Exemptions:
    """The exemptions of a run. `begins`: the list of what is known may be one that this run is to write first.

    Raises DataError for a waiver that is expired, doubled, too long or wrongly addressed, and for a list that is none.
    """
    own: tuple[Waiver, ...] = ()
    if waivers:
        read, document = read_waivers(waivers, data("profiles"), date.today())
        addresses = (target.name, target.address)
        own = addressed(read, document, addresses, targets, loaded.profile.clauses, loaded.contract)
    return Exemptions(own, _known(known, begins) if known else None)


def _known(file: Path, begins: bool) -> frozenset[Known]:
    if file.exists():
        return read_known(file)
    if begins:
        return frozenset()
    text = Text(f"没有已知不符合项清单 {file}", f"there is no list of known nonconformities {file}")
    raise DataError(text, help=Text("首次用 --update-known 写出", "write it with --update-known first"), about=KNOWN)
