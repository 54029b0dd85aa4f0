"""The contract of the exchange platform as a document: the elements the regulation names, and what needs a rule."""

from __future__ import annotations

from tests.systems.data_exchange.platform import DOCUMENT
from tests.systems.test_contracts import places

SCHEMAS = DOCUMENT["components"]["schemas"]


def names(schema: str) -> set[tuple[str, str]]:
    """Chinese names with their source below a schema, references to others included one step deep."""
    found = []
    for _, part in places(SCHEMAS[schema]):
        if "$ref" in part:
            part = {**SCHEMAS[part["$ref"].rpartition("/")[2]], **part}
        found.append(part.get("x-hutong-name", {}))
    return {(name["zh"], name["source"]) for name in found if name}


def test_a_request_has_the_five_elements_and_none_is_required() -> None:
    elements = {"basis": "使用依据", "scenario": "使用场景", "scope": "使用范围", "period": "使用时限"}
    assert {(zh, "D809 20") for zh in elements.values()} <= names("RequestInput")
    assert ("共享方式", "D809 22") in names("RequestInput")
    assert "required" not in SCHEMAS["RequestInput"]
    assert SCHEMAS["RequestElement"]["enum"] == ["basis", "scenario", "scope", "method", "period"]


def test_a_record_of_use_has_the_five_elements_and_all_are_required() -> None:
    elements = {"使用场景", "使用过程", "应用成效", "存储情况", "销毁情况"}
    assert {(zh, "D809 29") for zh in elements} <= names("UseInput")
    assert len(SCHEMAS["UseInput"]["required"]) == len(elements)


def test_an_agreement_names_parties_rights_duties_term_contact_and_escalation() -> None:
    due = {"resource", "provider", "consumer", "rights", "duties", "term", "escalation"}
    assert due <= set(SCHEMAS["Agreement"]["required"])
    assert set(SCHEMAS["Contact"]["required"]) == {"name", "phone", "email"}


def test_every_element_with_a_chinese_name_says_where_it_comes_from() -> None:
    named = [part["x-hutong-name"] for _, part in places(DOCUMENT) if "x-hutong-name" in part]
    assert len(named) > 40
    assert all(name["zh"] and name["source"] for name in named)
