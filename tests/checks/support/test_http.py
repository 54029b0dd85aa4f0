from __future__ import annotations

from conformance.checks.generic.answers import status_is_one_of
from conformance.checks.support.problems import (
    error_is_problem_details,
    error_names_a_place_there_is,
    error_names_the_place,
    problem_status_agrees,
)
from conformance.checks.support.validators import (
    head_equals_get,
    not_modified_keeps_headers,
    same_tag_is_304,
    unchanged_is_304,
    validator_is_given,
)
from conformance.model.contract import Operation, Parameter, Schema
from conformance.model.exchange import Exchange
from conformance.model.statuses import Statuses
from tests.checks.making import exchange, judged, said, trace

TAG = {"ETag": '"a"', "Vary": "Accept"}
PROBLEM = "application/problem+json"


def test_statuses() -> None:
    assert said(status_is_one_of, exchange(status=404), statuses=Statuses.of((404, 410))) == []
    assert said(status_is_one_of, exchange(status=200), statuses=Statuses.of((404, 410))) == [
        "status 200; due 404 or 410"
    ]
    assert said(status_is_one_of, exchange(status=302), statuses=Statuses.of(("2XX", "3XX"))) == []
    assert said(status_is_one_of, exchange(status=500), statuses=Statuses.of(("2XX", "3XX"))) == [
        "status 500; due 2xx or 3xx"
    ]


def allow(probe: str = "unsupported-method", **headers: str) -> list[str]:
    return judged("support.requests.allow", exchange(status=405, headers=headers), probe)


def test_allow() -> None:
    assert allow(allow="GET") == allow(allow="HEAD, GET") == allow(allow="POST,GET,HEAD") == []
    due = "due Allow with the methods supported, GET among them"
    assert allow() == [f"405, Allow: -; {due}"]
    for wrong in (
        "",
        "POST",
        "GETTER",
        "X-GET",
        "get, post",
    ):  # methods tell capitals from small letters (RFC 9110 9.1)
        assert len(allow(allow=wrong)) == 1
    for fine in ("", "POST", "DELETE, PUT"):
        assert allow("any", allow=fine) == []
    assert len(allow("any")) == len(allow("any", allow="post")) == 1


def conditional(again: int, other: int, tag: str = '"a"') -> list[Exchange]:
    return [
        exchange("first", {"id": 1}, headers=TAG),
        exchange("again", None, again, asked={"If-None-Match": '"a"'}, headers={"ETag": tag}),
        exchange("other", {"id": 1}, other, headers=TAG),
    ]


def again(status: int, tag: str = '"a"') -> Exchange:
    return exchange("again", None, status, asked={"If-None-Match": '"a"'}, headers={"ETag": tag})


def test_whatever_is_tagged_is_asked_for_on_condition() -> None:
    moved, refused, kept, wrong = again(200, '"b"'), again(403), again(304), again(200)
    assert said(same_tag_is_304, trace(moved, refused, kept)) == []
    assert said(same_tag_is_304, trace(moved, kept, wrong)) == ['status 200 while the tag "a" stands; due 304']
    assert said(same_tag_is_304, trace(moved, moved)) == ["undecided: the entity tag has changed"]
    assert said(same_tag_is_304, trace(refused)) == ["undecided: nothing that was read carries an entity tag"]


def test_conditional_requests() -> None:
    assert said(unchanged_is_304, trace(*conditional(304, 200))) == []
    assert said(unchanged_is_304, trace(*conditional(200, 200)))[0].startswith("status 200 while the tag")
    assert said(unchanged_is_304, trace(*conditional(304, 304)))[0].startswith("304 to a tag it never gave")
    assert said(unchanged_is_304, trace(*conditional(304, 412)))[0].startswith("412 to a tag it never gave")
    for untold in (401, 404, 429, 503):  # without the condition it would not have been a 200 either: RFC 9110 13.2.1
        assert said(unchanged_is_304, trace(*conditional(304, untold)))[0].startswith("undecided")
        assert said(unchanged_is_304, trace(*conditional(untold, 200)))[0].startswith("undecided")
    moving = trace(*conditional(200, 200, tag='"b"'))
    assert said(unchanged_is_304, moving) == ["undecided: the entity tag is another one every time"]
    assert said(not_modified_keeps_headers, trace(*conditional(304, 200))) == [
        "the 304 lacks vary; due it carries it as the 200 did"
    ]
    assert said(unchanged_is_304, trace(exchange("first", {"id": 1})))[0].startswith("undecided")


def test_the_same_tag_is_judged_where_its_condition_is_asked() -> None:
    def asked(status: int, tag: str = '"a"') -> list[str]:
        again = exchange("again", None, status, asked={"If-None-Match": '"a"'}, headers={"ETag": tag})
        return judged("support.conditional.wherever-tagged", trace(again))

    assert asked(304) == []
    for status in (200, 203, 412):
        assert asked(status)[0].startswith(f"status {status} while the tag")
    assert asked(200, tag='"b"') == ["undecided: the entity tag has changed"]
    untold = {asked(status)[0] for status in (302, 401, 404, 410, 500)}  # RFC 9110 13.2.1
    assert untold == {"undecided: nothing that was read carries an entity tag"}


