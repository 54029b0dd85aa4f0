from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.generic.values import member_is_one_of
from conformance.checks.support.sharing import (
    access_links_work,
    formats_are_of_the_class,
    openness_is_consistent,
    related_codes_resolve,
)
from conformance.config.loading import the_standard
from conformance.engine.vocabulary import tools
from conformance.model.clause import Verify
from tests.checks.making import arguments, exchange, judged, said, trace, value

FORMATS = {"1": ("pdf",), "2": ("et", "xls")}


def test_sharing_class() -> None:
    assert said(member_is_one_of, value("1"), values=("1", "2", "3")) == []
    for wrong in (1, "01", None, "无条件", ["1"]):
        assert len(said(member_is_one_of, value(wrong), values=("1", "2", "3"))) == 1


def test_a_missing_member_is_found() -> None:
    asked = {"member": "sharingClass", "values": ("1", "2", "3")}
    assert said(member_is_one_of, value({"sharingClass": "2"}), **asked) == []
    for wrong in ({}, {"sharingClass": 2}, {"sharingClass": None}, []):
        assert len(said(member_is_one_of, value(wrong), **asked)) == 1


def test_a_class_left_out_is_found() -> None:
    assert judged("support.sharing.class", value({"id": "e", "sharingClass": "2"}), "pages") == []
    for wrong in ({"id": "e"}, {"id": "e", "sharingClass": None}):
        assert len(judged("support.sharing.class", value(wrong), "pages")) == 1


def test_conditions() -> None:
    stated = {"conditions": {"text": "按申请使用", "scope": "民政部门", "use": "核对"}}
    assert judged("support.sharing.conditions-stated", value(stated)) == []
    blank = {"conditions": {"scope": " ", "use": "核对"}}
    assert judged("support.sharing.conditions-stated", value(blank))[0].startswith("conditions.scope")


def test_legal_basis() -> None:
    def reasoned(basis: str) -> list[str]:
        return judged("support.sharing.reason-stated", value({"conditions": {"reason": "涉密", "legalBasis": basis}}))

    assert reasoned("《统计法》第九条") == []
    assert reasoned("按照上级要求") == [
        'conditions.legalBasis: the basis reads "按照上级要求"; '
        "due the name of a law, regulation or decision of the State Council"
    ]
    for vague in ("依法不予共享", "按照法律法规规定", "本局管理办法", "无法共享"):
        assert len(reasoned(vague)) == 1
    for named in ("刑法第二百五十三条", "民法典", "劳动保障监察条例", "国发〔2015〕50号", "《政府信息公开条例》"):
        assert reasoned(named) == []
    for named in (
        "保密法规定的不得公开",
        "依据档案法规定",
        "国函〔2010〕5号",
        "国办发〔2016〕10号",
        "市场主体登记管理条例",
    ):
        assert reasoned(named) == []
    for named in (
        "全国人大常委会关于加强网络信息保护的决定",
        "《云州市数据管理办法》和《保守国家秘密法》",
        "《城市供水条例》",
    ):
        assert reasoned(named) == []
    for lesser in (
        "《云州市数据管理办法》第三条",
        "江苏省公共数据条例",
        "《云州市政务数据条例》",
        "《本局不予共享说明》",
    ):
        assert reasoned(lesser) == [f'undecided: whether "{lesser}" is such a basis, a person tells']
    for blank in ("", "暂无"):
        assert reasoned(blank)[0].startswith("conditions.legalBasis: the entry - has no conditions.legalBasis")


def unconditional(text: object, **more: str) -> list[str]:
    return judged("support.sharing.no-added-condition", value({"code": "c", "conditions": {"text": text, **more}}))


def test_unconditional() -> None:
    for text in ("无条件", "没有附加条件", "不设条件", "无"):
        assert unconditional(text) == []
    assert unconditional("须经同意") == ["conditions.text: the condition is 须经同意; due no condition is added"]
    assert len(unconditional("无条件", scope="仅限民政部门")) == 1
    assert unconditional("按职责使用")[0].startswith("undecided")
    for free in ("无条件，无需审批", "无条件，不须提供部门书面同意", "无条件，免予审核"):
        assert unconditional(free) == []
    assert len(unconditional("无条件，经审批")) == len(unconditional("免费，经提供部门批准后使用")) == 1
    assert unconditional("须经本部门负责人同意后申请")[0].startswith("undecided")  # article 20 asks it of every request
    assert unconditional("无条件", scope="各级政务部门", use="履行职责") == []
    for scope in ("政府部门", "面向政务部门共享", "所有政府部门", "不限", "无", "无任何限制"):
        assert unconditional("无条件", scope=scope, use="依工作职责使用") == []
    for scope in ("无锡市民政局", "拥有所有权登记职能的部门", "本市卫生健康部门"):
        assert unconditional("无条件", scope=scope)[0].startswith("conditions.scope: the scope is bounded")
    assert unconditional("无条件", use="核对补贴资格")[0].startswith("conditions.use: the use is bounded")


