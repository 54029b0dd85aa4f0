from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conformance.checks.management.sharing import (
    disposal_is_recorded,
    dispute_is_recorded,
    end_of_service_is_in_order,
    use_can_be_looked_up,
    use_without_an_element_is_refused,
    uses_are_kept,
)
from conformance.model.exchange import Trace
from tests.checks.making import TODAY, exchange, judged, said, trace

PAGE = {"items": [{"记录编号": "000001"}]}


def kept(declared: Any, until: Any) -> list[str]:
    use = {"id": "u-1", "recordedAt": "2028-02-29T09:00:00+08:00", "keptUntil": until}
    books = trace(exchange("declaration", {"useRetention": declared}), exchange("uses", {"items": [use]}))
    return said(uses_are_kept, books, years=3)


def test_uses_are_kept_for_three_years() -> None:
    assert kept("P3Y", "2031-02-28") == kept("P36M", "2034-01-01") == kept("P1096D", "2031-03-01") == []
    assert kept("P1095D", "2031-02-28") == ["useRetention: declared to be kept P1095D; due 3 years at least"]
    assert kept("P3Y6M", "2031-02-28") == kept("P2Y12M", "2031-02-28") == kept("P157W", "2031-02-28") == []
    assert kept("P2Y11M", "2031-02-28") == ["useRetention: declared to be kept P2Y11M; due 3 years at least"]
    unread = ["undecided: no period that can be read is declared"]
    assert kept(None, "2031-02-28") == kept("three years", "2031-02-28") == kept("P", "2031-02-28") == unread
    assert len(kept("P3Y", "2031-02-27")) == len(kept(None, "2031-02-27")) == 1
    assert kept("P3Y", None) == ["undecided: no record of use says until when it is kept"]
    none = trace(exchange("declaration", {"useRetention": "P5Y"}))
    assert said(uses_are_kept, none, years=3) == ["undecided: no record of use says until when it is kept"]


def elsewhere(status: int, *regions: str | None, granted: str = "459921") -> list[str]:
    """What comes of asking for a region outside the grant: records of these regions."""
    item = {"name": "区划", "region": True}
    records = [{"区划": region} if region else {"名称": "甲"} for region in regions]
    asked = trace(
        exchange("offered", {"items": [{"code": "c-1", "items": [item, {"name": "名称"}]}]}),
        exchange("granted", {"resource": "c-1", "regions": [granted]}),
        exchange("delivered", {"items": [{"区划": granted}]}),
        exchange("elsewhere", {"items": records} if status == 200 else {}, status),
    )
    return judged("management.exchange.region-kept", asked)


def test_data_of_no_region_but_those_granted_are_given() -> None:
    assert elsewhere(403) == elsewhere(200) == elsewhere(200, "459921", "459921") == []
    beyond = ["items[1]: status 200, with data of 459900; due 403, or data of 459921 only"]
    assert elsewhere(200, "459921", "459900") == beyond
    assert len(elsewhere(200, "460000", granted="459900")) == 1
    untold = ["undecided: listResources (step elsewhere) answered 200, which does not tell"]
    assert elsewhere(200, "459921", granted="459900") == elsewhere(200, None) == untold
    assert all(elsewhere(status)[0].startswith("undecided") for status in (401, 500))


FIVE = dict.fromkeys(("scenario", "process", "outcome", "storage", "disposal"), "核对补贴资格")


def test_what_is_lacking_in_a_record_of_use_is_not_filled_in_but_for_the_scenario_granted() -> None:
    def lacking(name: str, status: int, **filled: str) -> list[str]:
        sent = {other: said for other, said in FIVE.items() if other != name}
        return said(
            use_without_an_element_is_refused,
            trace(
                exchange("obtained", {"items": [{"id": "g-1", "scenario": "核对补贴资格"}]}),
                exchange("lacking", {**sent, **filled}, status, body=sent),
                exchange("lacking", {}, 201, body={}) if status == 429 else exchange("lacking", {}, 400, body={}),
                exchange("recorded", FIVE, 201, body=FIVE),
            ),
        )

    assert lacking("storage", 400) == lacking("scenario", 201, scenario="核对补贴资格") == []
    assert lacking("storage", 201, storage="按规定存储")[0].startswith("without storage it is answered 201")
    assert lacking("scenario", 201, scenario="其他")[0].startswith("without scenario")
    assert len(lacking("storage", 429)) == 1  # the one after it was taken in


