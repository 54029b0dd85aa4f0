"""The data is a product: every file obeys its schema, every name is real and used, both languages are there."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from conformance.engine.vocabulary import Tools
from conformance.model.clause import FAMILIES, Clause, Level, Standard
from conformance.norms.data_files import data
from conformance.norms.lint import lint

ROOT = Path(__file__).resolve().parents[1]
LEAST = {"overall": 12, "support": 14, "security": 14, "management": 5, "application": 4}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
VERBS = {
    Level.MUST: (re.compile("应|不得"), re.compile(r"\bmust\b")),
    Level.SHOULD: (re.compile("宜"), re.compile(r"\bshould\b")),
    Level.MAY: (re.compile("可"), re.compile(r"\bmay\b")),
}
"""The verbs a statement is worded with, by the level of its clause."""
NO_VERB = re.compile("应答|相应|对应|应用")


def test_nothing_is_wrong_with_the_release(the_tools: Tools) -> None:
    problems = lint(data("standards"), data("profiles"), the_tools.vocabulary)
    assert [str(problem) for problem in problems] == []


def active(standard: Standard, family: str) -> list[Clause]:
    return [c for c in standard.clauses.values() if c.family == family and c.status == "active" and not c.manual]


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_holds_its_automatic_clauses(standard: Standard, family: str) -> None:
    assert len(active(standard, family)) >= LEAST[family]


def test_at_least_55_automatic_clauses(standard: Standard) -> None:
    assert sum(len(active(standard, family)) for family in FAMILIES) >= 55


def test_a_must_rests_on_what_was_read_or_reproduced(standard: Standard) -> None:
    for clause in standard.clauses.values():
        if clause.level is Level.MUST:
            assert clause.source.basis in ("read", "reproduced") or clause.authority, clause.id


def test_chinese_is_chinese_and_english_is_english(standard: Standard) -> None:
    for clause in standard.clauses.values():
        for text in (clause.title, clause.statement, clause.remediation):
            assert CHINESE.search(text.zh), clause.id
            assert not CHINESE.search(re.sub(r"[\"“(（].*?[\"”)）]", "", text.en)), f"{clause.id}: {text.en}"


def test_a_statement_is_worded_as_its_level_says(standard: Standard) -> None:
    for clause in standard.clauses.values():
        said = NO_VERB.sub("", clause.statement.zh), clause.statement.en
        for text, verb in zip(said, VERBS[clause.level], strict=True):
            assert verb.search(text), f"{clause.id} is a {clause.level}: {text}"
        for level in {Level.MUST, Level.SHOULD} - {clause.level}:
            for text, verb in zip(said, VERBS[level], strict=True):
                assert not verb.search(text), f"{clause.id} is a {clause.level}: {text}"
        assert "必须" not in clause.statement.zh, clause.id


def test_titles_are_told_apart(standard: Standard) -> None:
    for lang in ("zh", "en"):
        twice = [
            title for title, n in Counter(getattr(c.title, lang) for c in standard.clauses.values()).items() if n > 1
        ]
        assert twice == []


def test_every_candidate_is_coded_or_has_its_reason(standard: Standard) -> None:
    assert len(standard.candidates) >= 100
    for candidate in standard.candidates:
        assert bool(candidate.coded) != bool(candidate.reason), candidate.id


def test_schemas_are_schemas() -> None:
    import jsonschema

    for file in [*ROOT.glob("standards/**/*.json"), *ROOT.glob("profiles/*.json"), *ROOT.glob("conformance/**/*.json")]:
        jsonschema.Draft202012Validator.check_schema(json.loads(file.read_text(encoding="utf-8")))


def test_data_files_are_utf8_without_bom_or_tabs() -> None:
    for file in [*ROOT.glob("standards/**/*"), *ROOT.glob("profiles/*")]:
        if file.is_file():
            raw = file.read_bytes()
            raw.decode("utf-8")
            assert not raw.startswith(b"\xef\xbb\xbf"), file
            assert b"\t" not in raw or file.suffix == ".jsonl", file
