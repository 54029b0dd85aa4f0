from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conformance.checks.management.agreements import (
    agreements_are_about_what_is_shared,
    disputes_have_a_way_up,
    each_party_has_its_part,
    each_party_has_what_is_named,
    grants_rest_on_agreements,
    personal_data_are_agreed_on,
    term_is_stated,
)
from tests.checks.making import exchange, said, trace, value

TODAY = date(2026, 11, 2)
LABOUR, CIVIL = {"uscc": "11459900HT100001X1"}, {"uscc": "11459900HT10000281"}
GRANT = {"id": "g-1", "resource": "30100101/000001", "consumer": CIVIL, "state": "active"}
AGREEMENT = {"resource": "30100101/000001", "provider": LABOUR, "consumer": CIVIL, "term": {"to": "2026-11-02"}}


def rested(grant: Any, *agreements: Any) -> list[str]:
    books = trace(
        exchange("resources", {"items": [{"code": "30100101/000001", "provider": LABOUR}]}),
        exchange("grants", {"items": [grant]}),
        exchange("agreements", {"items": list(agreements)}),
    )
    return said(grants_rest_on_agreements, books, today=TODAY)


def test_a_grant_rests_on_an_agreement_in_force() -> None:
    assert rested(GRANT, AGREEMENT) == []
    assert rested({**GRANT, "state": "ended"}) == ["undecided: there is no grant in force"]
    for other in ({"term": {"to": "2026-11-01"}}, {"consumer": LABOUR}, {"resource": "x"}):
        assert len(rested(GRANT, {**AGREEMENT, **other})) == 1


def test_a_grant_of_a_resource_that_no_list_names_tells_nothing() -> None:
    unknown = ["undecided: it cannot be told between whom the grant g-1 is"]
    assert rested({**GRANT, "resource": "30100101/000009"}, AGREEMENT) == unknown


def test_an_agreement_without_an_end_is_in_force() -> None:
    assert rested(GRANT, {**AGREEMENT, "term": None}) == rested(GRANT, {**AGREEMENT, "term": {"to": "长期"}}) == []


def test_agreements_that_were_not_read_to_their_end_may_hold_the_one_that_is_due() -> None:
    books = trace(
        exchange("resources", {"items": [{"code": "30100101/000001", "provider": LABOUR}]}),
        exchange("grants", {"items": [GRANT]}),
        exchange("agreements", {"items": [{**AGREEMENT, "resource": "x"}], "next": "/agreements?page=11"}),
    )
    cut = ["undecided: the list agreements was not read to its end"]
    assert said(grants_rest_on_agreements, books, today=TODAY) == cut
    assert said(personal_data_are_agreed_on, books, today=TODAY) == cut


TERMS = {"purpose": "核对资格", "method": "service", "items": ["姓名"]}
DUTIES = {"duties": [{"party": "consumer", "text": "妥善保管，不得提供给第三方"}]}


def personal(grant: Any, *agreements: Any, marked: bool = True) -> list[str]:
    items = [{"name": "姓名", "personal": marked}]
    books = trace(
        exchange("resources", {"items": [{"code": "30100101/000001", "provider": LABOUR, "items": items}]}),
        exchange("grants", {"items": [{**GRANT, "items": ["姓名"], **grant}]}),
        exchange("agreements", {"items": list(agreements)}),
    )
    return said(personal_data_are_agreed_on, books, today=TODAY)


def test_personal_information_is_agreed_on_in_an_agreement_or_in_the_grant() -> None:
    assert personal(TERMS, {**AGREEMENT, **DUTIES}) == []
    assert personal(TERMS, {**AGREEMENT, **DUTIES, "term": {"from": "2026-01-01"}}) == []
    assert personal({**TERMS, "duties": "按《个人信息保护法》保护所获数据"}) == []


def test_what_is_agreed_on_of_personal_information_is_judged() -> None:
    assert personal(TERMS) == [
        "the grant g-1 (11459900HT100001X1 to 11459900HT10000281) says nothing of duties of protection; "
        "due an agreement of the two about this resource"
    ]
    provider = {"duties": [{"party": "provider", "text": "按期提供数据"}]}
    assert len(personal(TERMS, {**AGREEMENT, **provider})) == 1
    assert "nothing of purpose, manner" in personal({}, {**AGREEMENT, **DUTIES})[0]
    assert len(personal(TERMS, {**AGREEMENT, **DUTIES, "term": {"to": "2026-11-01"}})) == 1
    assert personal({}, marked=False) == ["undecided: there is no grant in force"]


def test_each_party() -> None:
    both = [{"party": "provider", "text": "按期提供数据"}, {"party": "consumer", "text": "记录使用情况"}]
    assert said(each_party_has_its_part, value({"duties": both}), part="duties") == []
    assert said(each_party_has_its_part, value({"duties": both[:1]}), part="duties") == [
        "duties: duties say nothing of the consumer; due rights and duties of each party"
    ]
    assert said(each_party_has_its_part, value([]), part="duties") == ["undecided: it is no agreement"]


@pytest.mark.parametrize(
    ("begins", "ends", "findings"),
    [("2026-01-01", "2026-12-31", 0), ("2026-01-01", "长期", 1), (None, None, 1), ("2026-12-31", "2026-01-01", 1)],
)
def test_terms(begins: Any, ends: Any, findings: int) -> None:
    assert len(said(term_is_stated, value({"term": {"from": begins, "to": ends}}))) == findings


@pytest.mark.parametrize(
    ("levels", "findings"),
    [
        (["consultation", "authority", "government"], 0),
        (["authority", "government"], 1),
        (["consultation"], 1),
        (["consultation", "government", "authority"], 1),
        ([], 1),
    ],
)
def test_disputes_go_up(levels: list[str], findings: int) -> None:
    stated = {"id": "x", "escalation": [{"level": level, "body": "云州市数据局"} for level in levels]}
    assert len(said(disputes_have_a_way_up, value(stated))) == findings


def test_each_party_has_what_is_named() -> None:
    stated = {"id": "x", "duties": [{"id": "supply", "party": "provider"}, {"id": "dispose", "party": "provider"}]}
    found = said(
        each_party_has_what_is_named, value(stated), part="duties", provider=("supply",), consumer=("dispose", "use")
    )
    assert found == ["duties: duties lack dispose, use of the consumer; due dispose, use stated"]


@pytest.mark.parametrize(
    ("kind", "ends", "found"), [("none", "2027-01-01", 1), ("none", "2026-01-01", 0), ("x", "", 0)]
)
def test_agreements_are_about_what_is_shared(kind: str, ends: str, found: int) -> None:
    listed = exchange("resources", {"items": [{"code": "c", "shareType": kind}]})
    agreed = exchange("agreements", {"items": [{"id": "x-1", "resource": "c", "term": {"to": ends}}]})
    assert len(said(agreements_are_about_what_is_shared, trace(listed, agreed), today=TODAY)) == found
