"""`each` finds values with their place and record; formats are found through the contract."""

from __future__ import annotations

from dataclasses import replace

from conformance.config.release import the_standard
from conformance.engine.judging.select import counts, formatted_paths, values, walk
from conformance.model.clause import Each, When
from conformance.model.exchange import Response
from conformance.norms.contract import read_contract
from tests.checks.making import exchange

DATA = {"items": [{"code": "1", "provider": {"uscc": "A"}}, {"code": "2"}, "odd"], "total": 3}


def test_a_path_yields_value_place_and_record() -> None:
    assert [*walk(DATA, "items[].provider.uscc")] == [("A", "items[0].provider.uscc", DATA["items"][0])]
    assert [value for value, _, _ in walk(DATA, "items[*].code")] == ["1", "2"]
    assert [*walk(DATA, "total")] == [(3, "total", DATA)]
    assert [*walk(DATA, "@")] == [(DATA, "", DATA)]
    assert [value for value, _, _ in walk([{"a": 1}, {"a": 2}], "[].a")] == [1, 2]


def test_what_is_not_there_is_not_selected() -> None:
    for data in (None, [], {}, "text", {"items": None}, {"items": {"code": 1}}):
        assert [*walk(data, "items[].code")] == []


def test_formats_are_found_through_references() -> None:
    schemas = {
        "Unit": {"type": "object", "properties": {"uscc": {"type": "string", "format": "uscc"}}},
        "Page": {
            "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Unit"}}},
        },
    }
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}
    paths = {"/units": {"get": {"operationId": "units", "responses": {"200": answer}}}}
    contract = read_contract({"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas}})
    assert formatted_paths(contract.operations["units"], 200, "uscc") == ("items[].uscc",)
    assert formatted_paths(contract.operations["units"], 404, "uscc") == ()


def test_null_is_no_value_of_a_format_and_one_at_a_path() -> None:
    unit = {"type": "object", "properties": {"uscc": {"type": ["string", "null"], "format": "uscc"}}}
    answer = {"content": {"application/json": {"schema": unit}}}
    paths = {"/units": {"get": {"operationId": "units", "responses": {"200": answer}}}}
    operation = read_contract({"openapi": "3.1.0", "paths": paths}).operations["units"]
    for data, found in (({"uscc": None}, []), ({"uscc": "A"}, ["A"]), ({"uscc": ""}, [""])):
        asked = exchange(data=data, operation=operation)
        assert [each.value for each in values(Each(format="uscc"), asked, wire=True)] == found
        assert [each.value for each in values(Each(path="uscc"), asked, wire=True)] == [data["uscc"]]


def test_an_answer_without_a_body_is_none_of_those_given_content() -> None:
    given = When(content=("given",))
    page = exchange(data={}, media="text/html")
    assert counts(given, page)
    assert not counts(given, exchange(method="OPTIONS", headers={"Content-Type": "text/html"}))
    assert counts(When(), exchange(method="OPTIONS", headers={"Content-Type": "text/html"}))


def test_only_pages_that_a_frame_can_load_are_judged_by_who_may_frame_them() -> None:
    (verify,) = the_standard().clauses["security.exposure.framing"].verify
    page = exchange(data="<p>", media="text/html")
    assert counts(verify.when, page)
    for preflight in (b"", page.response.body if page.response else b""):
        answer = Response(200, "", (("Content-Type", "text/html"),), preflight)
        assert not counts(verify.when, replace(page, request=replace(page.request, method="OPTIONS"), response=answer))
