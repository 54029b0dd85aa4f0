"""The corpus file is read back as written, and says where it is wrong."""

from __future__ import annotations

import json

import pytest

from conformance.model.case import Case, Corpus
from conformance.model.exchange import Why
from conformance.norms.corpus import case_id, digest_of, read, with_id, write
from conformance.norms.errors import DataError

CASES = (
    with_id(Case("", "list", "accept", query={"q": "就业", "class": ["1", "2"]})),
    with_id(Case("", "add", "reject", Why("body", "/名称", "minLength"), body={"名称": ""}, media="application/json")),
    with_id(Case("", "add", "reject", Why("body", "", "type"), body=None, media="application/json")),
    with_id(Case("", "read", "any", path={"id": {"live": "entry.id"}}, headers={"If-Match": '"1"'})),
)
CORPUS = Corpus("small", "a" * 64, 7, {"schemathesis": "4", "hypothesis": "6"}, digest_of(CASES), CASES)


def test_read_back_as_written() -> None:
    assert read(write(CORPUS), "small.jsonl") == CORPUS


def test_lines_have_sorted_keys_and_show_chinese() -> None:
    lines = write(CORPUS).splitlines()
    assert len(lines) == 1 + len(CASES)
    assert "就业" in lines[1]
    for line in lines:
        assert line == json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True)


def test_a_null_body_is_told_from_none() -> None:
    sent, left_out = CASES[2], Case("", "add", "reject", Why("body", "", "type"))
    assert '"body": null' in write(CORPUS).splitlines()[3]
    assert case_id(sent) != case_id(left_out)


def test_an_id_is_the_content() -> None:
    assert all(len(case.id) == 12 and case.id == case_id(case) for case in CASES)
    assert case_id(with_id(CASES[0])) == CASES[0].id


def test_an_edited_file_is_refused() -> None:
    edited = write(CORPUS).replace("就业", "失业")
    with pytest.raises(DataError) as caught:
        read(edited, "small.jsonl")
    assert (caught.value.file, caught.value.line) == ("small.jsonl", 1)
    assert "手工修改" in caught.value.text.zh
    assert "edited by hand" in caught.value.text.en


def test_a_line_lost_is_seen() -> None:
    lines = write(CORPUS).splitlines()
    with pytest.raises(DataError, match="edited by hand"):
        read("\n".join(lines[:-1]), "small.jsonl")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"id": "x", "operation": "list"}', "not a case: expects"),
        ('{"id": "x", "operation": "list", "expects": "maybe"}', "not a case: expects"),
        ('{"id": "x", "operation": "list", "expects": "any", "cookie": {}}', "not a case: cookie"),
        ('{"id": "x", "operation": "list", "expects": "any", "query": []}', "not a case: query"),
        ('{"id": "x", "operation": "list", "expects": "any", "why": {"location": "body"}}', "not a case: why"),
        ('{"id": "x", "id": "y", "operation": "list", "expects": "any"}', "duplicate key id"),
    ],
)
def test_a_malformed_line_is_named(line: str, told: str) -> None:
    lines = write(CORPUS).splitlines()
    lines[2] = line
    with pytest.raises(DataError, match=told) as caught:
        read("\n".join(lines), "small.jsonl")
    assert caught.value.line == 3


@pytest.mark.parametrize("first", ["", "[]", '{"kind": "small"}'])
def test_a_file_without_its_first_line_is_refused(first: str) -> None:
    lines = write(CORPUS).splitlines()
    with pytest.raises(DataError) as caught:
        read("\n".join([first, *lines[1:]]), "small.jsonl")
    assert caught.value.line in (1, 2)
