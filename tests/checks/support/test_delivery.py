from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from conformance.checks.support.carried import regions_add_up
from conformance.checks.support.delivery import (
    batch_tells_how_it_stands,
    content_digest_matches,
    counts_are_true,
    delivered_is_what_was_granted,
    delivered_values_are_as_catalogued,
    every_method_delivers,
    region_asked_for_is_delivered,
)
from conformance.checks.support.schemas import schema_agrees_with_items
from conformance.model.exchange import Trace
from tests.checks.making import TODAY, exchange, said, trace

ITEMS = [
    {"name": "编号", "type": "C", "length": 6, "key": True},
    {"name": "性别", "type": "C", "codes": ["1", "2"]},
    {"name": "人数", "type": "N"},
    {"name": "日期", "type": "D"},
    {"name": "区划", "type": "C", "region": True},
]
MORE = [{"name": "时刻", "type": "T"}, {"name": "整数", "type": "I"}, {"name": "双精度", "type": "B"}]
GRANT = {
    "id": "g-1",
    "resource": "c",
    "method": "service",
    "items": [item["name"] for item in ITEMS],
    "regions": ["459921"],
}
RECORD = {"编号": "000001", "性别": "1", "人数": 3, "日期": "2026-03-02", "区划": "459921"}


def delivered(record: Any, grant: Any = GRANT, step: str = "service", **resource: Any) -> Trace:
    return trace(
        exchange("grants", {"items": [grant]}),
        exchange("resources", {"items": [{"code": "c", "items": ITEMS, **resource}]}),
        exchange(step, {"items": [record]}, path="/grants/g-1/records"),
    )


@pytest.mark.parametrize(
    ("kind", "values", "types", "others"),
    [
        ("N", (3, 3.5, "3.5"), ("integer", "number", "string", ["number", "null"]), ("boolean", "array", [])),
        ("L", (True, "1", 0), ("boolean", "string", "integer"), ("array", ["boolean", "object"])),
        ("C", ("x",), ("string",), ("number",)),
    ],
)
def test_a_schema_may_state_what_may_be_delivered(kind: str, values: Any, types: Any, others: Any) -> None:
    item = {"name": "n", "type": kind}
    listed = exchange("resources", {"items": [{"id": "r-1", "code": "c", "items": [item]}]})
    grant = exchange("grants", {"items": [{"id": "g-1", "resource": "c", "items": ["n"]}]})
    for held in values:
        came = exchange("service", {"items": [{"n": held}]}, path="/grants/g-1/records")
        assert said(delivered_values_are_as_catalogued, trace(grant, listed, came)) == []

    def published(stated: Any) -> list[str]:
        schema = {"properties": {"n": {"type": stated}}}
        return said(schema_agrees_with_items, trace(listed, exchange("schema", schema, path="/resources/r-1/schema")))

    assert [stated for stated in types if published(stated)] == []
    assert [stated for stated in others if not published(stated)] == []


def test_delivery_stays_within_the_grant() -> None:
    regions = ["459900", "459921"]
    assert said(delivered_is_what_was_granted, delivered(RECORD, regions=regions)) == []
    assert said(delivered_is_what_was_granted, delivered({**RECORD, "姓名": "赵某"})) == [
        "records[0]: it gives 姓名, which was not granted; due only the items and regions granted"
    ]
    assert len(said(delivered_is_what_was_granted, delivered({**RECORD, "区划": "459900"}))) == 1
    unnamed = delivered({**RECORD, "姓名": None}, regions=regions)
    assert said(delivered_is_what_was_granted, unnamed) == []  # no value is given
    assert said(delivered_is_what_was_granted, delivered({**RECORD, "区划": 459921}, regions=regions)) == []
    city = {**GRANT, "regions": ["459900"]}
    assert said(delivered_is_what_was_granted, delivered(RECORD, city, regions=["459900", "450100"])) == []
    assert len(said(delivered_is_what_was_granted, delivered({**RECORD, "区划": "450100"}, city))) == 1
    assert said(delivered_is_what_was_granted, trace())[0].startswith("undecided: no record was delivered")


