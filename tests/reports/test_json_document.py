"""The JSON report keeps its schema, hides nothing, and is sealed by what the system did, not by where it stood."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from conformance.model.case import Case
from conformance.model.exchange import Response
from conformance.model.report import Report
from conformance.model.text import Lang
from conformance.model.visible import visible
from conformance.reports import json_document
from tests.reports.sample import good_report, hostile_report, report
from tests.reports.snapshots import same_as

LANGS: tuple[Lang, Lang] = ("zh", "en")


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from strings(value)
    elif isinstance(node, list):
        for item in node:
            yield from strings(item)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize("lang", LANGS)
def test_looks_as_kept(lang: Lang) -> None:
    same_as(f"report.{lang}.json", json_document.render(report(), lang))


def test_the_schema_is_one_and_is_strict() -> None:
    schema = json_document.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json_document.document(report(), "en")
    document["clauses"][0]["findings"][0]["surprise"] = 1
    assert not jsonschema.Draft202012Validator(schema).is_valid(document)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("make", [report, good_report, hostile_report])
def test_every_document_keeps_the_schema(lang: Lang, make: Any) -> None:
    document = json.loads(json_document.render(make(), lang))
    jsonschema.Draft202012Validator(json_document.schema()).validate(document)


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_text_does_nothing(lang: Lang) -> None:
    text = json_document.render(hostile_report(), lang)
    assert text.encode("utf-8")
    for string in strings(json.loads(text)):
        assert string == visible(string, limit=0, keep_newlines=True)


def test_says_how_much_of_a_body_is_shown() -> None:
    what = _with_body(report(), "资".encode() * 1000)
    response = json_document.document(what, "zh")["clauses"][1]["findings"][0]["evidence"][-1]["response"]
    assert response["truncated"] is True
    assert response["body"] == "资" * 682
    what = _with_body(report(), b"\xff\x00ok\xe8\xb5")
    response = json_document.document(what, "zh")["clauses"][1]["findings"][0]["evidence"][-1]["response"]
    assert response["truncated"] is False
    assert response["body"] == "\\xff\\x00ok\\xe8\\xb5"


def _with_body(what: Report, body: bytes) -> Report:
    item = what.results[1]
    found = item.findings[0]
    proof = found.evidence[-1]
    exchange = replace(proof.exchange, response=Response(200, "OK", (), body))
    found = replace(found, evidence=(*found.evidence[:-1], replace(proof, exchange=exchange)))
    return replace(what, results=(what.results[0], replace(item, findings=(found,)), *what.results[2:]))


def test_the_language_chooses_sentences_and_nothing_else() -> None:
    zh, en = (json_document.document(report(), lang) for lang in LANGS)
    assert zh["run"] == en["run"]
    assert zh["gate"]["reasons"] == en["gate"]["translations"]["zh"]["reasons"] != en["gate"]["reasons"]
    finding = zh["clauses"][0]["findings"][0]
    assert finding["translations"] == en["clauses"][0]["findings"][0]["translations"]
    assert finding["message"] == finding["translations"]["zh"]["message"]


@pytest.mark.parametrize(
    "other",
    [
        "http://127.0.0.1:53124",
        "http://127.0.0.1:81",
        "http://[::1]:9000",
        "http://ml.example.test",
        "http://ML.example.test:80",
    ],
)
def test_where_and_when_a_system_stood_does_not_change_the_digest(other: str) -> None:
    first = json_document.document(report(), "zh")["run"]
    moved = report(other, "2026-11-25T09:00:00+08:00", "f3b9-77", "Wed, 25 Nov 2026 01:00:00 GMT")
    again = json_document.document(replace(moved, finished="2026-11-25T09:00:09+08:00"), "en")["run"]
    assert again["digest"] == first["digest"]
    assert again["id"] != first["id"]


def test_a_cut_body_does_not_move_the_digest_with_the_length_of_the_address() -> None:
    digests = set()
    for address in ("http://127.0.0.1:81", "http://127.0.0.1:53124"):
        body = (f"{address}/resources " * 500).encode()
        digests.add(json_document.seal(_with_body(report(address), body)))
    assert len(digests) == 1


def test_what_the_system_did_changes_the_digest() -> None:
    base = report()
    others = [
        replace(base, seed=1),
        replace(base, results=base.results[:-1]),
        replace(base, today="2026-11-25"),
        _with_body(base, b"x" * 5000),
        _with_body(base, b"x" * 4999 + b"y"),
        report("http://127.0.0.1:8123/base"),
    ]
    digests = {json_document.seal(one) for one in (base, *others)}
    assert len(digests) == 1 + len(others)


def test_counts_are_of_the_clauses_listed() -> None:
    document = json_document.document(report(), "en")
    assert document["counts"] == {
        "pass": 5, "fail": 2, "inconclusive": 14, "manual": 1, "not-applicable": 1, "error": 1,
    }  # fmt: skip
    assert len(document["coverage"]["untested"]) == 14 + 1 + 1


def test_a_case_stands_as_it_is_asked_and_hides_nothing() -> None:
    odd = Case(
        "0123456789ab",
        "list",
        "any",
        query={"q": "\x1b\u202e\U000e0041" + "长" * 3000},
        after=(Case("0123456789ab", "b", "any"),),
    )
    given = report()
    first = next(item for item in given.results if item.findings)
    result = replace(first, findings=(replace(first.findings[0], question=odd),))
    text = json_document.render(replace(given, results=(result,)), "en")
    question = json.loads(text)["clauses"][0]["findings"][0]["question"]
    assert question["query"] == odd.query
    assert question["after"][0]["operation"] == "b"
    assert text == visible(text, limit=0, keep_newlines=True)
    jsonschema.validate(json.loads(text), json_document.schema())