def looked_up(officer: Any, status: int = 200) -> list[str]:
    made = {"id": "u-1", "outcome": "核对 36 件"}
    answers = {"peer": (made, 200), "officer": (officer, status), "administrator": (made, 200)}
    asked = [replace(exchange("looked-up", *answer), role=role) for role, answer in answers.items()]
    return said(use_can_be_looked_up, trace(exchange("recorded", made, 201), *asked))


def test_uses_are_looked_up() -> None:
    assert looked_up({"id": "u-1", "outcome": "核对 36 件", "more": 1}) == []
    assert looked_up(None, 404) == ["officer looks it up and gets 404; due 200 and what was recorded"]
    assert len(looked_up({"id": "u-1", "outcome": "***"})) == 1
    assert looked_up(None, 503) == ["undecided: listResources (step looked-up) answered 503, which does not tell"]


@pytest.mark.parametrize(
    ("status", "data", "found"),
    [
        (403, None, []),
        (200, {"items": []}, []),
        (200, PAGE, ["status 200, with data; due 403"]),
        (500, None, ["undecided: listResources (step other-scenario) answered 500, which does not tell"]),
    ],
)
def test_beyond_the_grant(status: int, data: Any, found: list[str]) -> None:
    asked = trace(exchange("within", PAGE), exchange("other-scenario", data, status))
    assert judged("management.exchange.scenario-kept", asked) == found


def test_a_grant_that_gave_nothing_before_tells_nothing() -> None:
    empty = trace(exchange("within", {"items": []}), exchange("other-scenario", None, 403))
    found = judged("management.exchange.scenario-kept", empty)
    assert found == ["undecided: the answer of the step within holds no items[]"]
    ended = trace(exchange("before", None, 403), exchange("ended", {"id": "g-1"}), exchange("after", None, 403))
    assert judged("management.exchange.end-closes", ended)[0].startswith("undecided")


def suspended(state: str, after: int) -> list[str]:
    data = PAGE if after == 200 else None
    return judged(
        "management.exchange.misuse-suspends",
        trace(
            exchange("before", PAGE),
            exchange("reported", {}),
            exchange("suspended", {"state": state}),
            exchange("after", data, after),
        ),
    )


def test_misuse() -> None:
    assert suspended("suspended", 403) == []
    assert len(suspended("active", 200)) == 2
    assert suspended("suspended", 200) == ["status 200, with data; due 403"]


def test_closed_grants() -> None:
    assert (
        judged("management.exchange.closed-grants", trace(exchange("open", PAGE), exchange("closed", None, 403))) == []
    )
    assert (
        len(judged("management.exchange.closed-grants", trace(exchange("open", PAGE), exchange("closed", PAGE)))) == 1
    )
    none = trace(exchange("open", None, 403), exchange("closed", None, 403))
    assert judged("management.exchange.closed-grants", none) == ["undecided: the step open answered 403"]


def settled(asked: Trace) -> list[str]:
    return said(disposal_is_recorded, asked, today=TODAY, days=30)


def test_disposal() -> None:
    ended = {"id": "g-1", "request": "q-1", "state": "ended"}
    grants = exchange("grants", {"items": [ended, {"id": "g-2", "state": "active"}]})
    assert settled(trace(grants, exchange("disposals", {"items": [{"grant": "g-1"}]}))) == []
    nothing = exchange("disposals", {"items": []})
    lacking = ["there is no disposal record of g-1; due a record of disposal"]
    drawn = exchange("requests", {"items": [{"id": "q-1", "firstDeliveredAt": "2026-09-01T09:00:00+08:00"}]})
    used = exchange("uses", {"items": [{"id": "u-1", "grant": "g-1"}]})
    assert settled(trace(grants, drawn, nothing)) == lacking
    assert settled(trace(grants, used, nothing)) == lacking
    assert settled(trace(exchange("ended", ended), nothing)) == lacking
    asked = exchange("requests", {"items": [{"id": "q-1", "state": "withdrawn"}]})
    unknown = ["undecided: it cannot be told whether data were obtained under g-1"]
    assert settled(trace(grants, asked, nothing)) == unknown
    none = trace(exchange("grants", {"items": []}), exchange("disposals", {"items": [{"grant": "g-1"}]}))
    assert settled(none) == ["undecided: no grant has ended"]