def test_a_finding_says_how_many_more_records_are_like_it() -> None:
    """One page of a thousand wrong records does not read as if there were one."""
    parts = [exchange("grants", {"items": [GRANT]}), exchange("resources", {"items": [{"code": "c", "items": ITEMS}]})]

    def page(step: str, *records: Any, **asked: Any) -> Trace:
        path = "/grants/g-1/records" + "".join(f"?{name}={value}" for name, value in asked.items())
        return trace(*parts, exchange(step, {"items": list(records)}, path=path))

    strange = {**RECORD, "姓名": "赵某", "区划": "450100"}
    told = said(delivered_is_what_was_granted, page("service", RECORD, strange, strange, strange))
    assert len(told) == 2
    assert all("; and 2 more places" in each for each in told)
    told = said(region_asked_for_is_delivered, page("region", RECORD, strange, strange, region="459921"))
    assert len(told) == 1
    assert "450100; and 1 more places" in told[0]
    wrong = {**RECORD, "性别": "9"}
    told = said(delivered_values_are_as_catalogued, page("service", *[wrong] * 8))
    assert len(told) == 5
    assert ["more places" in each for each in told] == [False] * 4 + [True]
    assert "; and 3 more places" in told[-1]
    assert "more" not in "".join(said(delivered_values_are_as_catalogued, page("service", *[wrong] * 5)))


def test_a_grant_of_all_shows_no_bounds() -> None:
    regions = ["459900", "459921"]
    untold = ["undecided: no record was delivered under a grant of less than all"]
    assert said(delivered_is_what_was_granted, delivered(RECORD, regions=["459921"])) == untold
    unmarked = [*ITEMS[:4], {"name": "区划", "type": "C"}]
    assert said(delivered_is_what_was_granted, delivered(RECORD, items=unmarked, regions=regions)) == untold
    fewer = {**GRANT, "items": ["编号", "区划"]}
    kept = {"编号": "000001", "区划": "459921"}
    assert said(delivered_is_what_was_granted, delivered(kept, fewer, regions=["459921"])) == []


def test_regions_add_up_to_what_tells_its_region() -> None:
    def counted(at_once: list[Any], *parts: int, regions: Any = ("459921", "459922"), total: int = 0) -> list[str]:
        grant = {**GRANT, "regions": list(regions)}
        whole = {"items": [{**RECORD, "区划": one} for one in at_once], "total": total or len(at_once)}
        narrowed = (
            exchange("region", {"items": [], "total": number}, path=f"/grants/g-1/records?region={region}")
            for region, number in zip(regions, parts, strict=True)
        )
        listed = exchange("resources", {"items": [{"code": "c", "items": ITEMS}]})
        came = exchange("service", whole, path="/grants/g-1/records")
        return said(regions_add_up, trace(exchange("grants", {"items": [grant]}), listed, came, *narrowed))

    assert counted(["459921", "459922"], 1, 1) == []
    assert counted(["459921", "459922"], 1, 0) == ["2 at once, 1 region by region; due the same number"]
    assert counted(["459921", "459922", None], 1, 1) == []
    assert counted(["459921", None], 1, 1, total=3) == ["undecided: some records do not tell their region"]
    within = ("459900", "459921")
    assert counted(["459900", "459921"], 2, 1, regions=within) == []  # the city is asked for with its county
    assert counted(["459900", "459921"], 1, 1, regions=within) == []
    assert len(counted(["459900", "459921"], 1, 0, regions=within)) == 1


@pytest.mark.parametrize(
    ("name", "held", "found"),
    [
        ("编号", "0000001", 1),
        ("编号", 1, 1),
        ("性别", "男", 1),
        ("人数", "3.5", 0),
        ("人数", True, 1),
        ("人数", "三", 1),
        ("时刻", "2026-09-15 09:00:00", 0),
        ("时刻", "2026-09-15T09:00", 0),
        ("时刻", "2026-09-15", 1),
        ("整数", 3, 0),
        ("整数", "1.5", 1),
        ("双精度", "abc", 1),
        ("日期", "20260302", 0),
        ("日期", "2026年3月", 1),
        ("日期", None, 0),
    ],
)
def test_values_are_as_catalogued(name: str, held: Any, found: int) -> None:
    came = delivered({**RECORD, name: held}, items=[*ITEMS, *MORE])
    assert len(said(delivered_values_are_as_catalogued, came)) == found


def test_every_method() -> None:
    assert said(every_method_delivers, delivered(RECORD), today=TODAY) == []
    empty = trace(exchange("grants", {"items": [GRANT]}), exchange("file", {"records": []}))
    assert said(every_method_delivers, empty, today=TODAY) == ["file answers 200, no record; due the records granted"]
    failing = trace(exchange("grants", {"items": [GRANT]}), exchange("started", None, 500))
    assert said(every_method_delivers, failing, today=TODAY) == ["starting a batch was answered 500; due 202"]
    busy = trace(exchange("grants", {"items": [GRANT]}), exchange("started", None, 409))
    assert said(every_method_delivers, busy, today=TODAY)[0].endswith(
        "(step started) answered 409, which does not tell"
    )
    assert said(every_method_delivers, trace(), today=TODAY) == ["undecided: there is no grant"]


