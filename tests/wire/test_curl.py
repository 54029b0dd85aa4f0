"""The line of curl, run by bash, sends the very request it was written for."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping

import pytest

from conformance.model.exchange import Mark, Request
from conformance.model.target import Credential, variable_of
from conformance.wire.curl import curl
from conformance.wire.recorder import named
from conformance.wire.redaction import Redactor

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
OURS_OR_CURLS = {b"host", b"user-agent", b"content-length"}
JSON = ("Content-Type", "application/json")
TOKEN = ("Authorization", "Bearer $HUTONG_OFFICER")
SECRET = 's3c"r$t\\n'
REDACTOR = Redactor([Credential("officer", "HUTONG_OFFICER", secret=SECRET)])

needs_curl = pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("bash")), reason="the line is run by curl in bash"
)


def run(line: str, variables: Mapping[str, str] | None = None) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "LC_ALL": "C.UTF-8",
        **(variables or {"HUTONG_OFFICER": SECRET}),
    }
    subprocess.run(["bash"], input=line.encode(), env=environment, check=True, capture_output=True, timeout=20)


def shown(method: str, url: str, headers=(), body: bytes | None = None) -> Request:
    """A request as the recorder shows it, sent with the secret wherever its variable stands here."""
    sent = tuple((name, known(value)) for name, value in headers)
    raw = None if body is None else body.replace(b"$HUTONG_OFFICER", SECRET.encode())
    return REDACTOR.request(Request(method, known(url), sent, raw))


def known(text: str) -> str:
    return text.replace("$HUTONG_OFFICER", SECRET)


def parsed(raw: bytes) -> tuple[bytes, list[tuple[bytes, bytes]], bytes]:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    fields = [(name, value.strip()) for name, _, value in (line.partition(b":") for line in lines)]
    return first, [field for field in fields if field[0].lower() not in OURS_OR_CURLS], body


@needs_curl
@pytest.mark.parametrize("char", list("\\\"$`!'*~#&;|<>(){}[]?^ "))
def test_no_character_beside_a_variable_means_anything_to_the_shell(peer, char):
    server = peer(OK)
    run(curl(shown("GET", server.url, (("X-Odd", f"a{char}id{char}b $HUTONG_OFFICER c"),))))
    assert f'\r\nX-Odd: a{char}id{char}b s3c"r$t\\n c\r\n'.encode() in server.requests[0]


@needs_curl
@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", "/", (), None),
        ("GET", "/a/../b/./c//d?q={1,2}&r=[3-5]&s=%E4%BA%92'\"$HOME`id`\\!*~(x)|y^z", (), None),
        ("HEAD", "/x", (("Accept", "application/json"),), None),
        ("OPTIONS", "/x", (), None),
        ("DELETE", "/x", (TOKEN,), None),
        ("GET", "/x?token=$HUTONG_OFFICER", (TOKEN, ("X-Odd", "a'b\"c$HOME`id`\\d!e * ~ ; | & <>")), None),
        ("GET", "/x", (("X-Both", 'q"$HOME! $HUTONG_OFFICER `id`'), ("X-Twice", "1"), ("X-Twice", "2")), None),
        ("GET", "/x", (("X-Empty", ""), ("X-Latin", "caf\xe9 $HUTONG_OFFICER \xff'\\n\x1b[31m")), None),
        ("POST", "/x", (JSON, TOKEN), '{"名称": "互通 \'q\' \\" $HOME `id` !"}'.encode()),
        ("POST", "/x", (JSON,), b'{"token": "$HUTONG_OFFICER"}'),
        ("POST", "/x", (), b"no content type"),
        ("POST", "/x", (JSON,), b"@/etc/passwd"),
        ("POST", "/x", (JSON,), b""),
        ("POST", "/x", (), None),
        ("PUT", "/x", (JSON,), b"line one\nline two\r\n\ttabbed\n"),
        ("PATCH", "/x", (("Content-Type", "application/octet-stream"),), bytes(range(256)) * 2),
        ("POST", "/x", (), b"\x00$HUTONG_OFFICER\\0101%b%s'\xff"),
        ("POST", "/x", (JSON,), b"x" * 5000),
        ("POST", "/x", (JSON,), b"x" * 2_000_000),
        ("GET", "/x", (), b"a body where none is usual"),
        ("POST", "/x", (("Accept", "*/*"), ("Expect", "nothing")), b"x"),
    ],
)
def test_the_line_sends_the_same_request_as_the_core(peer, open_core, method, path, headers, body):
    server = peer(OK)
    request = shown(method, server.url + path, headers, body)
    assert (request.url, request.headers, request.body) == (server.url + path, headers, body)
    line = curl(request)
    assert "\n" not in line
    assert line.isprintable()
    run(line)

    sent = tuple((name, known(value)) for name, value in headers)
    raw = None if body is None else body.replace(b"$HUTONG_OFFICER", SECRET.encode())
    core = open_core(server.url, request_seconds=5.0)
    core.send(method, server.url + known(path), (*sent, ("Accept-Encoding", "identity")), raw)
    by_curl, by_core = (parsed(request) for request in server.requests)
    by_core[1].remove((b"Accept-Encoding", b"identity"))
    assert by_curl == by_core


def test_the_line_reads_as_one_would_write_it():
    request = shown("GET", "https://a.cn/x?a=1&b=2", (TOKEN,))
    assert curl(request) == (
        "curl -sS -i -g --path-as-is -X GET -H \"Authorization: Bearer $HUTONG_OFFICER\" -H Accept: 'https://a.cn/x?a=1&b=2'"
    )


def test_history_expansion_of_an_interactive_shell_finds_nothing_to_expand():
    request = shown("GET", "http://a.cn/", (("X-Odd", "wow! $HUTONG_OFFICER"),))
    assert """-H 'X-Odd: wow! '"$HUTONG_OFFICER" """ in curl(request)


@pytest.mark.parametrize("text", ["\x1b]0;title\x07", "\u202eabc", "a\nb", "\x00"])
def test_nothing_a_terminal_would_obey_stands_in_the_line(text):
    request = Request("POST", "http://a.cn/", (), text.encode())
    assert curl(request).isprintable()


@needs_curl
def test_text_that_only_looks_like_a_variable_stays_text(peer):
    server = peer(OK)
    odd = "$HUTONG_OFFICER ${HUTONG_OFFICER} $HUTONG_1_ID"
    request = Request("PUT", f"{server.url}/$HUTONG_OFFICER", (("If-Match", odd),), f'{{"a": "{odd}"}}'.encode())
    run(curl(REDACTOR.request(request)))
    first, fields, body = parsed(server.requests[0])
    assert first == b"PUT /$HUTONG_OFFICER HTTP/1.1"
    assert (b"If-Match", odd.encode()) in fields
    assert body == request.body


@needs_curl
@pytest.mark.parametrize("name", ["TOKEN", "token", "_T", "CI_JOB_TOKEN", "HUTONG_OFFICER", "Gov2024"])
@pytest.mark.parametrize("after", ["", "X9_", "x", "[0]", " !", "-"])
def test_a_variable_of_any_name_is_expanded_and_ends_where_it_ends(peer, name, after):
    server = peer(OK)
    redactor = Redactor([Credential("officer", name, secret=SECRET)])
    body = f"{SECRET}{after}\n".encode()
    line = curl(redactor.request(Request("POST", server.url, (("X-Key", SECRET + after),), body)))
    run(line, {name: SECRET})
    assert SECRET not in line
    assert f"\r\nX-Key: {SECRET}{after}".rstrip().encode() in server.requests[0]
    assert parsed(server.requests[0])[2] == body


@needs_curl
def test_a_value_that_begins_like_a_file_is_sent_as_it_is(peer):
    server = peer(OK)
    redactor = Redactor([Credential("officer", "TOKEN", secret="@/etc/hostname")])
    run(curl(redactor.request(Request("POST", server.url, (), b"@/etc/hostname"))), {"TOKEN": "@/etc/hostname"})
    assert parsed(server.requests[0])[2] == b"@/etc/hostname"


@needs_curl
@pytest.mark.parametrize("role", ["市局", "a.b", "east wing", "own-unit"])
def test_the_variable_of_any_name_is_one_a_shell_knows(peer, role):
    server = peer(OK)
    credential = Credential(role, variable_of(role), secret="0123456789abcdef")
    line = curl(named(Request("GET", server.url + "/"), credential))
    assert "0123456789abcdef" not in line
    run(line, {credential.variable: credential.secret})
    assert b"\r\nAuthorization: Bearer 0123456789abcdef\r\n" in server.requests[0]


def test_what_no_shell_can_name_is_never_expanded():
    request = Request("GET", "http://a.cn/", (("X-Odd", "$(touch x)"),), marks=(Mark(0, 7, 17, "(touch x)"),))
    assert "-H 'X-Odd: $(touch x)'" in curl(request)
