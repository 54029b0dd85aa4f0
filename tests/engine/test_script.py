"""The lines that repeat a finding, run by bash on answers whose names and values are made to act."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.engine.path import names_one
from conformance.engine.replay.script import script
from conformance.model.contract import Contract, Operation, Undo
from conformance.model.exchange import Exchange, Outcome, Request, Response
from conformance.model.target import Credential
from conformance.model.visible import visible
from conformance.wire.redaction import Redactor
from tests.hostile import ACTS, BYTES, examples, texts

SECRET = 's3c"r$t \\n`id`'
REDACTOR = Redactor([Credential("officer", "GOV_token1", secret=SECRET)])
READ = Operation("read", "GET", "/things/{id}")
DROP = Operation("drop", "DELETE", "/things/{id}")
STUB = r"""#!/bin/bash
printf '%s\0' "$@" '' >> argv
url="${@: -1}" number="${url#http://127.0.0.1:1/}"
case "$url" in */things) cat "answer-${number%%/*}";; esac
"""
"""A curl that writes down what it was called with, and gives to a creation the answer kept for it."""


@dataclass(frozen=True)
class Made:
    """A creation that answers with a member and an ETag, both used by what is asked next."""

    name: str
    value: str
    tag: str = '"v1"'


def exchanges(made: Made, number: int) -> list[Exchange]:
    make = Operation("make", "POST", "/things", undo=Undo("drop", (("id", "id"),)))
    base = f"http://127.0.0.1:1/{number}/things"
    token = ("Authorization", f"Bearer {SECRET}")
    body = json.dumps({made.name: made.value, "id": made.value, "other": "$(x)"}).encode()
    made_by = Response(201, "Created", (("ETag", made.tag),), body)
    asked = REDACTOR.request(Request("POST", base, (token,), b"{}"))
    there = f"{base}/{quote(made.value, safe='', errors='surrogatepass')}"
    there += f"?a=1&b={quote_plus(made.value, errors='surrogatepass')}"
    read = REDACTOR.request(Request("GET", there, (token, ("If-Match", made.tag), ("X-Odd", "$GOV_token1"))))
    outcome = Outcome(201, json.loads(body))
    return [Exchange(make, "officer", asked, made_by, outcome=outcome), Exchange(READ, "officer", read, Response(200))]


def contract() -> Contract:
    return Contract("", "", {}, {"read": READ, "drop": DROP})


def run(lines: Sequence[str], folder: Path, answers: Sequence[Response]) -> list[list[str]]:
    """What curl was called with, line by line."""
    for number, answer in enumerate(answers):
        fields = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
        head = f"HTTP/1.1 {answer.status} x\r\n{fields}\r\n".encode("latin-1")
        (folder / f"answer-{number}").write_bytes(head + answer.body)
    (folder / "curl").write_text(STUB)
    (folder / "curl").chmod(0o755)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "GOV_token1": SECRET}
    text = "\n".join(lines).encode()
    done = subprocess.run(["bash"], input=text, cwd=folder, env=environment, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith("answer-")) == ["argv", "curl"]
    calls = (folder / "argv").read_bytes().decode("utf-8", "surrogateescape").split("\0\0")
    return [call.split("\0") for call in calls if call]


def is_repeated(several: Sequence[Made]) -> None:
    """Every line sends what was sent, and nothing else happens."""
    asked = [exchanges(made, number) for number, made in enumerate(several)]
    lines = [line for steps in asked for line in script(steps, contract())]
    assert [visible(line, limit=0) for line in lines] == lines
    assert not [line for line in lines if SECRET in line]
    with TemporaryDirectory() as folder:
        calls = run(lines, Path(folder), [steps[0].response for steps in asked if steps[0].response])
    addresses = [call[-1] for call in calls]
    wanted = []
    for make, read in asked:
        wanted += [make.request.url, read.request.url.replace("+", "%20")]  # both are a blank in a query
        wanted += [read.request.url.partition("?")[0]]
    assert addresses == wanted
    for made, call in zip(several, calls[1::3], strict=True):
        assert f"If-Match: {made.tag}" in call
        assert f"Authorization: Bearer {SECRET}" in call
        assert "X-Odd: $GOV_token1" in call


TAGS = st.sampled_from(['"v1"', 'W/"a b  c"', '"$(touch canary)`touch canary`"', "\\n*?[a]", "-n", "caf", '"!!"'])
VALUES = texts().filter(names_one)
MADE = st.builds(Made, texts(), VALUES, TAGS)


@examples(1)
@example([Made(one + other, other + one) for one, other in zip(ACTS[::2], ACTS[1::2], strict=False)])
@example([Made(BYTES, BYTES), Made("", "x"), Made("ETag", "y"), Made("etag", "z"), Made("编号", "政务")])
@given(st.lists(MADE, min_size=12, max_size=12))
def test_no_name_and_no_value_of_an_answer_acts_in_the_lines_that_repeat(several: list[Made]) -> None:
    is_repeated(several)


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("id", "HUTONG_1_ID"),
        ("noteId2", "HUTONG_1_NOTEID2"),
        ("PATH", "HUTONG_1_PATH"),
        *((odd, "HUTONG_1_1") for odd in ("编号", "a$b", "２", "", "x" * 99)),
    ],
)
def test_variables_are_of_our_own_making(name: str, variable: str) -> None:
    make, read = exchanges(Made(name, "r-1"), 0)
    other = replace(make, outcome=Outcome(201, {name: "r-1"}))
    lines = script((other, read), contract())
    assert f"IFS= read -r {variable};" in lines[0]
    assert f"/things/${{{variable}:?}}?a=1&b=${{{variable}:?}}" in lines[1]


def test_a_variable_that_holds_a_credential_is_never_read_into() -> None:
    redactor = Redactor([Credential("officer", "HUTONG_1_ID", secret="8d6c-officer")])
    steps = [
        replace(it, request=redactor.request(Request("GET", it.request.url, (("X", "8d6c-officer"),))))
        for it in exchanges(Made("id", "r-1"), 0)
    ]
    lines = script(steps, contract())
    assert lines[0].startswith("IFS= read -r HUTONG_1_1 <")
    assert '-H "X: $HUTONG_1_ID"' in lines[1]


def test_members_that_differ_in_case_alone_are_read_apart() -> None:
    make, read = exchanges(Made("id", "r-1"), 0)
    read = replace(read, request=replace(read.request, url="http://127.0.0.1:1/0/things/r-1?other=r-2"))
    lines = script((replace(make, outcome=Outcome(201, {"id": "r-1", "ID": "r-2"})), read), contract())
    assert "{ IFS= read -r HUTONG_1_ETAG; IFS= read -r HUTONG_1_ID; IFS= read -r HUTONG_1_1; } <" in lines[0]
    assert "/things/${HUTONG_1_ID:?}?other=${HUTONG_1_1:?}" in lines[1]


def test_no_answer_says_to_which_host_a_line_goes() -> None:
    make, read = exchanges(Made("host", "r-1"), 0)
    read = replace(read, request=Request("GET", "http://catalogue.gov.cn/things/r-1"))
    steps = (replace(make, outcome=Outcome(201, {"host": "catalogue.gov.cn", "id": "r-1"})), read)
    assert script(steps, contract())[1].startswith(
        'curl -sS -i -g --path-as-is -X GET -H Accept: "http://catalogue.gov.cn/'
    )


@pytest.mark.parametrize("name", ["", ".", "..", None])
def test_no_line_takes_back_what_an_answer_did_not_name(name: str | None) -> None:
    """`DELETE /things/` would take back every other thing too."""
    make, read = exchanges(Made("id", "r-1"), 0)
    lines = script((replace(make, outcome=Outcome(201, {"id": name})), read), contract())
    assert not [line for line in lines if "-X DELETE" in line]


def test_what_an_answer_did_not_give_is_not_sent_without() -> None:
    lines = script(exchanges(Made("id", "r-1"), 0), contract())
    with TemporaryDirectory() as folder:
        answers = [Response(500, content=b"{}")]
        with pytest.raises(AssertionError, match="parameter null or not set"):
            run(lines[1:], Path(folder), answers)