def test_a_disposal_may_take_its_time() -> None:
    """The regulation sets no period: what ended the other day may yet be disposed of, and what was sent is kept."""
    nothing, used = exchange("disposals", {"items": []}), exchange("uses", {"items": [{"id": "u-1", "grant": "g-1"}]})
    lacking = ["there is no disposal record of g-1; due a record of disposal"]
    for day, found in (("2026-10-04", ["undecided: no grant has ended"]), ("2026-10-03", lacking)):
        ended = {"id": "g-1", "request": "q-1", "state": "ended", "endedAt": f"{day}T09:00:00+08:00"}
        assert settled(trace(exchange("grants", {"items": [ended]}), used, nothing)) == found
        assert settled(trace(exchange("ended", ended), nothing)) == lacking


def test_records_that_were_not_read_to_their_end_may_hold_what_is_due() -> None:
    """A platform of more than a thousand records is not failed for those that were not read."""
    grants = exchange("grants", {"items": [{"id": "g-1", "state": "ended"}]})
    cut = exchange("disposals", {"items": [{"grant": "g-0"}], "next": "/disposals?page=11"})
    assert settled(trace(grants, cut)) == ["undecided: the list disposals was not read to its end"]
    ended = exchange("ended", {"items": [{"code": "c", "status": "ended"}]})
    cut = exchange("terminations", {"items": [{"resource": "x"}], "next": "/terminations?page=11"})
    found = said(end_of_service_is_in_order, trace(ended, cut))
    assert found == ["undecided: the list terminations was not read to its end"]


TERMINATION = {
    "resource": "c",
    "reason": "由新版取代",
    "consultation": {"at": "2026-05-11T10:00:00+08:00", "with": ["x"]},
    "filing": {"at": "2026-05-18T10:00:00+08:00", "number": "备〔2026〕1号"},
    "endedAt": "2026-06-30T10:00:00+08:00",
}


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({}, None),
        ({"resource": "another"}, "no record"),
        ({"reason": ""}, "no reason"),
        ({"consultation": None}, "no consultation"),
        ({"consultation": {"at": "2026-07-10T10:00:00+08:00", "with": ["x"]}}, "a consultation only after"),
        ({"filing": {}}, "no filing"),
        ({"consultation": {"at": "2026-05-11", "with": ["x"]}, "filing": {"at": "2026-05-18", "number": "1"}}, None),
        ({"consultation": {"at": "2026-07-01", "with": ["x"]}}, "a consultation only after"),
    ],
)
def test_ends_of_services(changed: dict[str, Any], lacking: str | None) -> None:
    books = trace(
        exchange("ended", {"items": [{"code": "c", "status": "ended"}]}),
        exchange("terminations", {"items": [{**TERMINATION, **changed}]}),
    )
    found = said(end_of_service_is_in_order, books)
    assert found == [] if lacking is None else found[0].startswith(f"the end or change of c has {lacking}")


STEP = {"level": "consultation", "at": "2026-09-10T10:00:00+08:00", "outcome": "达成一致"}
PARTY = {"level": "city", "region": "459900"}
DISPUTE = {"id": "y-1", "level": "consultation", "state": "resolved", "outcome": "达成一致", "steps": [STEP]}


@pytest.mark.parametrize(
    ("changed", "findings"),
    [
        ({}, 0),
        ({"outcome": None}, 1),
        ({"steps": []}, 1),
        ({"level": ""}, 1),
        ({"steps": [STEP, {**STEP, "at": "2026-09-09T10:00:00+08:00"}]}, 1),
        ({"steps": [{**STEP, "at": "2026-09-10"}, STEP]}, 0),
        ({"steps": [STEP, {**STEP, "at": "2026-09-09"}]}, 1),
        ({"steps": [{**STEP, "at": "九月"}]}, 1),
        ({"steps": [{**STEP, "level": "authority"}]}, 1),
        ({"steps": [{**STEP, "level": "common-superior"}], "consumer": {"level": "county", "region": "459921"}}, 0),
    ],
)
def test_disputes(changed: dict[str, Any], findings: int) -> None:
    dispute = {**DISPUTE, "provider": PARTY, "consumer": PARTY, **changed}
    assert len(said(dispute_is_recorded, trace(exchange("disputes", {"items": [dispute]})))) == findings


def test_no_dispute_is_nothing_to_judge() -> None:
    assert said(dispute_is_recorded, trace(exchange("disputes", {"items": []}))) == ["undecided: there is no dispute"]