def test_a_method_may_have_nothing_to_give() -> None:
    def took(data: Any, status: int = 200, **period: str) -> list[str]:
        granted = {"items": [{**GRANT, "period": period}]}
        answer = exchange("file", data, status, path="/grants/g-1/file")
        return said(every_method_delivers, trace(exchange("grants", granted), answer), today=TODAY)

    assert took({"records": [], "count": 0}) == [
        "undecided: listResources (step file) answered 200, which does not tell"
    ]
    empty = exchange("file", {"records": [], "count": 0}, path="/grants/g-1/file")
    beside = trace(*delivered(RECORD).exchanges, empty)
    assert said(every_method_delivers, beside, today=TODAY) == ["file answers 200, no record; due the records granted"]
    other = trace(*beside.exchanges, exchange("file", {"records": [RECORD], "count": 1}, path="/grants/g-1/file"))
    assert said(every_method_delivers, other, today=TODAY)[0].startswith("undecided")
    assert took(None, 429) == ["undecided: listResources (step file) answered 429, which does not tell"]
    assert took(None, 403) == ["file answers 403, no record; due the records granted"]
    later = ["undecided: no grant within its period was used"]
    assert took(None, 403, **{"from": "2026-11-03", "to": "2026-12-31"}) == later


def test_counts() -> None:
    messages = [{"records": [{}, {}]}, {"records": [{}]}]
    assert said(counts_are_true, trace(exchange("batch", {"state": "done", "count": 3, "messages": messages}))) == []
    assert said(counts_are_true, trace(exchange("file", {"count": 2, "records": [{}]}))) == [
        "it says 2 records and holds 1; due the same number"
    ]
    for state in ("running", "failed"):
        assert said(counts_are_true, trace(exchange("batch", {"state": state, "count": 3})))[0].startswith("undecided")


def job(location: str, state: str, status: int = 202, **more: Any) -> list[str]:
    started = exchange(
        "started", {"id": "b-1"}, status, path="/grants/g-1/batches", method="POST", headers={"Location": location}
    )
    looked = exchange("batch", {"state": state, **more}, path="/grants/g-1/batches/b-1")
    return said(batch_tells_how_it_stands, trace(started, looked))


def test_jobs() -> None:
    assert job("/grants/g-1/batches/b-1", "done") == job("batches/b-1", "failed", problem={"title": "x"}) == []
    assert job("/jobs/1", "done") == ["Location is /jobs/1; due 202 with the Location of the job"]
    assert len(job("batches/b-1", "done", 200)) == len(job("batches/b-1", "failed")) == 1
    assert job("batches/b-1", "running") == ["undecided: it was still running when last looked at"]
    started = exchange("started", {"id": "b-1"}, 202, path="/grants/g-1/batches", headers={"Location": "batches/b-1"})
    limited = exchange("batch", {"title": "请求过多"}, 429, path="/grants/g-1/batches/b-1")
    assert said(batch_tells_how_it_stands, trace(started, limited))[0].startswith(
        "undecided: listResources (step batch) answered"
    )


def test_a_record_without_a_region_is_not_of_another() -> None:
    listed = exchange("resources", {"items": [{"code": "c", "items": ITEMS}]})
    query = "/grants/g-1/records?region=459901"

    def region(*told: object) -> list[str]:
        page = exchange("region", {"items": [{"区划": one} for one in told]}, path=query)
        return said(region_asked_for_is_delivered, trace(exchange("grants", {"items": [GRANT]}), listed, page))

    assert region("459901", None) == []
    assert len(region("459901", "459902")) == 1


def test_content_digests() -> None:
    plain = exchange("file", {"records": []})
    assert plain.response is not None
    true = base64.b64encode(hashlib.sha256(plain.response.body).digest()).decode()

    def stated(text: str) -> list[str]:
        return said(content_digest_matches, exchange("file", {"records": []}, headers={"Content-Digest": text}))

    assert stated(f"sha-256=:{true}:") == stated(f"md5=:AA==:, sha-256=:{true}:") == []
    assert stated(f"sha-256=:{base64.b64encode(bytes(32)).decode()}:")[0].endswith(f"due {true}")
    assert len(stated("sha-256=x")) == len(said(content_digest_matches, plain)) == 1
    assert said(content_digest_matches, exchange("file")) == ["undecided: there is no content"]
