from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conformance.checks.management.agreements import (
    disputes_have_a_way_up,
    each_party_has_its_part,
    grants_rest_on_agreements,
    term_is_stated,
)
from conformance.model.exchange import Trace
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
    for other in ({"term": {"to": "2026-11-01"}}, {"consumer": LABOUR}, {"resource": "x"}, {"term": None}):
        assert len(rested(GRANT, {**AGREEMENT, **other})) == 1


def test_personal_information_is_judged_by_itself() -> None:
    def books(personal: bool) -> Trace:
        items = [{"name": "姓名", "personal": personal}]
        return trace(
            exchange("resources", {"items": [{"code": "30100101/000001", "provider": LABOUR, "items": items}]}),
            exchange("grants", {"items": [{**GRANT, "items": ["姓名"]}]}),
            exchange("agreements", {"items": []}),
        )

    assert len(said(grants_rest_on_agreements, books(True), today=TODAY, personal=True)) == 1
    undecided = said(grants_rest_on_agreements, books(False), today=TODAY, personal=True)
    assert undecided == ["undecided: there is no grant in force"]


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
