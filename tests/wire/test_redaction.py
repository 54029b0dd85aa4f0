"""No secret leaves the wire, however the system echoes it."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.contract import Operation
from conformance.model.exchange import Response
from conformance.model.target import Credential, Target
from conformance.wire.adapter import session
from conformance.wire.recorder import Recorder
from conformance.wire.redaction import Redactor
from tests.hostile import examples

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
    assert of_body(REDACTOR, echo.encode()) == REDACTOR.clean(echo).encode()


PLAIN = "7f3K-Zq9/x+Wm=2026_token~v1"
WHOLE = Redactor([OFFICER, Credential("peer", "PEER", secret=PLAIN)])


def of_body(redactor: Redactor, body: bytes) -> bytes:
    """A body as an answer with it is recorded."""
    return redactor.response(Response(200, content=body)).body


def cleaned(text: str) -> str:
    """The text of an answer as it leaves the wire, which looks for signs of a secret first."""
    answer = WHOLE.response(Response(200, "", (), text.encode()))
    assert answer.text == WHOLE.clean(text)
    return answer.text


def percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


def halves(char: str) -> list[int]:
    raw = char.encode("utf-16-be")
    return [int.from_bytes(raw[place : place + 2]) for place in range(0, len(raw), 2)]


WAYS = {
    "as it is": str,
    "percent": percent,
    "percent, lower case": lambda char: percent(char).lower(),
    "percent, twice": lambda char: percent(char).replace("%", "%25"),
    "percent, three times": lambda char: percent(char).replace("%", "%2525"),
    "JSON": lambda char: "".join(f"\\u{half:04x}" for half in halves(char)),
    "JSON, upper case": lambda char: "".join(f"\\u{half:04X}" for half in halves(char)),
    "JSON in JSON": lambda char: "".join(f"\\\\u{half:04x}" for half in halves(char)),
    "JavaScript": lambda char: f"\\u{{{ord(char):x}}}",
    "HTML": lambda char: f"&#{ord(char)};",
    "HTML, zeros": lambda char: f"&#000{ord(char)};",
    "HTML, hexadecimal": lambda char: f"&#x{ord(char):x};",
    "HTML, upper case": lambda char: f"&#X{ord(char):X};",
    "HTML, twice": lambda char: f"&amp;#{ord(char)};",
    "HTML, named": lambda char: html.escape(char) if char in "<>&\"'" else f"&#{ord(char)};",
    "HTML in JSON": lambda char: f"\\u0026#{ord(char)};",
    "percent in JSON": lambda char: percent(char).replace("%", "\\u0025"),
    "JSON in an address": lambda char: "".join(f"%5Cu{half:04x}" for half in halves(char)),
}
OUTER = {
    "": str,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "address": lambda text: quote(text, safe=""),
    "HTML": html.escape,
    "PHP": lambda text: text.replace("/", "\\/"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("outer", OUTER)
@pytest.mark.parametrize(("secret", "name"), [(PLAIN, "PEER"), (SECRET, "HUTONG_OFFICER")])
def test_a_secret_escaped_whole_is_replaced(way: str, outer: str, secret: str, name: str) -> None:
    written = OUTER[outer]("".join(map(WAYS[way], secret)))
    assert cleaned(f"<{written}>") == f"<${name}>"


@examples(150)
@given(st.lists(st.sampled_from([*WAYS]), min_size=len(PLAIN), max_size=len(PLAIN)), st.sampled_from([*OUTER]))
def test_a_secret_escaped_in_any_part_is_replaced(ways: list[str], outer: str) -> None:
    written = OUTER[outer]("".join(WAYS[way](char) for way, char in zip(ways, PLAIN, strict=True)))
    assert cleaned(f'{{"a": "{written}", "b": 1}}') == '{"a": "$PEER", "b": 1}'


@examples(60)
@given(st.lists(st.booleans(), min_size=2 * len(PLAIN), max_size=2 * len(PLAIN)))
def test_hexadecimal_is_known_in_either_case(upper: list[bool]) -> None:
    digits = PLAIN.encode().hex()
    written = "".join(digit.upper() if big else digit for digit, big in zip(digits, upper, strict=True))
    assert cleaned(f"x-{written}-y") == "x-$PEER-y"


@pytest.mark.parametrize("outer", OUTER)
def test_base64_of_a_secret_is_known_in_escapes_too(outer: str) -> None:
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        assert cleaned(OUTER[outer](f"<{encode(PLAIN.encode()).decode()}>")) == OUTER[outer]("<") + "$PEER" + OUTER[
            outer
        ](">")


@examples(120)
@given(st.text(st.characters(exclude_categories=()), max_size=300), st.binary(max_size=300))
def test_what_holds_no_secret_is_never_changed(text: str, body: bytes) -> None:
    assert WHOLE.clean(text) is text
    assert of_body(WHOLE, body) is body


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


def test_a_password_beyond_the_basic_plane_is_found_as_json_escapes_it():
    password = "\U00020bb7密令牌12345678"
    secret = base64.b64encode(f"clerk:{password}".encode()).decode()
    redactor = Redactor([Credential("officer", "HUTONG_OFFICER", prefix="Basic ", secret=secret)])
    for text in (json.dumps({"p": password}), json.dumps({"p": json.dumps(password)}), password):
        assert b"$HUTONG_OFFICER" in of_body(redactor, text.encode()), text
        assert "$HUTONG_OFFICER" in redactor.clean(text), text


@pytest.mark.parametrize(
    ("secret", "text", "due"),
    [("%A9token123", "étoken123", "\ufffd$V"), ("abcdefgh%C3", "abcdefghé", "$V\ufffd")],
)
def test_a_secret_that_ends_inside_a_character_is_replaced(secret, text, due):
    assert Redactor([Credential("v", "V", secret=secret)]).clean(text) == due


def test_of_secrets_that_begin_alike_the_longer_is_replaced_whole():
    redactor = Redactor([Credential("a", "HUTONG_A", secret="token-1"), Credential("b", "HUTONG_B", secret="token-12")])
    assert redactor.clean("token-12 token-1") == "$HUTONG_B $HUTONG_A"


def test_what_holds_no_secret_is_the_same_object():
    body, text = b"nothing here", "nothing here \ud800"
    assert of_body(REDACTOR, body) is body
    assert REDACTOR.clean(text) is text
    assert of_body(Redactor([]), body) is body
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
