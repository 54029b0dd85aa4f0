"""Filed workflows: sound by the rules of Arazzo, bounded, without secrets, and nothing of a system acts in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from conformance.model.report import Counterexample, Report
from conformance.model.text import Lang, Text
from conformance.model.workflow import OMISSION_WORDS, Omission
from conformance.reports import formats, json_document, saved
from conformance.reports.formats.arazzo import MOST, MOST_OF_A_CLAUSE
from conformance.reports.saved import marked
from conformance.reports.writing import write
from tests import arazzo_rules
from tests.hostile import ACTS
from tests.reports import sample

LANGS: tuple[Lang, ...] = ("zh", "en")
MANY = 12


def filed(document: formats.Document, lang: Lang = "en") -> dict[str, Any]:
    made = formats.render("arazzo", document, lang)
    assert isinstance(made, bytes)
    read: dict[str, Any] = json.loads(made)
    return read


def of(report: Report, lang: Lang = "en") -> dict[str, Any]:
    return filed(json_document.document(report, lang), lang)


def wide(clauses: int, findings: int) -> Report:
    """A report of so many broken clauses with so many findings each, all of which can be said."""
    base = sample.report()
    zone = base.results[0]
    first = zone.findings[0]
    results = []
    for number in range(clauses):
        name = f"overall.time.zone-{number}"
        flows = [
            replace(first, workflow=replace(first.workflow, definition=_named(first, f"{name.replace('.', '_')}_{at}")))
            for at in range(findings)
        ]
        results.append(replace(zone, clause=replace(zone.clause, id=name), findings=tuple(flows), places=findings + 1))
    return replace(base, results=tuple(results))


def _named(found: Counterexample, name: str) -> dict[str, Any]:
    definition = found.workflow.definition
    steps = [{**step, "stepId": f"{name}_step1"} for step in definition["steps"]]
    return {**definition, "workflowId": name, "steps": steps}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("make", [sample.report, sample.waived_report, sample.good_report, sample.hostile_report])
def test_every_sample_keeps_the_rules(make: Callable[[], Report], lang: Lang) -> None:
    document = of(make(), lang)
    assert arazzo_rules.wrong(document) == []
    assert sample.OFFICER.secret not in json.dumps(document)
    assert document["sourceDescriptions"][0]["url"] == f"{sample.ADDRESS}/openapi.json"


def test_rules_are_broken_by_what_is_spoilt() -> None:
    """The rules themselves can tell."""
    step = of(sample.report())["workflows"][0]["steps"][0]
    for odd in (
        {"stepId": "a b"},
        {"stepId": "1"},
        {"operationPath": "x"},
        {"surprise": 1},
        {"parameters": [{"name": "a", "in": "query", "value": "{$inputs.HUTONG_OFFICER}"}]},
        {"parameters": [{"name": "a", "in": "query", "value": "$inputs.nobody"}]},
        {"parameters": [{"name": "a", "in": "query", "value": "$steps.later.outputs.a"}]},
        {"parameters": [{"name": "a", "in": "query", "value": 1}]},
        {"parameters": [{"name": "a", "in": "query", "value": "1"}] * 2},
        {"requestBody": {"payload": {"$ref": "x"}}},
        {"requestBody": {"payload": [{"a": "$url"}]}},
        {"successCriteria": [{"condition": "$statusCode == 200 || true"}]},
        {"outputs": {"a": "$response.body#/a$(x)"}},
        {"onFailure": [{"name": "a", "type": "goto", "stepId": "nowhere"}]},
    ):
        document = of(sample.report())
        document["workflows"][0]["steps"] = [{**step, **odd}]
        assert arazzo_rules.wrong(document) != [], odd


def test_a_saved_result_gives_the_same_workflows(tmp_path: Path) -> None:
    document = json_document.document(sample.report(), "en")
    file = tmp_path / "result.json"
    write(formats.render("json", document, "en"), file)
    assert formats.render("arazzo", saved.read(file), "en") == formats.render("arazzo", document, "en")


def test_a_result_knows_every_word_for_what_is_not_said() -> None:
    assert json_document.schema()["$defs"]["omission"]["enum"] == ["", *Omission]
    assert OMISSION_WORDS.keys() == {*Omission}


def test_a_finding_that_cannot_be_said_is_named_with_its_reason() -> None:
    document = of(sample.report())
    left = {one["of"]: (one["why"], one["number"]) for one in document["x-hutong-left-out"] if "answer" in one["why"]}
    assert left == {"support.paging.size-is-bounded": ("a request got no answer, so there is no status to compare", 1)}


@pytest.mark.parametrize(("clauses", "findings"), [(1, MANY), (60, 6)])
def test_what_is_bounded_is_counted(clauses: int, findings: int) -> None:
    document = of(wide(clauses, findings))
    assert arazzo_rules.wrong(document) == []
    assert len(document["workflows"]) == min(1 + clauses * min(findings, MOST_OF_A_CLAUSE), MOST)
    out = sum(one["number"] for one in document["x-hutong-left-out"])
    assert len(document["workflows"]) + out == 1 + clauses * (findings + 1)


def test_without_an_interface_document_nothing_is_said_and_why() -> None:
    document = of(replace(sample.report(), source=""))
    assert (document["sourceDescriptions"], document["workflows"]) == ([], [])
    assert "nothing to run" in document["info"]["description"]
    assert "nothing to run" not in of(sample.report())["info"]["description"]
    assert {one["why"] for one in document["x-hutong-left-out"]} == {"the system has no interface document"}


def test_an_altered_result_gives_nothing_to_run() -> None:
    document = json_document.document(sample.report(), "en")
    finding = document["clauses"][0]["findings"][0]
    finding["workflow"]["steps"][0]["operationPath"] = "https://evil.example/#/paths/~1/get"
    spoilt = filed(marked(document))
    assert spoilt["workflows"] == []
    assert "altered" in spoilt["info"]["description"]
    assert "evil" not in json.dumps(spoilt)


@pytest.mark.parametrize("odd", ACTS)
def test_no_text_of_a_system_is_markup(odd: str) -> None:
    base = sample.report()
    zone = base.results[0]
    finding = replace(zone.findings[0], message=Text(odd, odd))
    results = (replace(zone, findings=(finding,), places=1),)
    document = of(replace(base, results=results, target=replace(base.target, name=odd)))
    assert arazzo_rules.wrong(document) == []
    texts = [document["info"]["description"], *(flow["description"] for flow in document["workflows"])]
    for token in (each for text in texts for each in MarkdownIt("commonmark").parse(text)):
        inside = [each.type for each in token.children or ()]
        assert {*inside} <= {"text", "text_special", "softbreak"}, (odd, inside)
        assert token.type in ("paragraph_open", "inline", "paragraph_close"), (odd, token.type)
    assert not any("<" in text for text in texts)
