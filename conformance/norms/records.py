"""The kinds of record a contract keeps, read from its `x-hutong-records`; what does not hold there is a flaw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.contract import Flaw, Operation
from conformance.model.record import Filter, Listing, RecordKind
from conformance.model.sequence import SequenceRules
from conformance.model.text import Text
from conformance.norms.record_flaws import Stated, misfits, shared
from conformance.norms.record_shape import WORD, misshapen


def records_of(
    document: Mapping[str, Any], operations: Mapping[str, Operation], harvest: Mapping[str, tuple[str, str]]
) -> tuple[dict[str, RecordKind], list[Flaw]]:
    """The record kinds of a document by their names there, and what of them does not hold; none where misshapen."""
    said = document.get(WORD)
    flaws = [] if said is None else [*misshapen(said)]
    if flaws or said is None:
        return {}, flaws
    kinds = {name: _record(name, each) for name, each in said.items()}
    stated = Stated(operations, harvest, SequenceRules.of(document))
    return kinds, [*shared(kinds.values()), *(flaw for kind in kinds.values() for flaw in misfits(kind, stated))]


def _record(name: str, said: Mapping[str, Any]) -> RecordKind:
    return RecordKind(
        id=name,
        title=Text(**said["title"]),
        key=said.get("key", ""),
        operations=said.get("operations", {}),
        members=said.get("members", {}),
        roles=said.get("roles", {}),
        listing=_listing(said.get("list", {})),
        advanced=said.get("advanced", {}),
        public=said.get("public", {}),
    )


def _listing(said: Mapping[str, Any]) -> Listing:
    plain = {name: value for name, value in said.items() if name not in ("next", "searched", "filters")}
    return Listing(
        **plain,
        **({"following": said["next"]} if "next" in said else {}),
        searched=tuple(said.get("searched", ())),
        filters=tuple(Filter(**each) for each in said.get("filters", ())),
    )
