"""Figures of truth count each mutant once, by what came of it, and name every survivor."""

from __future__ import annotations

from typing import Any

from conformance.config.release import the_standard
from conformance.measure.mutants.mutant import Mutant
from conformance.measure.mutants.sample import SERVICE, all_mutants
from conformance.measure.outcomes import Ended, Outcome
from conformance.measure.truth.campaign import Tried
from conformance.measure.truth.figures import counted, document
from conformance.measure.truth.pages import page
from conformance.model.clause import Profile
from conformance.norms.data_files import data
from conformance.norms.profile import load_profile

KIND = "resource-catalogue"
DIFFERS = {"kind": KIND, "request": "GET /resources", "clean": "200", "changed": "500\nbroken"}
PAGED, OTHER = "support.paging.complete", "support.errors.status"
OPEN, SHUT = "support.http.head", "support.http.unknown-path"
"""A clause that is undecided on every mutant, and one that is so on one of them."""


def result(**changes: Any) -> dict[str, Any]:
    found = {"stillborn": "", "failed": [], "gate": True, "observed": "", "differs": None, "compared": {}}
    return {**found, "examined": {}, **changes}


def tried(mutant: Mutant, ended: Ended = Ended.DONE, **changes: Any) -> Tried:
    found = result(**changes) if ended is Ended.DONE else None
    return Tried(SERVICE, mutant, Outcome(mutant.key, ended, 1.0, found, "" if found else "Trace"))


def some() -> list[Tried]:
    """One of each fate; two of those a clause fails on."""
    mutants = all_mutants(SERVICE)[:8]
    return [
        tried(mutants[0], stillborn="SyntaxError: it is none"),
        tried(mutants[1], Ended.DEADLINE),
        tried(mutants[2], Ended.BROKE),
        tried(mutants[3], compared={KIND: {"run": 3100, "requests": 1990}}),
        tried(mutants[4], observed="run", differs=DIFFERS, failed=[PAGED], gate=False, examined={KIND: [OPEN, SHUT]}),
        tried(mutants[5], observed="run", differs=DIFFERS, failed=[PAGED, OTHER], examined={KIND: [OPEN]}),
        tried(mutants[6], observed="requests", differs=DIFFERS),
        tried(mutants[7], observed="run", differs=DIFFERS, gate=False),
    ]


def profile() -> Profile:
    return load_profile(data("profiles"), KIND, the_standard())


def figures() -> Any:
    head = {"seed": 1, "release": "r" * 64, "tool": "t" * 64, "mutants": 8, "date": "2026-11-02", "commit": "c" * 40}
    return document(some(), head, the_standard(), [profile()])


def test_every_mutant_is_counted_once_by_what_came_of_it() -> None:
    count = counted(some())
    assert (count.made, count.stillborn, count.deadline, count.broken) == (8, 1, 1, 1)
    assert (count.equivalent, count.observable, count.caught, count.refused) == (1, 4, 2, 2)
    assert count.share == 0.5
    assert counted(some()[:4]).share is None


def test_clauses_are_ranked_by_what_they_caught_and_those_that_caught_nothing_are_named() -> None:
    clauses = figures()["clauses"]
    assert clauses["caught"] == {PAGED: 2, OTHER: 1}
    assert PAGED not in clauses["none"]
    assert clauses["undecided"] == [OPEN]
    assert SHUT in clauses["none"]
    automatic = [name for name in profile().clauses if not the_standard().clauses[name].manual]
    assert len(clauses["none"]) == len(automatic) - 2  # the other that caught some is of no profile


def test_a_clause_that_was_asked_of_no_mutant_is_not_among_those_that_failed_on_none() -> None:
    asked_of_none = document(some()[:4], {}, the_standard(), [profile()])["clauses"]
    assert (asked_of_none["caught"], asked_of_none["none"]) == ({}, [])
    assert PAGED in asked_of_none["undecided"]


def test_the_answers_that_were_compared_are_counted() -> None:
    mutants = all_mutants(SERVICE)[:2]
    more, fewer = ({KIND: {"run": run, "requests": beyond}} for run, beyond in ((3100, 1990), (3090, 2000)))
    both = [tried(mutants[0], compared=more), tried(mutants[1], compared=fewer)]
    assert document(both, {}, the_standard(), [profile()])["compared"] == {KIND: {"run": 3090, "requests": 1990}}


def test_survivors_and_what_has_no_result_are_named_with_their_place() -> None:
    found = figures()
    assert [(each["gate"], each["observed"]) for each in found["survivors"]] == [
        ("met", "requests"),
        ("not met", "run"),
    ]
    assert [each["ended"] for each in found["unmeasured"]] == ["deadline", "broke"]
    for each in (*found["survivors"], *found["unmeasured"]):
        assert each["file"].startswith("conformance/systems/service/")
        assert each["before"] != each["after"]


def test_the_page_says_the_figures_in_both_languages_and_forms() -> None:
    for lang, caught in (("en", "caught by a fail"), ("zh", "条款不通过")):
        for is_markdown in (True, False):
            text = "\n".join(page(figures(), lang, is_markdown))  # type: ignore[arg-type] # both are languages
            assert caught in text
            assert "50.0%" in text
            assert "3,100" in text
            assert "1,990" in text
            assert "cccccccccccc" in text
            assert "200 → 500 ⏎ broken" in text.replace("`` ", "").replace(" ``", "")
            assert ("| --- |" in text) == is_markdown


def test_survivors_alone_are_shown_where_only_they_are_asked_for() -> None:
    lines = [*page(figures(), "en", False, survivors_only=True)]
    assert "By module" not in lines
    assert sum(line.startswith("- conformance/systems/service/") for line in lines) == 4
