"""A gate asks for whole levels and the clauses a profile names; what is named wrongly is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.config.loading import data
from conformance.model.clause import Document, Standard
from conformance.model.text import Text
from conformance.norms.profile import load_profile, profile_problems

WHY = "reason: {zh: 缺此不可互通, en: without it nothing works}"


def problems(folder: Path, standard: Standard, named: str) -> list[str]:
    """What the lint tells of a small profile whose gate names these clauses."""
    schema = (data("profiles") / "profile.schema.json").read_text(encoding="utf-8")
    (folder / "profile.schema.json").write_text(schema, encoding="utf-8")
    lines = ["kind: small", "title: {zh: 小, en: Small}", "clauses: [support.paging.*, overall.encoding.utf8]"]
    lines += ["gate:", "  mandatory: [must]", "  coverage: 0.5", "  named:", f"    - clauses: {named}", f"      {WHY}"]
    (folder / "small.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [f"{problem.line}: {problem.text.en}" for problem in profile_problems(folder, "small", standard)]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("[support.paging.complete]", []),
        ("[support.paging.compleat]", ["8: there is no clause `support.paging.compleat`"]),
        ("[support.search.finds]", ["8: this profile does not itself list `support.search.finds`"]),
        ("[overall.encoding.utf8]", ["8: `overall.encoding.utf8` gates already"]),
        ("[support.paging.stable, support.paging.stable]", ["8: `support.paging.stable` gates already"]),
    ],
)
def test_what_a_gate_may_name(tmp_path: Path, standard: Standard, named: str, told: list[str]) -> None:
    assert problems(tmp_path, standard, named) == told


def test_what_an_included_profile_names_gates_too_and_nothing_else_does(standard: Standard) -> None:
    profile = load_profile(data("profiles"), "resource-catalogue", standard)
    asked = {name for name in profile.clauses if profile.gate.asks_for(standard.clauses[name])}
    musts = {name for name in profile.clauses if standard.clauses[name].level == "must"}
    assert asked == musts | set(profile.gate.named)
    assert "security.access.authentication-required" in profile.gate.named  # named by `native`
    assert "security.exposure.version-banner" not in asked


def test_a_place_of_several_articles_is_cited_as_one_cites_it() -> None:
    law = Document("L", Text("法", "Law"), Text("《法》", "Law"), read=True, division="article")
    assert law.place("20, 21, 23(3)") == Text("第20条、第21条、第23条第3项", ", articles 20, 21 and 23(3)")
    assert law.place("20") == Text("第20条", ", article 20")
    rfc = Document("R", Text("R", "R"), Text("R", "R"), read=True)
    assert rfc.place("3, 3.1.2") == Text(" 第 3、3.1.2 节", ", sections 3 and 3.1.2")
