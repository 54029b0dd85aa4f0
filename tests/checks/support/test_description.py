from __future__ import annotations

from dataclasses import replace

from conformance.checks.support.description import answer_is_as_described, own_answers_are_as_described
from conformance.model.contract import UNREADABLE, Operation, Schema
from tests.checks.making import exchange, said, trace

NUMBER = Schema({"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}, "Number")
READ = Operation(
    "read", "GET", "/n", responses={"200": {"application/json": NUMBER}, "204": {}, "default": {"text/plain": None}}
)


def test_an_answer_is_held_against_its_schema() -> None:
    assert said(answer_is_as_described, exchange(data={"n": 1}, operation=READ)) == []
    wrong = said(answer_is_as_described, exchange(data={"n": "1"}, operation=READ))
    assert wrong[0].startswith('n: "1" breaks type: of type integer')
    missing = said(answer_is_as_described, exchange(data={}, operation=READ))
    assert missing[0].startswith("breaks required: a member n")


def test_status_and_media_type_must_be_named() -> None:
    strict = replace(READ, responses={name: said for name, said in READ.responses.items() if name != "default"})
    assert said(answer_is_as_described, exchange(data={"n": 1}, status=201, operation=strict)) == [
        "read answers 201; due a status the description names"
    ]
    assert said(answer_is_as_described, exchange(status=302, operation=strict))[0].startswith("read answers 302")
    assert said(answer_is_as_described, exchange(status=204, operation=READ)) == []
    page = exchange(data="x", media="text/html", operation=READ)
    assert said(answer_is_as_described, page) == ["media type text/html; due application/json"]
    assert said(answer_is_as_described, exchange(operation=READ)) == ["no body; due application/json"]


def test_a_default_stands_for_whatever_is_not_named() -> None:
    only = replace(READ, responses={"default": {"application/json": NUMBER}})
    assert said(answer_is_as_described, exchange(data={"n": 1}, operation=only)) == []
    assert said(answer_is_as_described, exchange(status=205, operation=READ)) == []
    assert said(answer_is_as_described, exchange(status=302, operation=READ)) == []
    assert said(answer_is_as_described, exchange(data={"n": 1}, status=201, operation=READ)) == [
        "media type application/json; due text/plain"
    ]


def test_a_range_of_media_types_holds_what_falls_into_it() -> None:
    for stated in ("*/*", "application/*"):
        ranged = replace(READ, responses={"200": {stated: NUMBER}})
        assert said(answer_is_as_described, exchange(data={"n": 1}, operation=ranged)) == []
        assert said(answer_is_as_described, exchange(data={"n": "1"}, operation=ranged))[0].startswith('n: "1" breaks')
        bad = trace(exchange("operation", {"n": None}, operation=ranged))
        assert said(own_answers_are_as_described, bad)[0].startswith("n: null breaks type")
    page = exchange(data="x", media="text/html", operation=replace(READ, responses={"200": {"image/*": None}}))
    assert said(answer_is_as_described, page) == ["media type text/html; due image/*"]


def test_a_refused_head_is_none_of_the_answers_of_a_get() -> None:
    """A description of a GET promises no HEAD; where one is answered, it is as the GET."""
    asked = exchange(status=405, operation=replace(READ, responses={"200": {}}))
    head = replace(asked, request=replace(asked.request, method="HEAD"))
    assert said(answer_is_as_described, head)[0].startswith("undecided")
    assert said(answer_is_as_described, replace(head, response=replace(asked.response, status=418))) == [
        "read answers 418; due a status the description names"
    ]
    assert said(answer_is_as_described, asked) == ["read answers 405; due a status the description names"]


def test_own_document() -> None:
    good, bad = exchange("operation", {"n": 1}, operation=READ), exchange("operation", {"n": None}, operation=READ)
    assert said(own_answers_are_as_described, trace(good)) == []
    assert said(own_answers_are_as_described, trace(good, bad))[0].startswith("n: null breaks type")
    assert said(own_answers_are_as_described, trace(exchange("operation", 7)))[0].startswith("undecided")


def test_one_description_that_cannot_be_used_leaves_the_others_to_be_judged() -> None:
    broken = replace(READ, id="odd", responses={"200": {"application/json": Schema({"type": "nonsense"}, "Broken")}})
    odd = exchange("operation", {"n": 1}, operation=broken)
    good, bad = exchange("operation", {"n": 1}, operation=READ), exchange("operation", {"n": None}, operation=READ)
    assert said(own_answers_are_as_described, trace(odd, bad))[0].startswith("n: null breaks type")
    assert said(own_answers_are_as_described, trace(odd, good))[0].startswith("undecided: odd: the schema")


def test_an_answer_whose_description_cannot_be_read_is_not_passed_over() -> None:
    """It refers out of the document, say: neither is it kept, nor was there nothing to hold it against."""
    unread = exchange("operation", {"n": 1}, operation=replace(READ, id="far", responses={"200": {UNREADABLE: None}}))
    good, bad = exchange("operation", {"n": 1}, operation=READ), exchange("operation", {"n": None}, operation=READ)
    due = ["undecided: far: the description of this answer cannot be read"]
    assert said(own_answers_are_as_described, trace(unread)) == due
    assert said(own_answers_are_as_described, trace(unread, good)) == due
    assert said(own_answers_are_as_described, trace(unread, bad))[0].startswith("n: null breaks type")


def test_a_schema_that_is_none_is_the_document_s_flaw() -> None:
    broken = replace(READ, responses={"200": {"application/json": Schema({"type": "nonsense"}, "Broken")}})
    assert said(answer_is_as_described, exchange(data={"n": 1}, operation=broken))[0].startswith(
        "undecided: the schema"
    )
    remote = replace(READ, responses={"200": {"application/json": Schema({"$ref": "http://127.0.0.1:1/x"}, "Remote")}})
    assert said(answer_is_as_described, exchange(data={"n": 1}, operation=remote))[0].startswith(
        "undecided: the schema"
    )
