"""However large or odd an answer is, no judge takes more than in proportion to its size."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from conformance.checks.management.accessible import MOST, page_says_it_in_words
from conformance.checks.markup import pieces
from conformance.checks.shapes import MOST_PLACES, departures
from conformance.engine.vocabulary import Tools
from conformance.measure.prepared import loaded
from conformance.model.clause import Standard
from conformance.model.contract import Schema
from conformance.model.exchange import Exchange, Outcome, Response, Trace, Value
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from tests.checks.making import arguments, exchange, said, trace
from tests.checks.test_odd_shapes import BETWEEN, PAIR, STEPS, judged
from tests.pumping import at_most

SECONDS = 3.0
"""Of processor time for one judge and one answer of a megabyte; most take a hundredth."""
ITEM = {
    "id": "r-000001",
    "code": "30100101/000002",
    "name": "某某",
    "summary": "x",
    "status": "published",
    "items": [{"name": "a", "type": "C", "length": 6, "codes": ["1"]}],
    "version": 1,
    "changedAt": "2026-01-01T00:00:00+08:00",
    "provider": {"uscc": "11459900HT100001X1"},
    "resource": "30100101/000002",
    "method": "service",
}


def listed(number: int, item: Callable[[int], Any]) -> bytes:
    items = [item(place) for place in range(number)]
    data = {"items": items, "records": items, "total": number, "next": None, "regions": items, "id": "g"}
    return json.dumps(data, ensure_ascii=False).encode()


LARGE: dict[str, tuple[str, bytes]] = {
    "entries": ("application/json", listed(1_500, lambda place: {**ITEM, "id": f"r-{place:06d}"})),
    "small entries": ("application/json", listed(12_000, lambda place: {"id": place, f"m{place}": place})),
    "names": ("application/json", listed(25_000, lambda place: f"name-{place}")),
    "numbers": ("application/json", listed(60_000, lambda place: place)),
    "members": ("application/json", json.dumps({f"m{place}": place for place in range(60_000)}).encode()),
    "text": ("application/json", json.dumps("a b/c:1 " * 125_000).encode()),
    "vast number": ("application/json", b'{"items":[{"id":' + b"9" * 1_000_000 + b"}]}"),
    "deep": ("application/json", b'{"items":[' * 100_000),
    "one key": ("application/json", b"{" + b",".join(b'"id":1' for _ in range(140_000)) + b"}"),
    "tags": ("text/html", b"<a href='/x?y=1'>\xe4\xb8\xad <b>" * 40_000),
    "open tags": ("text/html", b"<a " * 340_000),
    "angles": ("text/html", b"<" * 1_000_000),
    "digits": ("text/plain", b"1" * 1_000_000),
    "numbers of people": ("text/plain", b"110101199001011234 " * 50_000),
    "paths": ("text/plain", b"/var/x/" * 140_000),
}


@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize("name", LARGE)
def test_no_judge_is_slow(name: str, status: int, standard: Standard, the_tools: Tools) -> None:
    media, body = LARGE[name]
    response = Response(status, "", (("Content-Type", media),), body)
    data = response.json.value if response.is_json else None
    path = "/resources?q=x&pageSize=20&since=2026-01-01T00:00:00%2B08:00"
    asked = {"Authorization": "Bearer $HUTONG_OFFICER"}
    operation = loaded("resource-catalogue").contract.operations["listResources"]
    base = replace(
        exchange(path=path, asked=asked, operation=operation), response=response, outcome=Outcome(status, data)
    )
    subjects: dict[str, Exchange | Trace | Value] = {
        "exchange": base,
        "trace": trace(*(replace(base, step=step) for step in dict.fromkeys((*STEPS, *BETWEEN)))),
        "value": Value(data, "items[0]", base, data),
    }
    for kind, subject in subjects.items():
        checks = {verify.check: (clause, verify) for clause, verify in judged(standard, the_tools, kind)}
        for check, (clause, verify) in checks.items():
            with at_most(SECONDS, check):
                said(the_tools.checks[check], subject, **arguments(clause, verify, pair=PAIR))


DUE = Text("模式", "the schema")


def found(value: Any, schema: Any) -> list[str]:
    with at_most(2, str(schema)[:60]):
        try:
            return [finding.message.en for finding in departures(value, Schema(schema, "S"), DUE)]
        except Undecided as undecided:
            return [f"undecided {undecided.reason}: {undecided.detail.en}"]


def test_of_a_list_that_is_all_wrong_a_few_are_told_and_that_there_are_more() -> None:
    texts = {"type": "array", "items": {"type": "string"}}
    told = found([*range(200_000)], texts)
    assert len(told) == MOST_PLACES
    assert "and at least 199" in told[-1]
    assert found([*range(MOST_PLACES + 2)], texts)[-1].startswith(
        "[4]: 4 breaks type: of type string; and 2 more places"
    )
    assert found([*range(MOST_PLACES)], texts)[-1] == "[4]: 4 breaks type: of type string; due the schema"
    (late,) = found(["a"] * 199_999 + [1], texts)
    assert late.startswith("[199999]: 1 breaks type")
    (short,) = found(["a"] * 200_000, {"minItems": 300_000})
    assert short.startswith("breaks minItems")
    assert found(["a"] * 200_000, texts) == []
    members = found({f"m{place}": place for place in range(100_000)}, {"additionalProperties": {"type": "string"}})
    assert "and at least" in members[-1]


def test_alternatives_within_alternatives_are_counted_before_they_are_tried() -> None:
    """Thirty schemas, each a choice of two ways into the next: 2**30 ways to hold one value."""
    ways = {f"s{n}": {"anyOf": [{"$ref": f"#/$defs/s{n + 1}"}] * 2} for n in range(30)}
    schema = {"$defs": {**ways, "s30": {"type": "string"}}, "$ref": "#/$defs/s0"}
    (told,) = found(1, schema)
    assert told.startswith("undecided")
    assert found("a", {"$defs": {"s": {"type": "string"}}, "anyOf": [{"$ref": "#/$defs/s"}] * 2}) == []


def test_what_was_cut_away_may_decide_which_branch_holds() -> None:
    schema = {"properties": {"list": {"if": {"contains": {"const": "end"}}, "else": {"items": {"const": "end"}}}}}
    assert found({"list": ["a"] * 5_000 + ["end"]}, schema) == []


def test_errors_of_what_was_cut_away_are_not_told() -> None:
    """Of the first values alone it could seem that the list is too short, or lacks what stands at its end."""
    schema = {"minItems": 5_000, "contains": {"const": "end"}, "items": {"type": ["string", "integer"]}}
    assert found(["a"] * 5_000 + ["end"], schema) == []
    told = found([None, *["a"] * 5_000, "end"], schema)
    assert len(told) == 1
    assert told[0].startswith("[0]: null breaks type")


@pytest.mark.parametrize(
    ("value", "schema", "said_of_it"),
    [
        (["中x" * 300_000], {"items": {"pattern": "(.{0,200}x){0,20}y"}}, "undecided budget: too much"),
        (["a" * 30 + "!"], {"items": {"pattern": "^(a|a)*(?<!b)$"}}, "undecided budget: a pattern of the schema"),
        (["a" * 1_000_000 + "!"], {"items": {"pattern": r"(a+)+\1$"}}, "undecided budget: a pattern of the schema"),
        (
            {"a" * 30 + "!": 1},
            {"patternProperties": {"^(a|a)*(?<!b)$": {"type": "string"}}},
            "undecided budget: a pattern",
        ),
        (["ab"] * 6_000, {"items": {"pattern": "^(?!x).*$"}}, "undecided budget: too much"),
        (["ab"] * 600, {"items": {"pattern": "^(?!x).*$"}}, ""),
        (["xb"] * 600, {"items": {"pattern": "^(?!x).*$"}}, '[0]: "xb" breaks pattern'),
        ([1999] * 100_000, {"items": {"anyOf": [{"const": n} for n in range(2_000)]}}, "undecided budget: too much"),
        (["a" * 8_000_000], {"items": {"pattern": "^(a+)+$"}}, ""),
        (["a" * 8_000_000], {"items": {"maxLength": 5}}, '[0]: "aaa'),
    ],
    ids=["wide", "backtracks", "refers back", "names", "many", "few", "wrong", "alternatives", "nested", "long"],
)
def test_a_pattern_of_somebody_else_is_bounded_and_decides_nothing_it_cannot(
    value: Any, schema: Any, said_of_it: str
) -> None:
    told = found(value, schema)
    assert told[0].startswith(said_of_it) if said_of_it else told == []


def test_half_a_character_is_judged_like_any_other() -> None:
    schema = {"items": {"type": "string", "maxLength": 1}, "additionalProperties": {"type": "string"}}
    assert found(["\ud800"], schema) == []
    assert found(["\ud800\udfff"], schema) == [
        '[0]: "\ufffd\ufffd" breaks maxLength: at most 1 characters; due the schema'
    ]
    assert found({"\ud800": 1}, schema)[0].startswith("\ufffd: 1 breaks type")


PUMPS = ("<!--", "<!", "<a ", "<a b='", '<a b="', "</", "</a ", "<![CDATA[", "<![", "&", "&#x", "<script>", "<?", "<")
MORE = ("<a b=", '<a b="x" ', "<title>", "</title", "<label></b>", "<a/", "<a\n", "<p>中", "<style></", "<textarea>")


@pytest.mark.parametrize("pump", [*PUMPS, *MORE])
def test_no_page_is_slow_to_read(pump: str) -> None:
    with at_most(SECONDS, pump):
        assert sum(1 for _ in pieces(pump * (1_000_000 // len(pump)))) >= 0


def test_a_page_too_large_to_be_read_is_no_pass() -> None:
    page = b"<html lang=zh><title>t</title><img alt=''>" + b" " * MOST
    large = replace(
        exchange("html", media="text/html"), response=Response(200, "", (("Content-Type", "text/html"),), page)
    )
    with pytest.raises(Undecided) as raised:
        list(page_says_it_in_words(trace(large)))
    assert raised.value.reason is Reason.BUDGET
