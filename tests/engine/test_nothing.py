"""What a run may write to as nobody's: what the same role did not find, and nobody was shown."""

from __future__ import annotations

from typing import Any

from conformance.engine.nothing import Nothing
from tests.checks.making import exchange
from tests.examining import loaded

CONTRACT = loaded("resource-catalogue").contract
READ, LIST = CONTRACT.operations["getResource"], CONTRACT.operations["listResources"]
NOBODYS = "/resources/r-999999"


def read(nothing: Nothing, status: int, role: str = "officer", path: str = NOBODYS) -> None:
    nothing.note(exchange(data={}, status=status, operation=READ), role, "GET", path)


def known(*statuses: int, role: str = "officer") -> Nothing:
    nothing = Nothing(CONTRACT)
    for status in statuses:
        read(nothing, status, role)
    return nothing


def test_what_a_role_did_not_find_is_nothing_to_that_role_and_below() -> None:
    nothing = known(404)
    assert nothing.is_at(NOBODYS, "officer")
    assert nothing.is_at(f"{NOBODYS}/archive", "officer")
    assert not nothing.is_at(NOBODYS, "peer")
    assert not nothing.is_at("/resources/r-000001", "officer")


def test_what_anybody_found_is_there_for_all() -> None:
    for statuses in ((404, 200), (200, 404), (404, 500)):
        assert not known(*statuses).is_at(NOBODYS, "officer")
    nothing = known(404)
    read(nothing, 200, "peer")
    assert not nothing.is_at(NOBODYS, "officer")


def test_what_a_list_showed_to_anybody_is_there_for_all() -> None:
    shown: Any = {"items": [{"id": "r-999999"}]}
    nothing = known(404)
    nothing.note(exchange(data=shown, operation=LIST), "peer", "GET", "/resources?page=1")
    assert not nothing.is_at(NOBODYS, "officer")


def test_a_question_beyond_the_address_says_nothing_of_it() -> None:
    nothing = Nothing(CONTRACT)
    read(nothing, 404, path=f"{NOBODYS}?x=1")
    assert not nothing.is_at(NOBODYS, "officer")
