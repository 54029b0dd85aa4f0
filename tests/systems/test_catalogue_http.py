"""The catalogue as an HTTP server: methods, media types, conditions, limits, headers."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime

import pytest

from conformance.systems.service.clock import AS_OF
from tests.systems.client import DOCUMENT, Client, training

DEEP = b'{"name":' + b"[" * 70 + b"]" * 70 + b"}"


@pytest.mark.parametrize("path", ["/resources", "/resources/r-000001", "/changes", "/.well-known/hutong", "/privacy"])
def test_head_is_get_without_a_body(catalogue: Client, path: str) -> None:
    got, headed = catalogue.get(path), catalogue.ask("HEAD", path)
    assert headed.status_code == got.status_code == 200
    assert dict(headed.headers) == dict(got.headers)


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_representation_already_held_is_not_sent_again(catalogue: Client, accept: str) -> None:
    first = catalogue.get("/resources/r-000001", headers={"Accept": accept})
    held = {"Accept": accept, "If-None-Match": f'"other", {first.headers["ETag"]}'}
    again = catalogue.get("/resources/r-000001", headers=held)
    assert (again.status_code, again.headers["ETag"]) == (304, first.headers["ETag"])
    other = "application/json" if accept == "text/html" else "text/html"
    assert catalogue.get("/resources/r-000001", headers={**held, "Accept": other}).status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "PATCH", "PUT", "DELETE", "OPTIONS"])
def test_a_method_a_path_does_not_have_is_405(catalogue: Client, method: str) -> None:
    answer = catalogue.ask(method, "/resources", "officer")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("path", [
    "/nothing", "/resources/", "/resources/r-1", "/resources/r-999999", "/.env", "/.git/HEAD", "/v1/resources",
    "/resources/r-000001/versions/x", "/resources/r-000001/versions/99",
])  # fmt: skip
def test_what_is_not_there_is_404(catalogue: Client, path: str) -> None:
    assert catalogue.get(path).status_code == 404


@pytest.mark.parametrize("accept", ["application/xml", "image/*", "application/json;q=0, text/*;q=0"])
def test_a_representation_we_do_not_have_is_406(catalogue: Client, accept: str) -> None:
    assert catalogue.get("/resources", headers={"Accept": accept}).status_code == 406


@pytest.mark.parametrize(("accept", "media"), [
    ("*/*", "application/json"), ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"), ("", "application/json"),
    ("text/html;q=0.2, application/json;q=0.7", "application/json"), ("text/*", "text/html"),
])  # fmt: skip
def test_the_best_liked_representation_is_given(catalogue: Client, accept: str, media: str) -> None:
    answer = catalogue.get("/resources", headers={"Accept": accept})
    assert answer.headers["Content-Type"].partition(";")[0] == media


@pytest.mark.parametrize("media", ["text/plain", "application/xml", "application/merge-patch+json", "",
                                   "application/json; charset=gbk"])  # fmt: skip
def test_a_body_that_is_not_json_in_utf_8_is_415(catalogue: Client, media: str) -> None:
    headers = {"Content-Type": media} if media else {}
    answer = catalogue.ask("POST", "/resources", "officer", headers, data=json.dumps(training()).encode())
    assert answer.status_code == 415


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", DEEP, b'{"name":1,"name":2}', b"NaN", b"\xef\xbb\xbf{}",
                                  b'{"name":"\\ud800"}', b"[]", b"null", b'"text"', b"9" * 5000])  # fmt: skip
def test_a_body_that_is_no_use_is_400(catalogue: Client, body: bytes) -> None:
    answer = catalogue.ask("POST", "/resources", "officer", {"Content-Type": "application/json"}, data=body)
    assert answer.status_code == 400
    assert answer.json()["errors"]


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024])
def test_a_body_over_one_mebibyte_is_413_and_the_service_goes_on(catalogue: Client, size: int) -> None:
    body = b'{"name":"' + b"x" * size + b'"}'
    answer = catalogue.ask("POST", "/resources", "officer", {"Content-Type": "application/json"}, data=body)
    assert answer.status_code == 413
    assert catalogue.get("/resources").status_code == 200


@pytest.mark.parametrize("query", [
    "page=0", "page=x", "page=1.5", "page=", "pageSize=101", "pageSize=0", "page=1&page=2", "sharingClass=4",
    "provider=short", "category=x", "status=withdrawn", f"q={'长' * 101}", "page=99999999999999999999999",
])  # fmt: skip
def test_a_parameter_that_does_not_fit_is_named(catalogue: Client, query: str) -> None:
    answer = catalogue.get(f"/resources?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]


def test_unknown_parameters_are_ignored(catalogue: Client) -> None:
    assert catalogue.get("/resources?colour=red&%00=1").content == catalogue.get("/resources").content


def test_what_is_given_to_a_known_caller_is_not_stored(catalogue: Client) -> None:
    for path, role in (("/audit", "auditor"), ("/resources", "officer"), ("/changes", "peer")):
        assert catalogue.get(path, role).headers["Cache-Control"] == "no-store"
    assert catalogue.get("/resources").headers["Cache-Control"] == "no-cache"


def test_nothing_tells_what_we_run_on(catalogue: Client) -> None:
    for answer in (catalogue.get("/resources"), catalogue.get("/nothing")):
        assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(answer.headers)


def test_it_lives_on_its_fixed_day(catalogue: Client) -> None:
    assert parsedate_to_datetime(catalogue.get("/resources").headers["Date"]) == AS_OF
    catalogue.register()
    moved = parsedate_to_datetime(catalogue.get("/resources").headers["Date"])
    assert (moved - AS_OF).total_seconds() == 1


def test_security_txt_holds_for_less_than_a_year(catalogue: Client) -> None:
    answer = catalogue.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert fields["Contact"]
    assert "2026-11-02" < fields["Expires"] < "2027-11-02"


def test_the_declaration_leads_to_the_contract(catalogue: Client) -> None:
    declared = catalogue.get("/.well-known/hutong").json()
    assert catalogue.get(declared["contract"]["url"]).json() == DOCUMENT
    assert catalogue.get(declared["codeLists"]).status_code == 200
    assert declared["contract"]["version"] == DOCUMENT["info"]["version"]


@pytest.mark.parametrize("key", ["short", "with blank 0001", "x" * 65])
def test_a_key_that_does_not_fit_is_refused(catalogue: Client, key: str) -> None:
    answer = catalogue.ask("POST", "/resources", "officer", {"Idempotency-Key": key}, json=training())
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "Idempotency-Key")
