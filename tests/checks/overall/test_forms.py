from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.checks.overall.declaration import (
    declaration_is_published,
    document_is_published,
    document_lists_operations,
    version_is_the_documents,
)
from conformance.checks.overall.encoding import characters_come_back, json_is_strict, json_is_utf8
from conformance.checks.overall.moments import date_exists, zone_is_explicit
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Request, Response
from tests.checks.making import LIST, exchange, said, trace, value

DOCUMENT = {"openapi": "3.1.0", "info": {"version": "2"}, "paths": {"/a/{id}": {"get": {}}, "/b": {"post": {}}}}
DECLARED = {"kind": "resource-catalogue", "contract": {"version": "2"}}


def answer(body: bytes, media: str = "application/json", path: str = "/") -> Exchange:
    response = Response(200, "", (("Content-Type", media),), body)
    return Exchange(LIST, "", Request("GET", "http://127.0.0.1:8000" + path), response, step="operation")


@pytest.mark.parametrize(
    "text",
    ["2026-11-02", "20261102", "2026-11-02T10:00:00+08:00", "20261102T100000", "2016-12-31T23:59:60Z", "2024-02-29"],
)
def test_dates_that_exist(text: str) -> None:
    assert said(date_exists, value(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29",
        "0000-00-00",
        "2026-13-01",
        "2026/11/02",
        "2026-1102",
        "2026-11-02T25:00:00Z",
        "2026-11-02T10:00:00+25:00",
        "0001-01-01T00:00:00+14:00",
        "",
        None,
        20261102,
    ],
)
def test_dates_that_do_not(text: object) -> None:
    assert len(said(date_exists, value(text))) == 1


def zones(text: object, **facts: str) -> list[str]:
    return said(zone_is_explicit, value(text), facts=facts)


def test_zones() -> None:
    assert zones("2026-11-02T10:00:00+08:00") == zones("2026-11-02T02:00:00Z") == []
    due = "due an offset such as +08:00"
    assert zones("2026-11-02T10:00:00") == [f"2026-11-02T10:00:00 states no zone; {due}"]
    assert zones("2026-11-02 10:00:00") == [f"2026-11-02 10:00:00 states no zone; {due}"]
    assert zones("soon")[0].startswith("undecided")


def test_the_basic_form_of_the_national_tables_may_have_its_zone_declared() -> None:
    assert zones("20260901T101112", timeZone="Asia/Shanghai") == []
    assert len(zones("20260901T101112")) == 1
    assert len(zones("2026-09-01T10:11:12", timeZone="Asia/Shanghai")) == 1


@pytest.mark.parametrize("body", [b'\xef\xbb\xbf{"a":1}', '{"a":"汉"}'.encode("gb18030"), '{"a":1}'.encode("utf-16")])
def test_json_in_another_encoding(body: bytes) -> None:
    assert len(said(json_is_utf8, answer(body))) == 1


