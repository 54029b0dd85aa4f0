from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.application.services import (
    all_that_lacks_is_told,
    attendance_adds_up,
    evaluation_counts_agree,
    later_notices_ask_nothing_new,
    shared_materials_are_not_asked_for,
)
from conformance.checks.support.certificates import file_is_fixed_layout
from tests.checks.making import exchange, said, trace

MATERIALS = [
    {"name": "申请书", "required": "1", "shared": "0"},
    {"name": "制度", "required": "1", "shared": "0"},
    {"name": "营业执照", "required": "1", "shared": "1"},
    {"name": "委托书", "required": "0", "shared": "0"},
]
ITEMS = exchange("items", {"items": [{"id": "i-1", "materials": MATERIALS}]})


def case(*notices: list[str], **more: Any) -> dict[str, Any]:
    return {"id": "b-1", "item": "i-1", "itemType": "01", "notices": [{"missing": one} for one in notices], **more}


def cases(*each: Any) -> Any:
    return exchange("cases", {"items": list(each)})


def test_what_sharing_gives_is_not_asked_for() -> None:
    def found(one: Any) -> list[str]:
        return said(shared_materials_are_not_asked_for, trace(ITEMS, cases(one)), items="items", cases="cases")

    assert found(case(["申请书", "别的"])) == []
    assert found(case(["营业执照"])) == ["b-1 is asked for 营业执照; due obtained by sharing, not asked for"]
    assert found(case(["营业执照"], item="i-2")) == ["undecided: there is no case to compare"]
    plain = exchange("items", {"items": [{"id": "i-1", "materials": MATERIALS[:2]}]})
    asked = trace(plain, cases(case(["申请书"])))
    assert said(shared_materials_are_not_asked_for, asked, items="items", cases="cases") == [
        "undecided: there is no case to compare"
    ]
    guide = exchange("items", {"items": [{**ITEMS.data["items"][0], "publishedAt": "2026-05-02T09:00:00+08:00"}]})
    for day, due in (("2026-05-01", "undecided: there is no case to compare"), ("2026-05-02", "b-1 is asked for")):
        asked = trace(guide, cases(case(["营业执照"], submittedAt=f"{day}T09:00:00+08:00")))
        assert said(shared_materials_are_not_asked_for, asked, items="items", cases="cases")[0].startswith(due)
    part = trace(
        exchange("items", {**ITEMS.data, "next": "/items?page=2"}), cases(case(["申请书"]), case([], item="i-9"))
    )
    (undecided,) = said(shared_materials_are_not_asked_for, part, items="items", cases="cases")
    assert undecided.startswith("undecided")


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (["申请书", "制度"], 0),
        (["申请书"], 1),
        (["申请书", "制度", "申请者信息"], 0),
    ],
)
def test_all_that_is_required_is_told_together(told: list[str], found: int) -> None:
    asked = exchange("asked", case(told))
    assert len(said(all_that_lacks_is_told, trace(ITEMS, asked), items="items", asked="asked")) == found
    free = exchange("items", {"items": [{"id": "i-1", "materials": MATERIALS[2:]}]})
    assert said(all_that_lacks_is_told, trace(free, asked), items="items", asked="asked")[0].startswith("undecided")


def test_a_later_notice_may_repeat_and_not_add() -> None:
    def found(*each: Any) -> list[str]:
        return said(later_notices_ask_nothing_new, trace(cases(*each)), step="cases", types=("01",))

    assert found(case(["甲", "乙"], ["乙"])) == []
    assert len(found(case(["甲"], ["乙"]))) == 1
    assert found(case(["甲"], ["乙"], itemType="20"), case())[0].startswith("undecided")
    assert found(case([], notices={"missing": 3}))[0].startswith("undecided")


def department(**more: Any) -> Any:
    figures = {"items": 3, "itemsHere": 2, "rate": 66.7, "elsewhere": [{"item": "i-3"}]}
    return exchange("departments", {"items": [{"name": "民政局", "uscc": "A", **figures, **more}]})


@pytest.mark.parametrize(
    ("more", "found"), [({}, 0), ({"rate": 66.6}, 0), ({"rate": 100}, 1), ({"itemsHere": 3, "elsewhere": []}, 2)]
)
def test_the_share_at_the_centre_is_counted_anew(more: Any, found: int) -> None:
    each = [{"id": f"i-{n}", "department": {"uscc": "A"}, "atCentre": here} for n, here in enumerate("110", 1)]
    read = trace(exchange("items", {"items": each}), department(**more))
    assert len(said(attendance_adds_up, read, items="items", departments="departments")) == found


def test_counts_of_grades_are_those_of_the_list() -> None:
    grades = dict.fromkeys(("best", "good", "fair", "poor", "worst"), 0)
    given = exchange("evaluations", {"items": [{"grade": "1", "department": {"uscc": "A"}}]})

    def found(counted: Any) -> list[str]:
        read = trace(given, department(evaluations=counted))
        return said(evaluation_counts_agree, read, evaluations="evaluations", departments="departments")

    assert found({**grades, "best": 1}) == []
    assert len(found(grades)) == 1
    assert len(found(None)) == 5


@pytest.mark.parametrize(
    ("content", "holds"),
    [
        (b"%PDF-1.7\n", True),
        (b"PK\x03\x04\x14\x00\x00\x00OFD.xml", True),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", False),
        (b"\xd0\xcf\x11\xe0", False),
    ],
)
def test_a_fixed_layout_is_told_by_its_bytes(content: bytes, holds: bool) -> None:
    from dataclasses import replace

    sent = exchange("file", "x", media="application/pdf")
    assert sent.response is not None
    read = replace(sent, response=replace(sent.response, content=content))
    assert (said(file_is_fixed_layout, read) == []) is holds
