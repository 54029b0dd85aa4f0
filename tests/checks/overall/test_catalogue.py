from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conformance.checks.overall.elements import (
    code_begins_with_category,
    codes_are_unique,
    elements_are_stated,
    resource_code_is_formed,
)
from conformance.checks.overall.export import export_is_complete, export_is_mapped, export_tells_the_rest
from conformance.checks.overall.stability import identifiers_are_not_reused
from conformance.checks.overall.views import levels_see_one_format, page_leads_to_the_next
from conformance.model.exchange import Exchange, Response
from conformance.model.verdict import Apart
from tests.checks.making import exchange, said, trace, value

ENTRY: dict[str, Any] = {
    "id": "r-000001",
    "version": 1,
    "status": "published",
    "name": "A&B 名录",
    "summary": "摘要",
    "code": "30100101/000001",
    "category": "30100101",
    "items": [{"name": "机构"}],
    "provider": {"name": "甲局", "uscc": "11459900HT100001X1"},
}
DATASET = {
    "@id": "/resources/r-000001",
    "dcterms:title": "A&B 名录",
    "dcterms:description": "摘要",
    "dcterms:identifier": "30100101/000001",
    "dcterms:publisher": {"foaf:name": "甲局", "dcterms:identifier": "11459900HT100001X1"},
    "dcat:theme": ["劳动人事", "30100101"],
}


def page(text: str, media: str = "text/html", status: int = 200) -> Exchange:
    response = Response(status, "", (("Content-Type", media),), text.encode())
    return replace(exchange("html", {}), response=response, outcome=None)


@pytest.mark.parametrize("said_instead", ["", "无", " 暂无 ", "null", "N/A", None, [], [{"name": "无"}]])
def test_placeholders_state_nothing(said_instead: object) -> None:
    elements = {"items[].name": "数据项", "provider.name": "提供单位"}
    assert said(elements_are_stated, value(ENTRY), elements=elements) == []
    named = {**ENTRY, "provider": {"name": said_instead}} if not isinstance(said_instead, list) else ENTRY
    listed = {**named, "items": said_instead} if isinstance(said_instead, list) else named
    assert len(said(elements_are_stated, value(listed), elements=elements)) == 1


def test_where_there_may_be_none_it_is_enough_to_say_so() -> None:
    elements = {"conditions.text": "使用条件", "name": "名称"}
    for text, names in (("无", ()), (" 暂无 ", ()), ("待定", ("conditions.text",)), ("", ("conditions.text",))):
        entry = value({"name": "甲", "conditions": {"text": text}})
        found = said(elements_are_stated, entry, elements=elements, or_none=("conditions.text",))
        assert [line.partition(":")[0] for line in found] == [*names]
    nameless = value({"name": "无", "conditions": {"text": "无条件"}})
    assert len(said(elements_are_stated, nameless, elements=elements, or_none=("conditions.text",))) == 1


def test_no_entry_states_no_element() -> None:
    assert said(elements_are_stated, value([]), elements={"name": "名称"})[0].startswith("undecided")
    asked: dict[str, Any] = {"elements": {"name": "名称"}, "dated": ("made",), "in_force": "2025-08-01"}
    for day, found in (("2025-07-31", "undecided: it is before"), ("2025-08-01", "name: the entry - has no name")):
        assert said(elements_are_stated, value({"made": f"{day}T09:00:00+08:00"}), **asked)[0].startswith(found)
    with pytest.raises(Apart):  # it counts for nothing where others were judged
        next(elements_are_stated(value({"made": "2025-07-31"}), **asked))


def test_resource_codes() -> None:
    for code in ("301001/000001", "30100101/1"):
        assert said(resource_code_is_formed, value(code)) == []
    for code in ("401001/1", "30100/1", "301001-1", "301001/", "x301001/1", 7):
        assert len(said(resource_code_is_formed, value(code))) == 1
    assert said(code_begins_with_category, value(ENTRY)) == []
    assert len(said(code_begins_with_category, value({**ENTRY, "category": "30100201"}))) == 1
    assert said(code_begins_with_category, value({}))[0].startswith("undecided")


def test_codes_of_the_whole_list() -> None:
    other = {**ENTRY, "id": "r-000002"}
    first, second = exchange("list", {"items": [ENTRY]}), exchange("list", {"items": [other]})
    assert said(codes_are_unique, trace(first, second)) == [
        "30100101/000001 belongs to r-000001 and to r-000002; due one entry to a code"
    ]
    apart = exchange("list", {"items": [{**other, "code": "30100101/000002"}]})
    assert said(codes_are_unique, trace(first, apart)) == []
    assert said(codes_are_unique, trace(first))[0].startswith("undecided")


def test_one_format_for_all_levels() -> None:
    own = exchange("list", {"items": [ENTRY]})
    peer = replace(own, role="peer")
    assert said(levels_see_one_format, trace(own, peer)) == []
    plain = replace(exchange("list", {"items": [{**ENTRY, "provider": "甲局"}]}), role="lower")
    assert said(levels_see_one_format, trace(own, plain)) == [
        "provider of r-000001 is object for officer, string for lower; due one format"
    ]
    hidden = replace(exchange("list", {"items": [{**ENTRY, "assessment": {"secrecy": "1"}}]}), role="lower")
    whole = exchange("list", {"items": [{**ENTRY, "assessment": {"secrecy": "1", "approvedBy": "周启明"}}]})
    assert said(levels_see_one_format, trace(whole, hidden)) == []  # the name may be shown to the own unit alone
    draft = exchange("list", {"items": [{**ENTRY, "version": 2}]})
    assert said(levels_see_one_format, trace(own, draft))[0].startswith("undecided")