@pytest.mark.parametrize("body", [b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":"\\ud83d"}', b"{'a':1}"])
def test_json_that_is_not_strict(body: bytes) -> None:
    assert said(json_is_utf8, answer(body)) == []
    assert len(said(json_is_strict, answer(body))) == 1


def test_a_mark_is_the_other_clause_s_to_find() -> None:
    assert said(json_is_strict, answer(b'\xef\xbb\xbf{"a":1}')) == []


@pytest.mark.parametrize("body", [b"", b"{}", b" [] "])
def test_nothing_said_is_nothing_judged(body: bytes) -> None:
    for check in (json_is_utf8, json_is_strict):
        assert said(check, answer(body))[0].startswith("undecided")


VERSIONS_APART = "declared version 1, version of the document 2; due stated, and the same in both"


def test_rare_characters() -> None:
    common = exchange("common", {"id": "r-000000"}, 201)
    made = exchange("registered", {"id": "r-000001", "name": "𠮷㐂䶮"}, 201, body={"name": "𠮷㐂䶮"})
    silent = exchange("registered", None, 201, body={"name": "𠮷㐂䶮"})
    assert said(characters_come_back, trace(common, made, exchange("read", {"name": "𠮷㐂䶮"}))) == []
    assert said(characters_come_back, trace(common, silent, exchange("read", {"name": "𠮷㐂䶮"}))) == []
    for one in (made, silent):
        assert said(characters_come_back, trace(common, one, exchange("read", {"name": "?㐂䶮"}))) == [
            'the name comes back as "?㐂䶮"; due "𠮷㐂䶮"'
        ]
    assert said(characters_come_back, trace(common, made))[0].startswith("undecided")


def test_a_name_refused_for_its_rare_characters() -> None:
    def refused(status: int, common: int = 201) -> list[str]:
        return said(characters_come_back, trace(exchange("common", {}, common), exchange("registered", {}, status)))

    for status in (400, 422, 500):
        assert refused(status) == [f"status {status}, where common characters are taken in; due it is registered"]
        assert refused(status, common=400) == ["undecided: the step common answered 400"]
    for untold in (302, 401, 403, 404, 409, 429):
        assert refused(untold) == [f"undecided: listResources (step registered) answered {untold}, which does not tell"]


def test_the_declaration() -> None:
    published = trace(exchange("declaration", DECLARED))
    assert said(declaration_is_published, published, members=("kind",)) == []
    assert said(declaration_is_published, published, members=("kind", "uscc"))[0].startswith("it lacks uscc")
    assert said(declaration_is_published, trace(exchange("declaration", [])), members=("kind",))[0].startswith("undec")


def test_no_declaration_at_all() -> None:
    assert said(declaration_is_published, trace(exchange("declaration", None, 404)), members=("kind",)) == [
        "status 404; due 200 and the declaration"
    ]
    assert (
        said(declaration_is_published, trace(exchange("declaration", None, 503)), members=("kind",))[0][:5] == "undec"
    )


def test_the_interface_document() -> None:
    declared = exchange("declaration", DECLARED)
    assert said(document_is_published, trace(declared, exchange("contract", DOCUMENT))) == []
    for wrong in (exchange("contract", None, 404), exchange("contract", {"swagger": "2.0"})):
        assert len(said(document_is_published, trace(declared, wrong))) == 1
    hollow = exchange("contract", {"openapi": "3.0.3", "paths": {}})
    assert said(document_is_published, trace(declared, hollow))[0].startswith("it describes no operation")
    guarded = exchange("contract", None, 401)
    assert len(said(document_is_published, trace(declared, guarded))) == 1
    anybody = replace(guarded, role="anonymous")  # it is due to those who may connect, not to the public
    assert said(document_is_published, trace(declared, anybody))[0].startswith("undecided")


def test_another_document_than_the_one_declared_tells_nothing() -> None:
    declared = exchange("declaration", {"contract": {"url": "/v2/openapi.json", "version": "1"}})
    for check in (document_is_published, version_is_the_documents):
        elsewhere = trace(declared, exchange("contract", DOCUMENT, path="/openapi.json"))
        assert said(check, elsewhere) == ["undecided: the document declared, /v2/openapi.json, was not read"]
        there = said(check, trace(declared, exchange("contract", DOCUMENT, path="/v2/openapi.json")))
        assert there == ([] if check is document_is_published else [VERSIONS_APART])
    down = exchange("contract", None, 500)
    assert said(document_is_published, trace(exchange("declaration", DECLARED), down))[0].startswith("undecided")
    yaml = exchange("contract", "openapi: 3.1.0", media="application/yaml")
    assert said(document_is_published, trace(exchange("declaration", DECLARED), yaml))[0].startswith("undecided")


def test_operations_hidden_from_the_document() -> None:
    contract = Contract("any", "", DOCUMENT, {})
    same = {"openapi": "3.1.0", "paths": {"/a/{number}": {"get": {}}, "/b": {"post": {}}}}
    fewer = {"openapi": "3.1.0", "paths": {"/a/{number}": {"get": {}}}}
    assert said(document_lists_operations, trace(exchange("contract", same)), contract=contract) == []
    assert said(document_lists_operations, trace(exchange("contract", fewer)), contract=contract) == [
        "the interface document lacks POST /b; due every operation of the contract is in it"
    ]


def test_paths_of_the_document_may_begin_with_the_base_path() -> None:
    contract = Contract("any", "", DOCUMENT, {})
    based = {"openapi": "3.1.0", "paths": {"/api/a/{number}": {"get": {}}, "/api/b": {"post": {}}}}
    document = replace(LIST, path="/openapi.json")
    served = trace(exchange("contract", based, path="/api/openapi.json", operation=document))
    assert said(document_lists_operations, served, contract=contract) == []
    elsewhere = trace(exchange("contract", based, path="/openapi.json", operation=document))
    assert len(said(document_lists_operations, elsewhere, contract=contract)) == 2


def test_versions_agree() -> None:
    document = exchange("contract", DOCUMENT)
    assert said(version_is_the_documents, trace(exchange("declaration", DECLARED), document)) == []
    old = exchange("declaration", {"contract": {"version": "1"}})
    assert said(version_is_the_documents, trace(old, document)) == [VERSIONS_APART]
    unstated = exchange("contract", {"openapi": "3.1.0", "info": {}})
    assert len(said(version_is_the_documents, trace(exchange("declaration", {"kind": "x"}), unstated))) == 1
    assert said(version_is_the_documents, trace(exchange("declaration", {}), exchange("contract", {})))[0].startswith(
        "u"
    )
