"""Exchanges as workflows: they say what was sent, whatever it was, and nothing in them acts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.engine.path import names_one
from conformance.engine.replay.stated_body import LARGEST
from conformance.engine.replay.workflow import MOST_STEPS, source, workflow
from conformance.model.contract import Contract, Operation, Undo
from conformance.model.exchange import AsSent, Exchange, Failure, Headers, Request, Response
from conformance.model.target import Credential, Target
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.model.workflow import Omission
from conformance.wire.redaction import Redactor
from tests import arazzo_rules
from tests.hostile import ACTS, BYTES, examples, texts

SECRET = 's3c"r$t \\n`id`'
REDACTOR = Redactor([Credential("officer", "GOV_token1", secret=SECRET)])
BASE = "http://127.0.0.1:1/base"
TOKEN = ("Authorization", f"Bearer {SECRET}")
JSON = ("Content-Type", "application/json")
MAKE = Operation("make", "POST", "/things", undo=Undo("drop", (("id", "id"),)))
READ = Operation("read", "GET", "/things/{id}")
DROP = Operation("drop", "DELETE", "/things/{id}")
FIND = Operation("GET /find", "GET", "/find")
CONTRACT = Contract(
    "things",
    "",
    {
        "paths": {
            "/things": {"post": {"operationId": "make"}},
            "/things/{id}": {"get": {"operationId": "read"}, "delete": {"operationId": "drop"}},
            "/find": {"get": {}},
        }
    },
    {it.id: it for it in (MAKE, READ, DROP, FIND)},
)


OK = Response(200)


def request(operation: Operation, path: str, headers: Headers = (), body: bytes | None = None) -> Request:
    return Request(operation.method, f"{BASE}{path}", headers, body)


def recorded(operation: Operation, sent: Request, answer: Response = OK) -> Exchange:
    return Exchange(operation, "officer", REDACTOR.request(sent), answer, outcome=AsSent(answer))


def exchange(operation: Operation, path: str, headers: Headers = (), body: bytes | None = None) -> Exchange:
    return recorded(operation, request(operation, path, headers, body))


def creation(body: Any) -> Request:
    return request(MAKE, "/things", (TOKEN, JSON), json.dumps(body).encode())


def created(answer: Mapping[str, Any], body: Any = None) -> Exchange:
    made = Response(201, "Created", (JSON, ("ETag", '"v1"')), json.dumps(answer).encode())
    return recorded(MAKE, creation(body or {}), made)


def run(flow: Mapping[str, Any], answers: Sequence[Response]) -> list[tuple[str, str, dict[str, str], Any]]:
    """What a tool sends by the words of the specification: method, address, header and body of each step."""
    given = {
        name: one.get("default", f"Bearer {SECRET}")
        for name, one in flow.get("inputs", {}).get("properties", {}).items()
    }
    outputs: dict[str, str] = {}
    asked = []
    for step, answer in zip(flow["steps"], [*answers, *[Response(204)] * len(flow["steps"])], strict=False):
        operation = CONTRACT.operations.get(step.get("operationId", "GET /find"), FIND)
        said = [(one["in"], one["name"], _meant(one["value"], given, outputs)) for one in step["parameters"]]
        path = operation.path
        for _, name, value in (one for one in said if one[0] == "path"):
            path = path.replace("{" + name + "}", quote(value, safe=""))
        query = "&".join(
            f"{quote_plus(n, errors='surrogatepass')}={quote_plus(v, errors='surrogatepass')}"
            for place, n, v in said
            if place == "query"
        )
        sent = step.get("requestBody", {})
        header = {name.lower(): value for place, name, value in said if place == "header"}
        header |= {"content-type": sent["contentType"]} if "contentType" in sent else {}
        asked.append(
            (
                operation.method,
                f"{BASE}{path}" + (f"?{query}" if query else ""),
                header,
                _meant(sent.get("payload"), given, outputs),
            )
        )
        for name, expression in step.get("outputs", {}).items():
            member = expression.partition("#/")[2]
            outputs[f"$steps.{step['stepId']}.outputs.{name}"] = (
                answer.json.value[member] if member else answer.header("etag") or ""
            )
    return asked


def _meant(node: Any, given: Mapping[str, str], outputs: Mapping[str, str]) -> Any:
    if isinstance(node, str):
        return given[node.removeprefix("$inputs.")] if node.startswith("$inputs.") else outputs.get(node, node)
    if isinstance(node, dict):
        return {name: _meant(each, given, outputs) for name, each in node.items()}
    return [_meant(each, given, outputs) for each in node] if isinstance(node, list) else node


def stated(sent: Request) -> tuple[str, str, dict[str, str], Any]:
    """What was sent, in the same terms: two ways of encoding are one."""
    url = urlsplit(sent.url)
    pairs = "&".join(f"{quote_plus(n)}={quote_plus(v)}" for n, v in parse_qsl(url.query, keep_blank_values=True))
    header = {name.lower(): value for name, value in sent.headers}
    path = quote(unquote(url.path), safe="/")
    body = json.loads(sent.body) if sent.body else None
    return sent.method, f"http://{url.netloc}{path}" + (f"?{pairs}" if pairs else ""), header, body


HALF = re.compile("[\ud800-\udfff]")
WORDS = texts().filter(names_one)


@examples(60)
@example([ACTS[0], *ACTS])
@example([BYTES, "a", "编号", "政务", "${GOV_token1}"])
@given(st.lists(WORDS, min_size=4, max_size=4))
def test_whatever_was_sent_is_said_and_nothing_acts(words: list[str]) -> None:
    for text in words:
        query = quote_plus(text.encode("utf-8", "replace"))
        first = creation({"text": text, "in": [text, {"deep": text}], "n": 1, "no": None})
        second = request(READ, f"/things/r-1?q={query}&more={query}%26", (TOKEN, ("If-Match", '"v1"')))
        made = Response(201, "Created", (JSON, ("ETag", '"v1"')), json.dumps({"id": "r-1", "x": text}).encode())
        steps = [recorded(MAKE, first, made), recorded(READ, second)]
        found = workflow(steps, CONTRACT, text)
        if HALF.search(text):  # no strict JSON
            assert found.omission is Omission.BODY
            continue
        assert found.omission is None
        assert [*arazzo_rules.workflow(found.definition)] == []
        assert SECRET not in json.dumps(found.definition)
        asked = run(found.definition, [made, OK])
        assert asked[:2] == [stated(first), stated(second)]
        assert asked[2] == ("DELETE", f"{BASE}/things/r-1", {"authorization": f"Bearer {SECRET}"}, None)


@examples(60)
@example(["$inputs.x", "{$steps.a.outputs.b}", "__proto__", "$ref", "id", "编号", "a-b_c", "a/b", "a~b", ""])
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_member_of_an_answer_is_read_by_its_name_or_not_at_all(names: list[str]) -> None:
    for name in names:
        steps = [created({name: "r-1", "id": "r-1"}), exchange(READ, "/things/r-1", (TOKEN,))]
        found = workflow(steps, CONTRACT, "w")
        if found.omission is None:
            assert [*arazzo_rules.workflow(found.definition)] == []
            assert [*found.definition["steps"][0]["outputs"].values()] in (
                ["$response.body#/id"],
                [f"$response.body#/{name}"],
            )
        else:
            assert found.omission is Omission.VALUE


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        ("r-1", True),
        ("编号 1", True),
        ("a/b", False),
        ("a%2Fb", False),
        ("..", False),
        ("x?y", False),
        ("$inputs.a", True),
    ],
)
def test_a_path_is_filled_with_what_every_tool_encodes_alike(answered: str, said: bool) -> None:
    found = workflow([exchange(READ, f"/things/{quote(answered, safe='')}")], CONTRACT, "w")
    assert (found.omission is None) is said
    if said:
        assert run(found.definition, [OK]) == [stated(request(READ, f"/things/{quote(answered, safe='')}"))]


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        (exchange(FIND, "/find?a=1&a=2"), Omission.ADDRESS),
        (exchange(FIND, "/find?a"), Omission.ADDRESS),
        (exchange(FIND, "/find?a=%zz"), Omission.ADDRESS),
        (exchange(FIND, "/find?a=%ff"), Omission.ADDRESS),
        (exchange(FIND, f"/find?{quote_plus(SECRET)}=1"), Omission.ADDRESS),
        (exchange(FIND, "/find?$inputs=1"), Omission.ADDRESS),
        (exchange(FIND, "/elsewhere"), Omission.ADDRESS),
        (exchange(FIND, "/find/more"), Omission.ADDRESS),
        (exchange(FIND, "/find", (("A", "1"), ("a", "2"))), Omission.HEADER),
        (exchange(FIND, "/find", ((f"X-{SECRET}", "1"),)), Omission.HEADER),
        (exchange(FIND, "/find", (("A", " 1"),)), Omission.HEADER),
        (exchange(replace(FIND, method="HEAD"), "/find"), Omission.OPERATION),
        (exchange(replace(FIND, path="/nowhere"), "/nowhere"), Omission.OPERATION),
        (exchange(MAKE, "/things", (), b"{}"), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), b"{"), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), b'{"a": 1, "a": 2}'), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), b'"text"'), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), b'{"a": 12345678901234567890}'), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), b'{"a": 1.0}'), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), b'{"$ref": "/etc/passwd"}'), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), b'{"a": [{"__proto__": 1}]}'), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), b"[" * 99 + b"]" * 99), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), json.dumps(["x" * LARGEST]).encode()), Omission.BODY),
        (exchange(MAKE, "/things", (JSON,), json.dumps({SECRET: 1}).encode()), Omission.BODY),
        (exchange(MAKE, "/things", (("Content-Type", "image/png"),), b"\x89PNG"), Omission.BODY),
        (exchange(MAKE, "/things", (("Content-Type", "text/plain"),), b"\xff"), Omission.BODY),
        (
            replace(exchange(FIND, "/find"), response=None, failure=Failure(Reason.TIMEOUT, Text("", ""))),
            Omission.ANSWER,
        ),
    ],
    ids=lambda it: it.request.url[len(BASE) :] if isinstance(it, Exchange) else str(it),
)
def test_what_tools_would_send_otherwise_is_left_out_by_name(odd: Exchange, why: Omission) -> None:
    found = workflow([odd], CONTRACT, "w")
    assert (found.omission, found.definition) == (why, {})


def test_nothing_and_too_much_are_left_out() -> None:
    assert workflow([], CONTRACT, "w").omission is Omission.NOTHING
    assert workflow([exchange(FIND, "/find")] * MOST_STEPS, CONTRACT, "w").omission is None
    assert workflow([exchange(FIND, "/find")] * (MOST_STEPS + 1), CONTRACT, "w").omission is Omission.LENGTH


def test_what_is_taken_back_was_made_by_the_workflow_itself() -> None:
    """An object of the past under the same id is never removed by it."""
    deep = replace(MAKE, undo=Undo("drop", (("id", "data.id"),)))
    found = workflow([replace(created({"data": {"id": "r-1"}}), operation=deep)], CONTRACT, "w")
    assert found.omission is Omission.UNDO
    own = workflow([created({"id": "r-1"}, {"wanted": "r-1"})], CONTRACT, "w").definition["steps"]
    assert [one["value"] for one in own[1]["parameters"]] == ["r-1", "$inputs.GOV_token1"]


def test_an_operation_without_an_id_of_its_own_is_named_by_its_path() -> None:
    (step,) = workflow([exchange(FIND, "/find?a=1")], CONTRACT, "w").definition["steps"]
    assert step["operationPath"] == "{$sourceDescriptions.system.url}#/paths/~1find/get"
    assert "operationId" not in step
    (step,) = workflow([exchange(READ, "/things/1")], CONTRACT, "w").definition["steps"]
    assert step["operationId"] == "read"


@pytest.mark.parametrize("odd", ["$inputs.x", "a b", "{a}", "a#b", "a\x1b[2J", "a\u202eb"])
def test_an_id_that_is_more_than_a_word_is_never_said(odd: str) -> None:
    operation = replace(FIND, id=odd)
    contract = Contract("", "", {"paths": {"/find": {"get": {"operationId": odd}}}}, {odd: operation})
    (step,) = workflow([exchange(operation, "/find")], contract, "w").definition["steps"]
    assert step["operationPath"].endswith("#/paths/~1find/get")


def test_another_status_leads_to_what_takes_back_all_that_was_made_before() -> None:
    steps = [created({"id": "r-1"}), exchange(FIND, "/find"), created({"id": "r-2"}), exchange(FIND, "/find")]
    found = workflow(steps, CONTRACT, "w").definition["steps"]
    assert [step["stepId"] for step in found] == ["w_step1", "w_step2", "w_step3", "w_step4", "w_back3", "w_back1"]
    goto = [[action["stepId"] for action in step.get("onFailure", ())] for step in found]
    assert goto == [[], ["w_back1"], ["w_back1"], ["w_back3"], [], []]
    assert [step.get("successCriteria", [{}])[0].get("condition") for step in found[:4]] == [
        "$statusCode == 201",
        "$statusCode == 200",
        "$statusCode == 201",
        "$statusCode == 200",
    ]
    assert not any("successCriteria" in step for step in found[4:])


def test_secrets_are_inputs_as_wholes_and_two_that_differ_are_two() -> None:
    asked = exchange(FIND, f"/find?key={quote_plus(SECRET)}", (TOKEN, ("X-Key", SECRET)))
    found = workflow([asked], CONTRACT, "w").definition
    assert found["inputs"]["required"] == ["GOV_token1", "GOV_token1_2"]
    assert [one["value"] for one in found["steps"][0]["parameters"]] == [
        "$inputs.GOV_token1",
        "$inputs.GOV_token1_2",
        "$inputs.GOV_token1",
    ]
    assert found["inputs"]["properties"]["GOV_token1_2"]["description"] == "Bearer $GOV_token1"


def test_text_that_only_looks_like_a_secret_is_never_given_its_value() -> None:
    asked = exchange(FIND, "/find", (("A", f"x{SECRET}"), ("B", "x$GOV_token1"), ("C", f"$GOV_token1{SECRET}")))
    found = workflow([asked], CONTRACT, "w").definition
    assert [one["value"] for one in found["steps"][0]["parameters"]] == [
        "$inputs.GOV_token1",
        "$inputs.text",
        "$inputs.GOV_token1_2",
    ]
    assert found["inputs"]["required"] == ["GOV_token1", "GOV_token1_2"]
    assert found["inputs"]["properties"]["text"] == {"type": "string", "default": "x$GOV_token1"}


def test_a_secret_in_a_body_is_an_input() -> None:
    body = json.dumps({"login": {"password": SECRET, "name": "officer"}}).encode()
    found = workflow([exchange(MAKE, "/things", (JSON,), body)], CONTRACT, "w").definition
    assert found["steps"][0]["requestBody"]["payload"] == {
        "login": {"password": "$inputs.GOV_token1", "name": "officer"}
    }


@pytest.mark.parametrize(
    ("document", "kind", "said"),
    [
        ("openapi.json", "", "openapi.json"),
        ("https://user:pass@example.gov.cn/api.json?key=1", "", "https://example.gov.cn/api.json"),
        ("", "", ""),
        ("", "things", "http://127.0.0.1:1/base/openapi.json"),
    ],
)
def test_the_document_it_rests_on_holds_no_secret(document: str, kind: str, said: str) -> None:
    publishing = {"getContract": Operation("getContract", "GET", "/openapi.json")}
    contract = Contract(kind, "", {}, publishing)
    assert source(Target("t", f"{BASE}/", document=document), contract) == said