def test_the_export_may_be_written_in_any_way_of_json_ld() -> None:
    entry = {
        **ENTRY,
        "keywords": ["培训"],
        "relatedCodes": ["30100101/000002"],
        "changedAt": "2026-03-02T09:00:00+08:00",
    }
    other = {**ENTRY, "id": "r-000002", "code": "30100101/000002"}
    listed = exchange("list", {"items": [entry, other]})
    written = {
        **DATASET,
        "@id": "https://catalogue.example/datasets/17",
        "dcat:keyword": [{"@value": "培训", "@language": "zh"}],
        "dcterms:relation": [{"@id": "/resources/r-000002"}],
        "dcterms:modified": {"@value": "2026-03-02T01:00:00Z", "@type": "xsd:dateTime"},
    }
    for check in (export_is_mapped, export_tells_the_rest):
        assert said(check, trace(exchange("dcat", {"dcat:dataset": [written]}), listed)) == []
    turned = {**written, "dcterms:relation": [{"@id": "/resources/r-000001"}]}
    assert len(said(export_tells_the_rest, trace(exchange("dcat", {"dcat:dataset": [turned]}), listed))) == 1


@pytest.mark.parametrize(
    ("link", "found"), [("?page=2", 0), ("/resources?page=2&amp;lang=zh", 0), ("/others?page=2", 1), ("/resources", 1)]
)
def test_the_page_leads_to_the_next_one_of_its_own_list(link: str, found: int) -> None:
    listed = exchange("list-json", {"items": [ENTRY], "next": "/resources?page=2"})
    shown = replace(page(f'<a href="{link}">2</a>'), step="list-html")
    assert len(said(page_leads_to_the_next, trace(listed, shown))) == found
    unseen = replace(page(f'<link rel="next" href="{link}">'), step="list-html")
    assert len(said(page_leads_to_the_next, trace(listed, unseen))) == 1


def test_the_export_is_mapped() -> None:
    listed = exchange("list", {"items": [ENTRY]})
    assert said(export_is_mapped, trace(exchange("dcat", {"dcat:dataset": [DATASET]}), listed)) == []
    wrong = {**DATASET, "dcterms:description": "A&B 名录", "dcat:theme": ["民政社区"]}
    assert len(said(export_is_mapped, trace(exchange("dcat", {"dcat:dataset": [wrong]}), listed))) == 2
    subject = {**ENTRY, "theme": "劳动人事"}
    by_subject = exchange("dcat", {"dcat:dataset": [{**DATASET, "dcat:theme": ["劳动人事"]}]})
    assert said(export_is_mapped, trace(by_subject, exchange("list", {"items": [subject]}))) == []
    assert said(export_is_mapped, trace(exchange("dcat", {}), listed))[0].startswith("undecided")


def test_the_export_is_complete() -> None:
    draft = {**ENTRY, "id": "r-000002", "status": "draft"}
    listed = exchange("list", {"items": [ENTRY, draft]})
    whole = exchange("dcat", {"dcat:dataset": [DATASET]})
    assert said(export_is_complete, trace(whole, listed)) == []
    more = exchange("dcat", {"dcat:dataset": [DATASET, {"@id": "/resources/r-000002"}]})
    assert said(export_is_complete, trace(more, listed))[0].startswith("it also holds 1 entries, r-000002 first")
    cut = exchange("list", {"items": [ENTRY], "next": "/resources?page=11"})
    undecided = said(export_is_complete, trace(more, cut))
    assert undecided == ["undecided: the list list was not read to its end"]  # a city has thousands of entries
    for late in (exchange("dcat", {"dcat:dataset": []}), more):  # published, or withdrawn, while it was read
        again = exchange("dcat-again", {"dcat:dataset": [DATASET]})
        assert said(export_is_complete, trace(late, listed, again)) == []
    absent = said(export_is_complete, trace(exchange("dcat", None, 404), listed))
    assert absent == ["status 404; due 200 and the export"]
    none = exchange("dcat", {"dcat:dataset": []})
    assert said(export_is_complete, trace(none, listed))[0].startswith("it lacks 1 entries, r-000001 first")
    assert said(export_is_complete, trace(whole, exchange("list", {"items": []})))[0].startswith("undecided")


def test_identifiers_are_given_out_once() -> None:
    first, gone = exchange("registered", ENTRY, 201), exchange("withdrawn", None, 204)
    fresh = exchange("registered", {"id": "r-000002", "code": "30100101/000002"}, 201)
    again = exchange("registered", {"id": "r-000002", "code": "30100101/000001"}, 201)
    assert said(identifiers_are_not_reused, trace(first, gone, fresh)) == []
    assert said(identifiers_are_not_reused, trace(first, gone, again))[0].startswith(
        "the new code is 30100101/000001 again"
    )
    assert said(identifiers_are_not_reused, trace(first, gone))[0].startswith("undecided")
