from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.support.delivery import batches_come_to_an_end
from conformance.checks.support.published import (
    delivered_keeps_the_published_schema,
    delivered_regions_are_listed,
    key_alone_tells_records_apart,
)
from conformance.checks.support.schemas import region_item_is_marked, schema_agrees_with_items
from conformance.model.exchange import Trace
from tests.checks.making import TODAY, exchange, said, trace, value

ITEMS = [{"name": "编号", "type": "C", "key": True}, {"name": "区划", "type": "C", "region": True}]
RESOURCE = {"id": "r-1", "code": "c", "items": ITEMS, "regions": ["459921"]}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["编号", "区划"],
    "properties": {"编号": {"type": "string"}, "区划": {"type": "string", "format": "region-code"}},
}


def delivered(*records: Any, items: Any = ("编号", "区划"), schema: Any = SCHEMA, resource: Any = RESOURCE) -> Trace:
    return trace(
        exchange("grants", {"items": [{"id": "g-1", "resource": "c", "items": list(items)}]}),
        exchange("resources", {"items": [resource]}),
        exchange("schema", schema, path="/resources/r-1/schema"),
        exchange("service", {"items": list(records)}, path="/grants/g-1/records"),
    )


ONE, OTHER = {"编号": "1", "区划": "459921"}, {"编号": "2", "区划": "459921"}


def test_records_keep_the_schema_their_resource_publishes() -> None:
    assert said(delivered_keeps_the_published_schema, delivered(ONE, OTHER)) == []
    assert said(delivered_keeps_the_published_schema, delivered({"编号": "1"}, items=["编号"])) == []
    for record in ({**ONE, "编号": 1}, {**ONE, "more": "x"}, {"编号": "1"}, {**ONE, "区划": "云溪县"}):
        assert len(said(delivered_keeps_the_published_schema, delivered(ONE, record))) == 1
    assert said(delivered_keeps_the_published_schema, delivered()) == [
        "undecided: no record could be held against a schema"
    ]


def test_a_key_tells_records_apart_by_itself() -> None:
    assert said(key_alone_tells_records_apart, delivered(ONE, OTHER)) == []
    assert said(key_alone_tells_records_apart, delivered(ONE, ONE)) == [
        "编号: two records have the 编号 1; due it alone identifies a record"
    ]
    keyless = [{**record, "编号": None} for record in (ONE, OTHER)]
    assert said(key_alone_tells_records_apart, delivered(*keyless, ONE, OTHER)) == []
    assert said(key_alone_tells_records_apart, delivered(ONE)) == [
        "undecided: no record has an item that identifies it"
    ]


def test_regions_delivered_are_listed() -> None:
    assert said(delivered_regions_are_listed, delivered(ONE)) == []
    assert len(said(delivered_regions_are_listed, delivered({**ONE, "区划": "459900"}))) == 1
    assert said(delivered_regions_are_listed, delivered(ONE, resource={**RESOURCE, "regions": ["459900"]})) == []


@pytest.mark.parametrize(("regions", "marked", "found"), [(1, False, 0), (2, True, 0), (2, False, 1)])
def test_several_regions_have_an_item(regions: int, marked: bool, found: int) -> None:
    items = ITEMS if marked else ITEMS[:1]
    assert len(said(region_item_is_marked, value({"items": items, "regions": ["459900", "459921"][:regions]}))) == found


def test_codes_of_a_schema_are_listed_with_the_item() -> None:
    coded = {**SCHEMA, "properties": {**SCHEMA["properties"], "编号": {"type": "string", "enum": ["1", "2"]}}}  # type: ignore[dict-item] # SCHEMA is an object
    assert len(said(schema_agrees_with_items, delivered(schema=coded))) == 1
    assert said(schema_agrees_with_items, delivered()) == []


@pytest.mark.parametrize(
    ("batch", "found"),
    [
        ({"state": "running", "startedAt": "2026-11-01T10:00:00+08:00"}, None),
        ({"state": "running", "startedAt": "2026-10-30T10:00:00+08:00"}, 1),
        ({"state": "done", "finishedAt": "2026-06-01T10:00:00+08:00", "count": 0}, 0),
        ({"state": "done", "finishedAt": "2026-06-01T10:00:00+08:00"}, 1),
        ({"state": "done", "startedAt": "2026-05-31", "finishedAt": "2026-06-01T10:00:00+08:00", "count": 0}, 0),
        ({"state": "done", "startedAt": "2026-05-13", "finishedAt": "2026-06-01T10:00:00+08:00", "count": 0}, 1),
        ({"state": "failed", "startedAt": "2026-05-13", "finishedAt": "2026-06-01T10:00:00+08:00"}, 1),
        ({"state": "failed"}, 1),
    ],
)
def test_batches_end(batch: Any, found: int | None) -> None:
    told = said(batches_come_to_an_end, trace(exchange("batches", {"items": [batch]})), today=TODAY, days=1)
    assert told == ["undecided: no batch has ended"] if found is None else len(told) == found
