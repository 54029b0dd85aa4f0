"""A case expects refusal only if what the server reads breaks the contract, acceptance only if nothing does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
import requests

from conformance.config.loading import kind_contract
from conformance.engine.generate.corpus.corpus import build
from conformance.engine.generate.corpus.fairness import ExpectationOracle
from conformance.engine.generate.corpus.question import Stimulus, as_sent
from conformance.engine.generate.corpus.reading import readings
from conformance.engine.generate.corpus.shapes import Shapes
from conformance.model.case import Case, Corpus
from conformance.model.contract import Contract, Operation
from conformance.norms import corpus as file
from conformance.norms.contract import parse_document, read_contract
from conformance.norms.parameters import ParameterReader
from conformance.norms.references import References
from conformance.systems.serve import reference_credentials, start
from tests.engine.small_contract import DOCUMENT, ENTRY, small_contract
from tests.engine.test_corpus import COMMITTED, CONTRACTS


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return build(small_contract()).cases


def _of(cases: tuple[Case, ...], operation: str, expects: str) -> list[Case]:
    return [case for case in cases if (case.operation, case.expects) == (operation, expects)]


def test_bodies_are_judged_as_another_validator_judges_them(cases: tuple[Case, ...]) -> None:
    entry = {**ENTRY, "required": ["name", "class"], "components": {"schemas": {"Uscc": {}}}}
    reference = jsonschema.Draft202012Validator(entry)
    accepted, refused = _of(cases, "add", "accept"), _of(cases, "add", "reject")
    assert len(accepted) > 5
    assert len(refused) > 5
    assert all(reference.is_valid(case.body) for case in accepted)
    for case in refused:
        assert case.why is not None
        if case.media == "application/json":
            assert not reference.is_valid(case.body), case
        else:
            assert case.why.keyword == ("content" if case.media else "required")


def test_members_nobody_may_make_up_are_left_out(cases: tuple[Case, ...]) -> None:
    bodies = [case.body for case in _of(cases, "add", "accept")]
    assert all({"serial", "uscc", "related"}.isdisjoint(body) for body in bodies)
    assert {"amount", "since", "tags"} <= {member for body in bodies for member in body}


def test_every_refusal_has_one_thing_wrong(cases: tuple[Case, ...]) -> None:
    for case in _of(cases, "list", "reject"):
        assert case.why is not None
        name = case.why.pointer.split("/")[1]
        if case.why.location == "query":
            assert set(case.query) == {name}
        expected = {"X-Reason": "audit"} if name != "X-Reason" else {}
        rest = {key: value for key, value in case.headers.items() if key != name}
        assert rest == expected


def test_headers_stand_only_where_required_or_in_question(cases: tuple[Case, ...]) -> None:
    assert all(case.headers == {"X-Reason": "audit"} for case in _of(cases, "list", "accept"))


def test_living_objects_are_slots_unless_they_are_what_is_wrong(cases: tuple[Case, ...]) -> None:
    assert [case.path for case in _of(cases, "read", "accept")] == [{"id": {"live": "entry.id"}}]
    wrong = [case.path["id"] for case in _of(cases, "read", "reject")]
    assert wrong
    assert all(isinstance(value, str) for value in wrong)
    (unknown,) = _of(cases, "read", "any")
    assert unknown.path["id"].startswith("e-")


def test_no_value_leads_to_another_route(cases: tuple[Case, ...]) -> None:
    paths = [value for case in cases for value in case.path.values() if isinstance(value, str)]
    assert paths
    assert not [value for value in paths if value in ("", ".", "..") or "/" in value]


@pytest.mark.parametrize(
    ("schema", "text", "read"),
    [
        ({"type": "integer"}, "12", [12]),
        ({"type": "integer"}, "0.5", ["0.5"]),
        ({"type": "integer"}, "007", [7, "007"]),
        ({"type": "integer"}, "１２", [12, "１２"]),
        ({"type": "integer"}, "1e1", [10, "1e1"]),
        ({"type": "number"}, "0.5", [0.5]),
        ({"type": "boolean"}, "true", [True]),
        ({"type": "boolean"}, "on", [True, "on"]),
        ({"type": "boolean"}, "maybe", ["maybe"]),
        ({"type": "string"}, "12", ["12"]),
        ({"enum": ["1", "2"]}, "1", ["1"]),
        ({"const": 1}, "1", [1]),
        ({}, "1", [1, True, "1"]),
        ({"type": ["integer", "null"]}, "", [None, ""]),
        ({"type": "integer"}, ["1", "x"], [1, "x", ["1", "x"]]),
        ({"type": "array", "items": {"type": "integer"}}, ["1", "2"], [[1, 2], [1, 2]]),
    ],
)
def test_texts_are_read_in_every_way_servers_read_them(schema: dict[str, Any], text: Any, read: list[Any]) -> None:
    parameter = ParameterReader(References({})).read({"name": "it", "in": "query", "schema": schema})
    assert readings(parameter, {"it": text}) == read


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        ({"page": "1"}, "accept"),
        ({"page": "0"}, "minimum"),
        ({"page": "51"}, "maximum"),
        ({"page": "x"}, "type"),
        ({"page": ""}, "any"),
        ({"page": "01"}, "any"),
        ({"page": "00"}, "minimum"),
        ({"page": ["1", "99"]}, "any"),
        ({"open": "yes"}, "any"),
        ({"open": "2"}, "type"),
        ({"q": ""}, "any"),
        ({"q": "就业\n"}, "any"),
        ({"class": ["1", "2"]}, "accept"),
        ({"class": ["1", "9"]}, "enum"),
        ({"class": "1,2"}, "any"),
    ],
)
def test_judgement_of_a_query(query: dict[str, Any], verdict: str) -> None:
    assert _verdict("list", Stimulus(query=query, headers={"X-Reason": "audit"})) == verdict


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        ({"X-Reason": "audit"}, "accept"),
        ({}, "required"),
        ({"X-Reason": "other"}, "enum"),
        ({"X-Reason": "audit", "If-None-Match": '"0123456789"'}, "any"),
    ],
)
def test_judgement_of_headers(headers: dict[str, str], verdict: str) -> None:
    assert _verdict("list", Stimulus(headers=headers)) == verdict


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "accept"),
        ({"serial": 5}, "any"),
        ({"uscc": "x"}, "any"),
        ({"since": "2026-13-45"}, "any"),
        ({"amount": 1.0}, "any"),
        ({"name": "\u0000\u0000"}, "any"),
        ({"class": "4"}, "enum"),
        ({"amount": "1"}, "type"),
        ({"other": 1}, "additionalProperties"),
    ],
)
def test_judgement_of_a_body(change: dict[str, Any], verdict: str) -> None:
    body = {"name": "目录", "class": "1", **change}
    assert _verdict("add", Stimulus(body=body, media="application/json")) == verdict


def test_a_page_beyond_the_bound_may_be_refused_cut_or_empty() -> None:
    assert _verdict("list", Stimulus(query={"page": "51"}, headers={"X-Reason": "audit"}), "page") == "any"
    assert _verdict("list", Stimulus(query={"page": "0"}, headers={"X-Reason": "audit"}), "page") == "minimum"
    assert {"page", "pageSize"} == kind_contract("resource-catalogue").paging


def _verdict(name: str, question: Stimulus, *paging: str) -> str:
    contract = small_contract()
    oracle = ExpectationOracle(Shapes(contract.document), contract.operations[name], frozenset(paging))
    judgement = oracle.judge(question)
    if judgement.breaches:
        return judgement.breaches[0].keyword
    return "any" if judgement.open else "accept"


EITHER_FORMAT = {"oneOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
NULL_BY_CUSTOM = {"allOf": [{"type": "string"}], "nullable": True}
"""In 3.0.3 `nullable` means nothing without a type beside it, and everybody means null."""


@pytest.mark.parametrize(
    ("schema", "value", "verdict"),
    [
        (EITHER_FORMAT, "2026-03-02", "any"),
        (EITHER_FORMAT, "soon", "any"),
        (EITHER_FORMAT, 5, "type"),
        ({"type": "string", "not": {"format": "date"}}, "soon", "any"),
        ({"type": "string", "not": {"format": "date"}}, "2026-03-02", "not"),
        (NULL_BY_CUSTOM, "a", "accept"),
        (NULL_BY_CUSTOM, None, "any"),
        (NULL_BY_CUSTOM, 5, "type"),
        ({"type": "string", "nullable": True}, None, "accept"),
        ({"type": "string", "format": "phone"}, "a", "any"),
        ({"type": "string", "format": "phone", "maxLength": 1}, "ab", "maxLength"),
        ({"type": "integer", "format": "int32"}, 7, "accept"),
        ({"type": "integer", "format": "int32"}, 1 << 31, "any"),
        ({"type": "string", "format": "password"}, "a", "accept"),
        ({"type": "array", "items": {"type": "string", "format": "phone"}}, ["a"], "any"),
    ],
)
def test_what_readers_of_schemas_differ_about_is_left_open(schema: dict[str, Any], value: Any, verdict: str) -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/It"}}}}
    paths = {"/it": {"post": {"operationId": "it", "requestBody": body, "responses": {"200": {"description": ""}}}}}
    it = {"type": "object", "properties": {"a": schema}}
    contract = read_contract({"openapi": "3.0.3", "info": {}, "paths": paths, "components": {"schemas": {"It": it}}})
    judged = ExpectationOracle(Shapes(contract.document), contract.operations["it"], frozenset()).judge(
        Stimulus(body={"a": value}, media="application/json")
    )
    told = judged.breaches[0].keyword if judged.breaches else "any" if judged.open else "accept"
    assert told == verdict


def test_a_format_that_only_the_system_knows_is_kept_by_what_its_document_shows() -> None:
    phone = {"name": "phone", "in": "query", "schema": {"type": "string", "format": "phone"}, "example": "0898-1"}
    paths = {"/it": {"get": {"operationId": "it", "parameters": [phone], "responses": {"200": {"description": ""}}}}}
    contract = read_contract({"openapi": "3.1.0", "info": {}, "paths": paths})
    oracle = ExpectationOracle(Shapes(contract.document), contract.operations["it"], frozenset())
    assert oracle.judge(Stimulus(query={"phone": "0898-1"})).is_clean
    assert oracle.judge(Stimulus(query={"phone": "a"})).open == {("query", "phone")}


@pytest.mark.parametrize(
    ("path", "headers"),
    [({"id": "a%2Fb"}, {}), ({"id": ".."}, {}), ({"id": ""}, {}), ({"id": "e"}, {"X-Reason": "a\r\nb"})],
)
def test_what_cannot_be_sent_as_it_is_makes_no_question(path: dict[str, str], headers: dict[str, str]) -> None:
    operation = small_contract().operations["read" if not headers else "list"]
    sent = as_sent(
        operation, path=path, query={}, headers=headers, cookies={}, body=None, media="", meant=True, origin=""
    )
    assert sent is None


def test_a_foreign_document_is_asked_as_far_as_it_can_be() -> None:
    document = deepcopy(DOCUMENT)
    del document["paths"]["/entries/{id}"]["parameters"][0]["x-hutong-live"]
    broken = {"name": "p", "in": "query", "schema": {"type": "string", "pattern": "(["}}
    document["paths"]["/broken"] = {"get": {"operationId": "broken", "parameters": [broken], "responses": {}}}
    found = build(read_contract(document, "foreign"), per_operation=4).cases
    assert _of(found, "list", "accept")
    assert not [case for case in found if case.operation == "broken"]
    # Nobody says which entries exist, so a well-formed name of one promises nothing.
    assert not _of(found, "read", "accept")
    assert _of(found, "read", "any")
    assert _of(found, "read", "reject")


@pytest.fixture(scope="module")
def answers() -> Iterator[list[tuple[Case, Operation, int]]]:
    stated, kept = CONTRACTS / "resource-catalogue.openapi.yaml", COMMITTED / "resource-catalogue.jsonl"
    contract = read_contract(parse_document(stated.read_bytes(), stated.name), "resource-catalogue")
    corpus = file.read(kept.read_text(encoding="utf-8"), kept.name)
    with start("resource-catalogue") as running:
        yield _replayed(contract, corpus, running.address)


def test_the_reference_system_sees_every_case_the_same_way(answers: list[tuple[Case, Operation, int]]) -> None:
    assert len(answers) > 200
    for case, operation, status in answers:
        if case.expects == "reject":
            assert 400 <= status < 500, case
        elif case.expects == "accept":
            # A change may be out of season for the object it falls on; that is no fault of the request.
            assert status < 300 or (status == 409 and not operation.safe), (status, case)
        assert status < 500, case


def _replayed(contract: Contract, corpus: Corpus, address: str) -> list[tuple[Case, Operation, int]]:
    tokens = reference_credentials("resource-catalogue")
    session = requests.Session()

    def get(path: str, role: str) -> Any:
        known = {"Authorization": f"Bearer {tokens[role]}"}
        return session.get(address + path, headers=known, timeout=10).json()["items"]

    entry = next(each for each in get("/resources", "officer") if each["sharingClass"] == "1")
    record = get("/audit", "auditor")[0]
    living = {"resource.id": entry["id"], "resource.changedAt": entry["changedAt"], "version.number": "1"}
    living |= {"provider.uscc": entry["provider"]["uscc"], "category.code": entry["category"]}
    living |= {"codeList.id": "sharing-class", "audit.id": record["id"], "audit.actor": record["user"]}
    seen = []
    # What is withdrawn is gone for those after it.
    for case in sorted(
        corpus.cases, key=lambda case: case.operation == "withdrawResource" and case.expects == "accept"
    ):
        operation = contract.operations[case.operation]
        role = next(role for role in operation.roles if role in tokens)
        seen.append((case, operation, _ask(session, address, case, operation, tokens[role], living)))
    return seen


def _ask(
    session: requests.Session, address: str, case: Case, operation: Operation, token: str, living: dict[str, str]
) -> int:
    def filled(value: Any) -> Any:
        return living[value["live"]] if isinstance(value, dict) else value

    path = operation.path
    for name, value in case.path.items():
        path = path.replace("{" + name + "}", quote(filled(value), safe=""))
    headers = {"Authorization": f"Bearer {token}", **case.headers}
    body = None
    if case.media:
        headers["Content-Type"] = case.media
        body = json.dumps(case.body).encode()
    query = {name: filled(value) for name, value in case.query.items()}
    answer = session.request(operation.method, address + path, params=query, headers=headers, data=body, timeout=10)
    return answer.status_code
