"""What the filters of a list are asked for: every part of a whole, however many there are."""

from __future__ import annotations

from conformance.model.contract import Contract, Operation, Parameter
from conformance.model.record import Filter, Listing, RecordKind
from conformance.model.text import Text
from conformance.probes import filters

CLASSES = [f"class-{number}" for number in range(14)]


def test_of_the_parts_of_a_whole_none_is_left_out() -> None:
    """The parts asked for must add up to the whole: without some of them a sound list would fail."""
    asked = Parameter("class", "query", False, {"enum": CLASSES})
    contract = Contract("", "", {}, {"list": Operation("list", "GET", "/things", parameters=(asked,))})
    parts = Filter("class", "class", parts=True)
    record = RecordKind(
        "thing", Text("物", "thing"), "id", operations={"list": "list"}, listing=Listing(filters=(parts,))
    )
    assert filters._values(contract, record, parts, {}) == CLASSES
    assert filters.sends(contract, record) == {"list": 1 + len(CLASSES)}
