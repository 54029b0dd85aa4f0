"""Two catalogues of different identities side by side: alike in shape, apart in everything they call their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from stdnum.cn import uscc

from conformance.model.report import Report
from conformance.model.text import Text
from conformance.model.verdict import Verdict
from conformance.systems.serve import start
from conformance.systems.service.identity import YUNZHOU, Identity, identity
from conformance.systems.service.units import unit
from tests.examining import examine_target, reference_target
from tests.systems.client import Client

KIND = "resource-catalogue"
PROVINCE = identity(
    Text("示例省", "Example Province"),
    "450000",
    "province",
    unit("upper", Text("人力资源和社会保障部", "Ministry of Human Resources"), "100000", "labour"),
    YUNZHOU.own,
    serials=200_000,
)


@pytest.fixture
def both() -> Iterator[tuple[Client, Client]]:
    with start(KIND) as city, start(KIND, identity=PROVINCE) as province:
        yield Client(city.address), Client(province.address)


def entries(client: Client) -> list[dict[str, Any]]:
    """What the administrator sees, drafts included."""
    return list(client.get("/resources?pageSize=100", "administrator").json()["items"])


def test_they_hold_the_same_entries_under_codes_of_their_own(both: tuple[Client, Client]) -> None:
    city, province = map(entries, both)
    assert [entry["name"] for entry in city] == [entry["name"] for entry in province]
    codes = [{entry["code"] for entry in one} for one in (city, province)]
    assert len(codes[0]) == len(codes[1]) > 40
    assert codes[0].isdisjoint(codes[1])
    assert {code for entry in province for code in entry["relatedCodes"]} <= codes[1]


def test_what_is_registered_takes_codes_of_the_same_block(both: tuple[Client, Client]) -> None:
    made = [client.get(f"/resources/{client.register()}", "officer").json()["code"] for client in both]
    serials = [int(code.partition("/")[2]) for code in made]
    assert serials[0] < PROVINCE.serials < serials[1]


@pytest.mark.parametrize("whose", [YUNZHOU, PROVINCE], ids=["city", "province"])
def test_identifiers_are_valid_and_of_their_region(whose: Identity) -> None:
    assert all(uscc.is_valid(one.uscc) and one.uscc[2:8] == one.region for one in whose.units.values())
    assert len({one.uscc for one in whose.units.values()}) == len(whose.units)


def test_units_that_go_by_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="one key"):
        replace(PROVINCE, peer=PROVINCE.own)


def test_a_system_shows_its_own_identity_and_no_other(both: tuple[Client, Client]) -> None:
    _, province = both
    declared = province.get("/.well-known/hutong").json()
    assert declared["department"] == "示例省数据局"
    assert (declared["uscc"], declared["level"], declared["regionCode"]) == (PROVINCE.uscc, "province", "450000")
    for path, media in (("/resources?pageSize=100", "application/json"), ("/resources", "text/html"), ("/dcat", "*/*")):
        shown = province.get(path, "officer", headers={"Accept": media}).text
        assert "示例省" in shown
        assert "云州市" not in shown
        assert YUNZHOU.uscc[:8] not in shown


def test_the_second_identity_passes_the_whole_profile() -> None:
    with start(KIND, identity=PROVINCE) as running:
        report: Report = examine_target(reference_target(running.address, KIND))
    settled = (Verdict.PASS, Verdict.MANUAL, Verdict.NOT_APPLICABLE)
    assert [(r.clause.id, r.detail) for r in report.results if r.verdict not in settled] == []
    assert report.gate.exit_code == 0
    assert report.left_behind == ()