@pytest.mark.parametrize(
    ("scope", "use", "found"),
    [
        ("全市各级政务部门", "仅限于履行职责使用", ""),
        ("仅限各级政务部门", "用于本部门履行职责", ""),
        ("社会公众", "不限用途", ""),
        ("各区民政部门", "", "conditions.scope"),
        ("公安机关，不得提供给任何第三方", "", "conditions.scope"),
        ("仅限公安机关，不向公众开放", "", "conditions.scope"),
        ("全部数据仅供审计机关", "", "conditions.scope"),
        ("政府部门（限公安、国安）", "", "conditions.scope"),
        ("", "仅用于履行社会救助职责，不得用于其他", "conditions.use"),
        ("", "仅限公安机关履行职责使用", "conditions.use"),
        ("省级政务部门", "", "undecided"),
        ("", "公安机关履行治安管理职责", "undecided"),
    ],
)
def test_whom_and_what_an_unconditional_entry_leaves_out(scope: str, use: str, found: str) -> None:
    came = unconditional("无条件", scope=scope, use=use)
    assert [line.partition(":")[0] for line in came] == ([found] if found else [])


def test_what_is_unconditional_says_so_in_the_word_of_the_guide() -> None:
    def worded(text: str) -> list[str]:
        return judged("support.sharing.unconditional-worded", value({"conditions": {"text": text}}))

    assert worded("无条件") == []
    assert worded("没有附加条件") == ['conditions.text: the condition is 没有附加条件; due 无条件 ("none")']


def test_openness() -> None:
    assert said(openness_is_consistent, value({"open": "0", "openConditions": "含个人信息", "sharingClass": "3"})) == []
    assert len(said(openness_is_consistent, value({"open": "1", "openConditions": "无", "sharingClass": "3"}))) == 1
    assert len(said(openness_is_consistent, value({"open": True, "openConditions": ""}))) == 2
    assert said(openness_is_consistent, value({"open": 1, "openConditions": "无"})) == []
    assert len(said(openness_is_consistent, value({"open": "0", "openConditions": "无"}))) == 1


def formats(kind: object, *names: str) -> list[str]:
    return said(formats_are_of_the_class, value({"formatClass": kind, "formats": list(names)}), formats=FORMATS)


def test_formats() -> None:
    assert formats("2", "xls") == []
    assert formats("2", "pdf") == ["formats[0]: pdf under class 2; due pdf is of class 1"]
    assert formats("2")[0].startswith("undecided")
    assert formats(["2"], "xls")[0].startswith("undecided")


def test_the_lists_of_formats_are_open() -> None:
    """They end in 等: what they do not name stands where its provider puts it."""
    assert formats("2", "csv") == formats("1", "json", "pdf") == []


def test_items() -> None:
    listed, named, typed = the_standard().clauses["support.sharing.items-typed"].verify
    clause = the_standard().clauses["support.sharing.items-typed"]

    def found(verify: Verify, data: Any) -> list[str]:
        return said(tools().checks[verify.check], value(data), **arguments(clause, verify))

    assert found(listed, {"items": [{"name": "日期", "type": "D"}]}) == []
    assert len(found(listed, {"items": []})) == 1
    assert found(named, {"name": "日期"}) == found(typed, {"type": "D"}) == []
    assert found(named, {"name": " "}) == ["name: its name is  ; due it has a name"]
    assert len(found(typed, {"type": {}})) == 1


def test_source() -> None:
    assert judged("support.sharing.one-source", value({"dataSource": {"name": "云州市民政局"}})) == []
    assert len(judged("support.sharing.one-source", value({"dataSource": {"uscc": "x"}}))) == 1


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
    refused = trace(listed, exchange("unconditional", {}), exchange("unconditional", None, 403))
    assert said(access_links_work, refused) == ["undecided: refused to a department that may hold no grant"]