def test_every_304_keeps_its_headers() -> None:
    def asked(path: str, headers: dict[str, str]) -> list[Exchange]:
        condition = {"If-None-Match": '"a"'}
        return [
            exchange("first", {"id": 1}, path=path, headers=TAG),
            exchange("again", None, 304, path=path, asked=condition, headers=headers),
        ]

    sound, bare = asked("/resources/1", TAG), asked("/code-lists", {"ETag": '"a"'})
    lacking = "the 304 lacks vary; due it carries it as the 200 did"
    assert judged("support.conditional.not-modified-headers", trace(*sound, *bare), "validators") == [lacking]
    assert judged("support.conditional.not-modified-headers", trace(*sound), "validators") == []
    moved = exchange("first", {"id": 1}, path="/code-lists", headers={**TAG, "ETag": '"b"'})
    for unpaired in (trace(bare[1]), trace(moved, bare[1]), trace(bare[0])):
        assert said(not_modified_keeps_headers, unpaired) == ["undecided: there was no 304"]


def test_validators() -> None:
    assert said(validator_is_given, trace(exchange("first", {"id": 1}, headers=TAG))) == []
    assert said(validator_is_given, trace(exchange("first", {"id": 1})))[0].startswith("neither ETag")
    assert said(validator_is_given, trace(exchange("first", {})))[0].startswith("undecided")


def test_head() -> None:
    read = exchange("get", {"id": 1}, headers=TAG), exchange("get-again", {"id": 1}, headers=TAG)
    plain = {**TAG, "Content-Type": "application/json"}
    good = exchange("head", None, method="HEAD", headers=plain)
    assert said(head_equals_get, trace(*read, good)) == []
    assert said(head_equals_get, trace(*read, exchange("head", None, 405))) == ["HEAD answers 405; due 200 as GET does"]
    other = exchange("head", None, headers={**plain, "ETag": '"b"'})
    assert said(head_equals_get, trace(*read, other))[0].startswith('HEAD says etag: "b"')
    left_out = {name: said_ for name, said_ in plain.items() if name != "ETag"}
    assert said(head_equals_get, trace(*read, exchange("head", None, headers=left_out))) == []  # RFC 9110 9.3.2: MAY
    moving = exchange("get", {"id": 1}, headers={"ETag": '"x"'}), read[1]
    assert said(head_equals_get, trace(*moving, exchange("head", None, headers=plain))) == []
    assert said(head_equals_get, trace(exchange("get", {}), good, exchange("get-again", {})))[0].startswith("undecided")


def test_problem_details() -> None:
    good = exchange(data={"type": "/p", "title": "no", "status": 404}, status=404, media=PROBLEM)
    assert said(error_is_problem_details, good) == []
    assert said(problem_status_agrees, good) == []
    bare = exchange(data={"code": 404}, status=404)
    assert said(error_is_problem_details, bare) == [
        "media type application/json, type is -, title is -, status is -; "
        "due application/problem+json with type, title and status"
    ]
    wrong = exchange(data={"type": "/p", "title": "no", "status": 200}, status=404, media=PROBLEM)
    assert said(problem_status_agrees, wrong) == ["status: the body says status 200; due 404, the status of the answer"]
    text = exchange(data={"type": "/p", "title": "no", "status": "404"}, status=404, media=PROBLEM)
    assert said(problem_status_agrees, text) == []
    assert len(said(error_is_problem_details, text)) == 1


def test_places() -> None:
    named = {"errors": [{"pointer": "/name", "message": "no"}]}
    assert said(error_names_the_place, exchange(data=named, status=400)) == []
    for silent in ({}, {"errors": []}, {"errors": ["name"]}, {"errors": [{"message": "no"}]}):
        assert len(said(error_names_the_place, exchange(data=silent, status=400))) == 1


REQUEST = Schema(
    {
        "oneOf": [
            {
                "type": "object",
                "additionalProperties": False,
                "properties": {"until": {"type": "string"}, "scope": {"type": "array", "items": {"type": "string"}}},
            },
            {"type": "object", "additionalProperties": False, "properties": {"reason": {"type": "string"}}},
        ]
    }
)


def told(place: dict[str, str], sent: object = None) -> list[str]:
    operation = Operation("decide", "POST", "/d", (Parameter("page", "query"),), body={"application/json": REQUEST})
    problem = {"status": 400, "errors": [place]}
    return said(error_names_a_place_there_is, exchange(data=problem, status=400, body=sent, operation=operation))


def test_a_place_that_is_named_is_in_the_request_or_in_the_contract() -> None:
    for pointer in ("", "/until", "#/reason", "/scope/3", "/page", "/body/whatever", "/unasked", "/records/0/x/bool"):
        assert told({"pointer": pointer}, {"unasked": 1, "records": [{"x": True}]}) == []
    for pointer in ("/untilx", "/until_x", "/scope/first", "/records/1"):
        assert len(told({"pointer": pointer}, {"records": [{"x": True}]})) == 1
    assert told({"parameter": "page"}) == []
    assert len(told({"parameter": "p_page"})) == 1
    assert told({"message": "x"}) == ["undecided: no place is named"]
