from __future__ import annotations

from conformance.checks.support.sharing import (
    access_links_work,
    conditions_are_none,
    conditions_are_stated,
    data_items_are_typed,
    formats_are_of_the_class,
    legal_basis_is_named,
    member_is_one_of,
    openness_is_consistent,
    related_codes_resolve,
    source_department_is_named,
    value_is_one_of,
)
from tests.checks.making import exchange, said, trace, value

FORMATS = {"2": ("et", "xls")}


def test_sharing_class() -> None:
    assert said(value_is_one_of, value("1"), values=("1", "2", "3")) == []
    for wrong in (1, "01", None, "无条件", ["1"]):
        assert len(said(value_is_one_of, value(wrong), values=("1", "2", "3"))) == 1


def test_a_missing_member_is_found() -> None:
    asked = {"member": "sharingClass", "values": ("1", "2", "3")}
    assert said(member_is_one_of, value({"sharingClass": "2"}), **asked) == []
    for wrong in ({}, {"sharingClass": 2}, {"sharingClass": None}, []):
        assert len(said(member_is_one_of, value(wrong), **asked)) == 1


def test_conditions() -> None:
    stated = {"conditions": {"text": "按申请使用", "scope": "民政部门", "use": "核对"}}
    assert said(conditions_are_stated, value(stated), members=("scope", "use")) == []
    blank = {"conditions": {"scope": " ", "use": "核对"}}
    assert said(conditions_are_stated, value(blank), members=("scope", "use"))[0].startswith("conditions.scope")


def test_legal_basis() -> None:
    assert said(legal_basis_is_named, value({"conditions": {"legalBasis": "《统计法》第九条"}})) == []
    assert len(said(legal_basis_is_named, value({"conditions": {"legalBasis": "按照上级要求"}}))) == 1


def test_unconditional() -> None:
    assert said(conditions_are_none, value({"conditions": {"text": "无条件"}})) == []
    assert len(said(conditions_are_none, value({"conditions": {"text": "须经同意"}}))) == 1
    assert len(said(conditions_are_none, value({"conditions": {"text": "无条件", "scope": "仅限民政部门"}}))) == 1


def test_openness() -> None:
    assert said(openness_is_consistent, value({"open": "0", "openConditions": "含个人信息", "sharingClass": "3"})) == []
    assert len(said(openness_is_consistent, value({"open": "1", "openConditions": "无", "sharingClass": "3"}))) == 1
    assert len(said(openness_is_consistent, value({"open": True, "openConditions": ""}))) == 2


def test_formats() -> None:
    assert said(formats_are_of_the_class, value({"formatClass": "2", "formats": ["xls"]}), formats=FORMATS) == []
    assert len(said(formats_are_of_the_class, value({"formatClass": "2", "formats": ["pdf"]}), formats=FORMATS)) == 1
    assert len(said(formats_are_of_the_class, value({"formatClass": "2", "formats": []}), formats=FORMATS)) == 1
    assert len(said(formats_are_of_the_class, value({"formatClass": ["2"]}), formats=FORMATS)) == 1


def test_items() -> None:
    assert said(data_items_are_typed, value({"items": [{"name": "日期", "type": "D"}]}), types=("C", "D")) == []
    assert len(said(data_items_are_typed, value({"items": [{"name": " ", "type": {}}]}), types=("C", "D"))) == 2
    assert len(said(data_items_are_typed, value({"items": []}), types=("C",))) == 1


def test_source() -> None:
    assert said(source_department_is_named, value({"dataSource": {"name": "云州市民政局"}})) == []
    assert len(said(source_department_is_named, value({"dataSource": {"uscc": "x"}}))) == 1


def test_relations() -> None:
    items = [
        {"id": "r-1", "code": "101/1", "relatedCodes": []},
        {"id": "r-2", "code": "101/2", "relatedCodes": ["101/1"]},
    ]
    assert said(related_codes_resolve, trace(exchange("page", {"items": items, "next": None}))) == []
    lost = [{"id": "r-2", "code": "101/2", "relatedCodes": ["101/9"]}]
    assert said(related_codes_resolve, trace(exchange("page", {"items": lost, "next": None})))[0].startswith(
        "r-2 relates"
    )
    assert said(related_codes_resolve, trace(exchange("page", {"items": lost, "next": "?page=2"})))[0].startswith(
        "undecided"
    )
    assert said(related_codes_resolve, trace(exchange("page", {"items": items[:1]}))) == []
    assert said(related_codes_resolve, trace(exchange("page", {"items": [{"id": "r-1"}]})))[0].startswith("r-1 relates")
    assert said(related_codes_resolve, trace(exchange("page", {"items": []})))[0].startswith("undecided")


def test_access_links() -> None:
    listed = exchange("unconditional-listed", {"items": [{"id": "r-1", "sharingClass": "1"}]})
    assert said(access_links_work, trace(listed, exchange("unconditional", {}))) == []
    dead = trace(listed, exchange("unconditional", {}), exchange("unconditional", None, 404))
    assert said(access_links_work, dead) == ["the access link answers 404; due 2xx"]
    assert said(access_links_work, trace(listed))[0].startswith("undecided")
    assert said(access_links_work, trace(exchange("unconditional-listed", {})))[0].startswith("undecided")
