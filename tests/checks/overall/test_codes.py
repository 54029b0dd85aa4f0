from __future__ import annotations

from dataclasses import replace
from typing import Any

from conformance.checks.overall.categories import categories_form_a_tree
from conformance.checks.overall.codes import (
    code_list_has_just,
    code_list_is_exactly,
    code_lists_are_published,
    coded_values_are_published,
    codes_have_chinese_labels,
    refused_is_not_stored,
    values_are_just,
)
from conformance.config.loading import the_standard
from conformance.engine.judging.base import base
from conformance.model.contract import Contract, Operation, Schema
from conformance.model.exchange import Cut, Exchange
from conformance.model.text import Text
from tests.checks.making import exchange, judged, said, trace

CODED = {
    "components": {"schemas": {"Open": {"type": "string", "enum": ["0", "1"], "x-hutong-codes": "open"}}},
    "properties": {
        "items": {"items": {"properties": {"open": {"$ref": "#/components/schemas/Open"}, "name": {"type": "string"}}}}
    },
}
LISTED = Operation("listResources", "GET", "/resources", responses={"200": {"application/json": Schema(CODED)}})
INDEX = exchange("index", {"items": [{"id": "open"}]})
NO, YES = {"code": "0", "zh": "否", "en": "no"}, {"code": "1", "zh": "是", "en": "yes"}


def listed(*codes: Any, name: str = "open") -> Exchange:
    return exchange("list", {"id": name, "items": list(codes)})


def test_lists_are_published() -> None:
    contract = Contract("any", "", CODED, {})
    assert said(code_lists_are_published, trace(INDEX, listed(NO, YES)), contract=contract) == []
    assert said(code_lists_are_published, trace(INDEX, listed(NO)), contract=contract)[0].startswith(
        "the list open lacks 1"
    )
    unnamed = exchange("index", {"items": [{"id": "theme"}]})
    other = said(code_lists_are_published, trace(unnamed, listed(NO, name="theme")), contract=contract)
    assert other[0].startswith("there is no code list open")
    assert said(code_lists_are_published, trace(INDEX), contract=contract)[0].startswith("undecided")


def test_a_list_that_the_index_names_is_missing_only_where_it_is_gone() -> None:
    contract, other = Contract("any", "", CODED, {}), listed(NO, YES, name="theme")

    def asked(*answers: Exchange) -> list[str]:
        return said(code_lists_are_published, trace(INDEX, other, *answers), contract=contract)

    unread = ["undecided: code lists that were not read: open"]
    assert asked(exchange("list", None, 500, path="/code-lists/open")) == asked() == unread
    for gone in (exchange("list", None, 404, path="/code-lists/open"), exchange("list", {}, path="/code-lists/open")):
        assert asked(gone)[0].startswith("there is no code list open")


def test_no_lists_at_all() -> None:
    contract = Contract("any", "", CODED, {})
    assert said(code_lists_are_published, trace(exchange("index", None, 404)), contract=contract) == [
        "the index of code lists answers 404; due every list the contract uses can be looked up"
    ]


def test_categories() -> None:
    def tree(*pairs: tuple[str, str | None]) -> list[str]:
        items = [{"code": code, "parent": parent} for code, parent in pairs]
        operation = Operation("listCategories", "GET", "/categories")
        return said(categories_form_a_tree, exchange("operation", {"items": items}, operation=operation))

    sound = (("1", None), ("101", "1"), ("101001", "101"), ("10100101", "101001"), ("1010010102", "101001"))
    assert tree(*sound) == []
    assert tree(*sound[1:]) == ["1, the category above 101, is missing; due it is listed too"]
    assert tree(("1", None), ("101", None)) == ["the category above 101 is -; due 1"]
    assert tree(("1", None), ("1010", "1"))[0].startswith("the category 1010; due 1 digit for a class")
    assert tree()[0].startswith("undecided")


def test_labels() -> None:
    proper = {"code": "ofd", "zh": "ofd", "en": "ofd"}
    assert said(codes_have_chinese_labels, trace(INDEX, listed(NO, YES, proper))) == []
    written = {"code": "sqlserver", "zh": "SQL Server"}, {"code": "pdf", "zh": "PDF"}
    assert said(codes_have_chinese_labels, trace(INDEX, listed(NO, YES, *written))) == []
    english, number = {"code": "1", "zh": "yes"}, {"code": "17", "zh": "17"}
    assert len(said(codes_have_chinese_labels, trace(INDEX, listed(NO, english, number)))) == 2
    assert said(codes_have_chinese_labels, trace(INDEX, listed(NO, NO)))[0].startswith("0 stands 2 times")


