"""No secret leaves the wire, however the system echoes it."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, quote_plus

import pytest

from conformance.model.contract import Operation
from conformance.model.target import Credential, Target
from conformance.wire.adapter import session
from conformance.wire.recorder import Recorder
from conformance.wire.redaction import Redactor

SECRET = 's3cr/t+"käse" & <b>\\100%'
OFFICER = Credential("officer", "HUTONG_OFFICER", secret=SECRET)
REDACTOR = Redactor([OFFICER])


def shifted(prefix: bytes, encode) -> str:
    return encode(prefix + SECRET.encode() + b" and more").decode()


@pytest.mark.parametrize(
    "echo",
    [
        SECRET,
        f"Bearer {SECRET}!",
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(SECRET.encode()).decode().rstrip("="),
        base64.urlsafe_b64encode(SECRET.encode()).decode(),
        quote(SECRET),
        quote(SECRET, safe=""),
        quote(SECRET, safe="").lower(),
        quote_plus(SECRET),
        json.dumps({"token": SECRET}),
        json.dumps({"token": SECRET}, ensure_ascii=False),
    ],
)
def test_every_writing_of_a_secret_is_replaced_by_its_variable(echo):
    cleaned = REDACTOR.clean(f"before {echo} after")
    assert cleaned.startswith("before ")
    assert cleaned.endswith(" after")
    assert "$HUTONG_OFFICER" in cleaned
    assert "s3cr" not in cleaned
    assert REDACTOR.clean_bytes(echo.encode()) == REDACTOR.clean(echo).encode()


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("prefix", [b"", b"u", b"us", b"user:", b"{'a': "])
def test_a_secret_inside_somebody_elses_base64_is_replaced(prefix, encode):
    cleaned = REDACTOR.clean(shifted(prefix, encode))
    assert "$HUTONG_OFFICER" in cleaned
    assert base64.b64encode(SECRET.encode()[3:-3]).decode()[:-4] not in cleaned


def test_a_basic_credential_hides_its_password_too():
    secret = base64.b64encode(b"clerk:hunter2hunter2").decode()
    redactor = Redactor([Credential("officer", "HUTONG_OFFICER", prefix="Basic ", secret=secret)])
    assert redactor.clean(f"Basic {secret}") == "Basic $HUTONG_OFFICER"
    assert redactor.clean("password=hunter2hunter2") == "password=$HUTONG_OFFICER"


def test_of_secrets_that_begin_alike_the_longer_is_replaced_whole():
    redactor = Redactor([Credential("a", "HUTONG_A", secret="token-1"), Credential("b", "HUTONG_B", secret="token-12")])
    assert redactor.clean("token-12 token-1") == "$HUTONG_B $HUTONG_A"


def test_what_holds_no_secret_is_the_same_object():
    body, text = b"nothing here", "nothing here \ud800"
    assert REDACTOR.clean_bytes(body) is body
    assert REDACTOR.clean(text) is text
    assert Redactor([]).clean_bytes(body) is body
    assert Redactor([Credential("officer", "HUTONG_OFFICER", secret="")]).clean("abc") == "abc"


def echo(talk):
    while request := talk.hear():
        token = next(line for line in request.split(b"\r\n") if line.lower().startswith(b"authorization:"))[15:]
        body = b'{"you sent": "' + token + b'", "coded": "' + base64.b64encode(token) + b'"}'
        head = b"HTTP/1.1 200 OK " + token + b"\r\nX-Echo: " + token + b"\r\nContent-Length: %d\r\n\r\n" % len(body)
        talk.say(head + body)


def target(url: str) -> Target:
    credential = Credential("officer", "HUTONG_OFFICER", secret="0123456789-abcdefghijklmnop")
    return Target("t", url, environment="test", writes=True, credentials={"officer": credential})


def test_an_exchange_shows_the_variable_and_never_the_secret(peer):
    server = peer(echo)
    secret = "0123456789-abcdefghijklmnop"
    with Recorder(target(server.url)) as recorder:
        operation = Operation("op", "POST", "/")
        url = f"{server.url}/?token={secret}"
        exchange = recorder.send(operation, "officer", "POST", url, (("X-Copy", secret),), secret.encode())
    assert f"Authorization: Bearer {secret}".encode() in server.requests[0]
    assert f"/?token={secret} ".encode() in server.requests[0]
    assert exchange.request.header("authorization") == "Bearer $HUTONG_OFFICER"
    assert exchange.request.header("x-copy") == "$HUTONG_OFFICER"
    assert exchange.request.body == b"$HUTONG_OFFICER"
    assert exchange.request.url.endswith("/?token=$HUTONG_OFFICER")
    assert exchange.response.header("x-echo") == "Bearer $HUTONG_OFFICER"
    assert exchange.response.json.value["you sent"].strip() == "Bearer $HUTONG_OFFICER"
    assert secret not in repr(exchange)
    assert "YWJjZGVmZ2hpamtsbW5vc" not in repr(exchange)


def test_answers_that_come_through_requests_are_scrubbed_too(peer):
    server = peer(echo)
    with Recorder(target(server.url)) as recorder, session(recorder) as way:
        answer = way.get(server.url, headers={"Authorization": "Bearer 0123456789-abcdefghijklmnop"})
    assert b"$HUTONG_OFFICER" in answer.content
    assert "abcdefghijklmnop" not in answer.text + str(answer.headers) + answer.reason
