"""What a platform keeps about one department: where every door is shut to others, and where that is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conformance.checks.security.isolation import records_stay_with_their_department
from conformance.model.contract import Operation
from conformance.model.exchange import Exchange
from tests.checks.making import exchange, said, trace

READ, LIST = Operation("getGrant", "GET", "/grants/{id}"), Operation("listGrants", "GET", "/grants")
BOTH = ("getGrant", "listGrants")
GRANT = {"id": "g-1", "resource": "R1", "requester": {"uscc": "A"}}
KNOWN = (
    exchange("held", GRANT),
    exchange("resources", {"items": [{"code": "R1", "provider": {"uscc": "P"}}]}),
    exchange("own", GRANT, operation=READ),
    exchange("own-list", {"items": [GRANT]}, operation=LIST),
)


def by(role: str, *exchanges: Exchange) -> list[Exchange]:
    made = exchange("stranger", {"requester": {"uscc": f"B-{role}"}}, 201)
    return [replace(each, role=role) for each in (made, *exchanges)]


def read(status: int) -> Exchange:
    return exchange("as-stranger", GRANT if status == 200 else None, status, operation=READ)


def listed(status: int, *items: Any) -> Exchange:
    return exchange("listed-as-stranger", {"items": [*items]} if status == 200 else None, status, operation=LIST)


def found(*strange: Exchange) -> list[str]:
    return said(records_stay_with_their_department, trace(*KNOWN, *strange), operations=BOTH)


def test_what_is_shut_to_others_in_reads_and_lists_stays_with_its_department() -> None:
    assert found(*by("upper", read(404), listed(200))) == []
    assert found(*by("upper", read(403), listed(403))) == []
    assert len(found(*by("upper", read(200), listed(200, GRANT)))) == 2


def test_a_part_is_not_the_whole() -> None:
    (left,) = found(*by("upper", read(404)))
    assert left == "undecided: whether others are shut out cannot be told of listGrants"


def test_a_status_that_does_not_tell_is_said_and_keeps_nothing_from_being_found() -> None:
    (odd,) = found(*by("upper", read(404), listed(500)))
    assert odd == "undecided: listGrants (step listed-as-stranger) answered 500, which does not tell"
    assert found(*by("upper", read(500), listed(200))) == [
        "undecided: getGrant (step as-stranger) answered 500, which does not tell"
    ]
    assert len(found(*by("upper", read(500), listed(500)), *by("lower", read(200), listed(200)))) == 1
