"""A tap keeps what a system is asked and answers; put again to the same system the requests are answered the same."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from conformance.measure.truth.again import first_difference
from conformance.measure.truth.tap import Heard, Message, Tap, difference
from conformance.systems.serve import application, reference_credentials

KIND = "resource-catalogue"
ASKED = (("GET", "/resources?page=1&pageSize=2", b""), ("POST", "/resources", b"{"), ("GET", "/%E7%9B%AE", b""))
ANSWER = Heard("GET", "/resources", (), "", 200, (("content-length", "9"), ("vary", "Accept")), '{"a":"b"}')


def heard() -> list[Heard]:
    """What a fresh catalogue is asked and answers, in one role."""
    tap = Tap(application(KIND))
    token = reference_credentials(KIND)["officer"].encode()
    headers = [(b"authorization", b"Bearer " + token), (b"content-type", b"application/json")]

    async def ask(method: str, target: str, body: bytes) -> None:
        path, _, query = target.partition("?")
        scope: dict[str, Any] = {"type": "http", "method": method, "raw_path": path.encode(), "path": unquote(path)}
        scope |= {"query_string": query.encode(), "headers": headers, "root_path": "", "http_version": "1.1"}
        scope |= {"scheme": "http", "server": ("127.0.0.1", 1), "client": ("127.0.0.1", 1)}

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            assert message["type"].startswith("http.response")

        await tap(scope, receive, send)

    async def ask_all() -> None:
        for each in ASKED:
            await ask(*each)

    asyncio.run(ask_all())
    return tap.heard


def test_the_same_requests_are_answered_the_same_by_a_fresh_system() -> None:
    clean = heard()
    assert [(each.line, each.status) for each in clean] == [
        ("GET /resources?page=1&pageSize=2", 200),
        ("POST /resources", 400),
        ("GET /%E7%9B%AE", 404),
    ]
    assert first_difference(application(KIND), clean) is None


def test_the_first_answer_that_differs_is_told() -> None:
    clean = heard()
    other = [clean[0], replace(clean[1], status=422), replace(clean[2], status=410)]
    found = first_difference(application(KIND), other)
    assert found is not None
    assert found["request"] == "POST /resources"
    assert (found["clean"][:3], found["changed"][:3]) == ("422", "400")


def test_a_system_that_breaks_off_gives_another_answer() -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise LookupError("gone")

    found = first_difference(broken, heard())
    assert found is not None
    assert found["changed"].startswith("0\nLookupError: gone"), found


def test_what_is_shown_is_the_content_before_what_follows_from_it() -> None:
    assert difference(ANSWER, replace(ANSWER, method="HEAD")) is None
    longer = replace(ANSWER, headers=(("content-length", "10"), ("vary", "Accept")), content='{"a":"bc"}')
    found = difference(ANSWER, longer)
    assert found is not None
    assert found["clean"].splitlines() == ["200", "vary: Accept", '{"a":"b"}', "content-length: 9"]
    assert found["changed"].splitlines()[2] == '{"a":"bc"}'


def test_the_order_of_members_and_headers_is_no_difference() -> None:
    one = replace(ANSWER, content='{"a": 1, "b": [2, 3]}')
    other = replace(one, content='{"b":[2,3],"a":1}', headers=(("vary", "Accept"), ("content-length", "17")))
    assert difference(one, other) is None
    assert difference(one, replace(other, headers=(*other.headers, ("x-other", "1"))))


@pytest.mark.parametrize(
    "content", ['{"a":1,"b":[3,2]}', '{"a":1.0,"b":[2,3]}', '{"a":true,"b":[2,3]}', '{"a":"1","b":[2,3]}']
)
def test_other_values_are_a_difference(content: str) -> None:
    assert difference(replace(ANSWER, content='{"a":1,"b":[2,3]}'), replace(ANSWER, content=content))


def test_numbers_of_another_form_are_a_difference() -> None:
    assert difference(replace(ANSWER, content="[1.5]"), replace(ANSWER, content="[1.50]"))


def test_a_header_that_follows_is_a_difference_where_the_content_is_the_same() -> None:
    assert difference(ANSWER, replace(ANSWER, headers=(("content-length", "10"), ("vary", "Accept"))))