def test_a_closed_list() -> None:
    asked = {"list": "open", "codes": ("0", "1")}
    assert said(code_list_is_exactly, trace(INDEX, listed(YES, NO)), **asked) == []
    assert said(code_list_is_exactly, trace(INDEX, listed(YES, NO, {"code": "2"})), **asked) == [
        "open: 0, 1, 2; due 0, 1"
    ]
    assert said(code_list_is_exactly, trace(INDEX, listed(YES, name="x")), **asked)[0].startswith("undecided")


def test_values_are_in_their_list() -> None:
    good = exchange("values", {"items": [{"open": "1", "name": "x"}]}, operation=LISTED)
    bad = exchange("values", {"items": [{"open": "1"}, {"open": 1}]}, operation=LISTED)
    empty = exchange("values", {"items": []}, operation=LISTED)
    assert said(coded_values_are_published, trace(INDEX, listed(NO, YES), good)) == []
    assert said(coded_values_are_published, trace(INDEX, listed(NO, YES), bad)) == [
        'items[1].open: "1"; due a code of the list open'
    ]
    assert said(coded_values_are_published, trace(INDEX, listed(NO, YES), empty))[0].startswith("undecided")


def test_rules_no_schema_can_say() -> None:
    known = exchange("known", {"id": "r-1"}, 201)
    assert judged("overall.codes.formats-of-class", trace(known, exchange("formats", {}, 400))) == []
    assert judged("overall.codes.formats-of-class", trace(known, exchange("formats", {}, 201))) == [
        "status 201; due 4xx"
    ]
    unclear = trace(exchange("known", {}, 400), exchange("formats", {}, 400))
    assert judged("overall.codes.formats-of-class", unclear)[0].startswith("undecided")


def test_unknown_codes() -> None:
    known = exchange("known", {"id": "r-1"}, 201, body={"name": "名录甲"})
    refused, taken = (exchange("unknown", {}, status, body={"name": "名录乙"}) for status in (400, 201))
    assert judged("overall.codes.unknown-refused", trace(known, refused)) == []
    assert judged("overall.codes.unknown-refused", trace(known, taken))[0].startswith("status 201")
    alone, both = (exchange("stored", {"items": [{"name": f"名录{x}"} for x in names]}) for names in ("甲", "甲乙"))
    assert said(refused_is_not_stored, trace(known, refused, alone)) == []
    assert said(refused_is_not_stored, trace(known, refused, both))[0].startswith("answered 400, yet")
    nowhere = exchange("stored", {"items": []})
    for unclear in (trace(known, refused, nowhere), trace(known, taken, alone), trace(refused, alone)):
        assert said(refused_is_not_stored, unclear)[0].startswith("undecided")


NAMES = ("无条件共享", "有条件共享", "不予共享")
SHARING = {
    "properties": {
        "items": {"items": {"properties": {"sharingClass": {"type": "string", "x-hutong-codes": "sharing-class"}}}}
    }
}


def sharing(*labels: str, first: int = 1) -> Exchange:
    return listed(*({"code": str(n), "zh": label} for n, label in enumerate(labels, first)), name="sharing-class")


def test_what_law_closes_is_named_whatever_its_codes() -> None:
    def just(*labels: str, first: int = 1) -> list[str]:
        found = trace(INDEX, sharing(*labels, first=first))
        return said(code_list_has_just, found, list="sharing-class", names=NAMES)

    assert just(*NAMES) == just(*(f"{name}类" for name in NAMES), first=10) == []
    assert just(*NAMES, "内部共享")[0].startswith("sharing-class: ")
    assert len(just(*NAMES[:2])) == 1


def test_a_value_that_law_closes() -> None:
    operation = Operation(
        "listResources", "GET", "/resources", responses={"200": {"application/json": Schema(SHARING)}}
    )

    def just(value: str, *labels: str, first: int = 1) -> list[str]:
        page = exchange("values", {"items": [{"sharingClass": value}]}, operation=operation)
        return said(
            values_are_just, trace(INDEX, sharing(*labels, first=first), page), list="sharing-class", names=NAMES
        )

    assert just("2", *NAMES) == just("11", *NAMES, first=10) == just("不予共享类", *NAMES) == []
    assert just("0", *NAMES)[0].startswith('items[0].sharingClass: "0"')
    assert len(just("4", *NAMES, "内部共享")) == 1


def test_sharing_classes_are_judged_by_the_lists_and_not_by_the_records() -> None:
    verify = the_standard().clauses["overall.codes.sharing-classes"].verify[0]
    for step, is_part in (("values", False), ("list", True)):
        cut = replace(trace(INDEX), cuts=(Cut(50, 80, Text("页", "pages"), step),))
        assert (base(verify, [cut]) is not None) is is_part
