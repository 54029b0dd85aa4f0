"""`--dry-run` names every operation that no questions are put to, by why there are none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from conformance.cli.preview import preview
from conformance.model.case import Unmade, Unquestioned
from conformance.model.target import Target
from tests.examining import plan_for

MANY = tuple(Unquestioned(f"list{number}", Unmade.STEPS) for number in range(30))
OTHERS = (Unquestioned("none", Unmade.NONE), Unquestioned("[red]later", Unmade.BUDGET))


def test_all_are_named_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_for(Target("any", "http://127.0.0.1:9"))
    preview(replace(plan, without=(*MANY, *OTHERS)), "en")
    said = capsys.readouterr().out
    assert "operations without questions, 32:\n" in said
    assert "  operations no question could be made of: none\n" in said
    assert "  operations without questions, as the budget of requests has no room for them: [red]later\n" in said
    (line,) = (line for line in said.splitlines() if "all steps of making" in line)
    assert re.findall(r"list\d+", line) == [each.operation for each in MANY]


def test_where_all_have_questions_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    preview(plan_for(Target("any", "http://127.0.0.1:9")), "en")
    assert "without questions" not in capsys.readouterr().out
