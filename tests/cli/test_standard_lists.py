"""`hutong standard list|show|diff`: what there is, what it says, and what changed between two releases."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.model.clause import FAMILIES, Standard

ROOT = Path(__file__).resolve().parents[2]


def hutong(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An older release: this one with a clause less, one that was withdrawn since, and others that read otherwise."""
    shutil.copytree(ROOT / "standards", tmp_path / "standards", ignore=shutil.ignore_patterns("corpus", "contracts"))
    file = tmp_path / "standards" / "support" / "paging.yaml"
    text = file.read_text(encoding="utf-8")
    head, *clauses = text.split("  - id: ")
    kept = [one for one in clauses if not one.startswith("support.paging.stable")]
    kept[0] = kept[0].replace("level: should", "level: may").replace("severity: medium", "severity: low")
    gone = kept[-1].replace(kept[-1].split("\n")[0], "support.paging.older-rule")
    file.write_text("  - id: ".join([head, *kept, gone]), encoding="utf-8")
    return tmp_path


def test_every_clause_is_listed_once_under_its_topic(standard: Standard) -> None:
    lines = hutong("standard", "list", "--lang", "zh").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [*standard.clauses]
    assert sorted(line.split()[0] for line in lines if not line.startswith("  ")) == sorted(standard.topics)


def test_the_list_is_narrowed_by_family_level_and_topic(standard: Standard) -> None:
    done = json.loads(hutong("standard", "list", "--family", "security", "--level", "must", "--format", "json").stdout)
    wanted = [it.id for it in standard.clauses.values() if it.family == "security" and it.level == "must"]
    assert [clause["id"] for clause in done["clauses"]] == wanted
    assert done["clauses"][0]["title"]["zh"] == standard.clauses[wanted[0]].title.zh
    topic = hutong("standard", "list", "support.paging", "--lang", "en").stdout
    assert "support.paging.complete" in topic
    assert "support.errors" not in topic
    assert set(FAMILIES) >= {"support"}


@pytest.mark.parametrize("command", [("standard", "show"), ("explain",)])
def test_a_topic_is_shown_clause_by_clause(command: tuple[str, ...], standard: Standard) -> None:
    shown = hutong(*command, "support.paging", "--lang", "zh").stdout
    for clause in standard.clauses.values():
        assert (clause.statement.zh in shown) == clause.id.startswith("support.paging.")


def test_what_changed_is_told_part_by_part(older: Path) -> None:
    shown = hutong("standard", "diff", str(older), "--lang", "en").stdout
    assert "+ support.paging.stable" in shown
    assert "- support.paging.older-rule" in shown
    assert "level: may → should" in shown
    zh = hutong("standard", "diff", str(older / "standards"), "--lang", "zh").stdout
    assert "level: 可 → 宜" in zh
    document = json.loads(hutong("standard", "diff", str(older), "--format", "json").stdout)
    assert document["added"] == ["support.paging.stable"]
    assert document["withdrawn"] == [{"id": "support.paging.older-rule", "replaced_by": None}]
    assert {"level"} <= {change["part"] for change in document["changed"]} <= {"level", "severity"}


def test_a_release_is_the_same_as_itself() -> None:
    done = hutong("standard", "diff", str(ROOT), "--lang", "en")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "the clauses are the same"


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    done = hutong("standard", "diff", str(tmp_path), "--lang", "en")
    assert done.exit_code == 2
    assert "no release of the standards" in done.output
