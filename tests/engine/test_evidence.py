"""Evidence shows what came back, and nothing of it that is personal or that somebody could log in with."""

from __future__ import annotations

import json
import time

import pytest

from conformance.engine.judging.evidence import Hiding, evidence
from conformance.model.contract import Operation
from conformance.model.exchange import Exchange, Request, Response
from conformance.model.finding import Finding
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.wire.recorder import Recorder
from conformance.wire.sessions import session_words
from tests.test_null_systems import answering

READ = Operation("read", "GET", "/")
VALUE = "4f9a77c2-SESSION"


def answer(body: bytes = b"", *headers: tuple[str, str]) -> Exchange:
    return Exchange(READ, "officer", Request("GET", "http://a.cn/"), Response(200, "OK", headers, body))


def shown(exchange: Exchange, sessions: frozenset[str] = frozenset()) -> str:
    response = evidence(exchange, sessions).exchange.response
    assert response is not None
    return "\n".join([*(f"{name}: {value}" for name, value in response.headers), response.text])


@pytest.mark.parametrize(
    ("value", "due"),
    [
        (f"sid={VALUE}; Path=/; HttpOnly", "sid=***; Path=/; HttpOnly"),
        (f'sid="{VALUE}"; Secure', "sid=***; Secure"),
        (f"a={VALUE}", "a=***"),
        ("empty=; Max-Age=0", "empty=; Max-Age=0"),
        ("lang=zh-CN", "lang=***"),
    ],
)
def test_the_value_of_a_cookie_is_not_shown(value: str, due: str) -> None:
    for name in ("Set-Cookie", "set-cookie", "SET-COOKIE"):
        assert shown(answer(b"", (name, value))) == f"{name}: {due}\n"


NAMES = """
    password Password userPassword user_password pwd passwd passphrase token accessToken access_token refresh-token
    id_token secret clientSecret apiKey api_key secretKey sessionId session_id JSESSIONID sid session jwt cookie
    credential 密码 用户口令 令牌
"""
UNITS = (
    *('"', '\\"', '"a":"b",', '"token":', '{"a":', '{"token":"%08d"},', "<a>", "<token>", "password=", "a" * 64, "-"),
    *("%20", "\\u0061", "&#97;", "1"),
)


@pytest.mark.parametrize("name", NAMES.split())
@pytest.mark.parametrize(
    "body",
    [
        '{{"{name}": "{value}", "id": "r-1"}}',
        '{{ "a": {{ "{name}" :\n  "{value}" }}, "n": [1, 2] }}',
        '{{"{name}": "a\\"{value}"}}',
        '{{"{name}s": ["{value}", "{value}2"], "id": 1}}',
        '{{"broken": "{name}", "{name}": "{value}',
        "{name}={value}&grant=1",
        "https://a.cn/x?{name}={value}#top",
        "<user><{name} type='x'>{value}</{name}></user>",
    ],
)
def test_what_is_called_a_secret_is_not_shown(name: str, body: str) -> None:
    text = shown(answer(body.format(name=name, value=VALUE).encode()))
    assert VALUE not in text
    assert "***" in text
    assert name in text


@pytest.mark.parametrize(
    "text",
    [
        '{"passwordExpired": false, "tokenType": "Bearer", "secretLevel": "机密", "token": null, "password": ""}',
        '{"nextPageToken": "4f9a77c2", "pageToken": "x1", "name": "password", "value": "token", "basis": "side"}',
        '{"token": "$HUTONG_OFFICER", "description": "the token: a word", "n": -1.5e3, "x": "\\\\"}',
        "a page about passwords = none; token",
        '"token" "x"',
        '{"token": {"id": "r-1"}, "b": "c"}',
    ],
)
def test_what_only_looks_so_stays(text: str) -> None:
    assert shown(answer(text.encode())) == f"{text}"


def test_a_name_written_in_escapes_is_the_name_it_says() -> None:
    assert VALUE not in shown(answer(f'{{"pass\\u0077ord": "{VALUE}"}}'.encode()))


@pytest.mark.parametrize(
    "echo",
    [VALUE, f"again {VALUE}!", VALUE.encode().hex(), json.dumps(VALUE)[1:-1], "".join(f"&#{ord(c)};" for c in VALUE)],
)
def test_what_an_answer_hands_out_is_not_shown_elsewhere_in_it_nor_in_what_is_said_of_it(echo: str) -> None:
    body = json.dumps({"token": VALUE, "echo": echo})
    exchange = answer(body.encode(), ("Location", f"/x?next={echo}"))
    assert VALUE not in shown(exchange)
    assert echo not in shown(exchange)
    said = Text(f"值 {echo}", f"the value {echo}")
    finding = Hiding([exchange]).finding(Finding(said, said))
    assert echo not in finding.message.zh + finding.message.en


def test_personal_numbers_are_masked_in_what_is_said_too() -> None:
    said = Text("110101199001010015", "110101199001010015")
    finding = Hiding([answer()]).finding(Finding(said, Text("无", "none")))
    assert finding.message.en == "110101********0015; due none"


def test_bytes_that_are_no_text_hide_nothing_from_us() -> None:
    body = b'\xff\xfe{"password": "' + VALUE.encode() + b'", "id": "110101199001010015", "bad": "\xc3"}'
    response = evidence(answer(body)).exchange.response
    assert response is not None
    assert response.body == b'\xff\xfe{"password": "***", "id": "110101********0015", "bad": "\xc3"}'


def test_what_holds_nothing_of_that_is_the_very_object() -> None:
    body = json.dumps({"items": ["资源"] * 1000}).encode()
    response = evidence(answer(body)).exchange.response
    assert response is not None
    assert response.body is body


@pytest.mark.parametrize("unit", UNITS)
def test_no_body_makes_it_slow(unit: str) -> None:
    units = (unit % number if "%0" in unit else unit for number in range(1_000_000 // len(unit)))
    body = "".join(units).encode()
    begun = time.process_time()
    evidence(answer(body))
    assert time.process_time() - begun < 10


def test_a_cookie_set_by_one_answer_is_hidden_in_another() -> None:
    with answering(200, {"Set-Cookie": f"sid={VALUE}; HttpOnly", "Content-Type": "text/plain"}, b"") as address:
        recorder = Recorder(Target("t", address))
        recorder.send(READ, "anonymous", "GET", f"{address}/")
        recorder.close()
    assert VALUE not in shown(answer(f"you are {VALUE}".encode()), recorder.sessions)


@pytest.mark.parametrize(
    ("cookie", "words"),
    [
        ("lang=zh-CN", ()),
        ("theme=dark-mode", ()),
        ("seen=2026-11-29T08:00", ()),
        ("sid=s%3Aabc123def.XYZ", ("3Aabc123def.XYZ", "abc123def.XYZ")),
        ('sid="0123456789abcdef"', ("0123456789abcdef",)),
        ("sid=abcdefghijklmnop==", ("abcdefghijklmnop",)),
    ],
)
def test_only_what_no_language_has_is_looked_for_elsewhere(cookie: str, words: tuple[str, ...]) -> None:
    assert {*session_words((("Set-Cookie", cookie),))} == {*words}
