"""What is made of a case by shrinking it: the same cases for the same answers, each of them fair, nothing too much."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from conformance.engine.generate.shrink.smaller_cases import smallest
from conformance.engine.plan import make_plan
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.case import Case
from conformance.model.exchange import Why
from conformance.model.verdict import Verdict
from conformance.norms.corpus import with_id
from conformance.systems.serve import start
from tests.engine.small_contract import small_contract
from tests.engine.test_shrink import KIND, cases, done, size
from tests.examining import reference_target

SCRIPT = """
import sys
sys.modules |= {"hypothesis": None, "schemathesis": None}  # so that nothing of them can be imported
from tests.engine.test_shrink_cases import asked_of_every
print(asked_of_every(40))
"""


def asked_of_every(step: int) -> list[tuple[list[str], str]]:
    """For every so-manieth case: the cases asked while it is shrunk, by id, and the smallest. Failures are drawn."""
    found = []
    for case in [*cases().values()][::step]:
        asked: list[str] = []
        draw = Random(case.id)

        def fails(tried: Case, asked: list[str] = asked, draw: Random = draw) -> bool | None:
            asked.append(tried.id)
            return draw.random() < 0.4 if len(asked) < 12 else None

        best, _ = smallest(loaded(KIND).contract, case, fails)
        found.append((asked, best.id))
    return found


def test_the_same_cases_are_asked_whatever_the_hash_seed_and_without_any_generator() -> None:
    said = set()
    for seed in ("0", "1", "4242"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], capture_output=True, text=True, env=environment, timeout=120, check=True
        )
        said.add(run.stdout)
    assert said == {f"{asked_of_every(40)}\n"}


def test_no_case_that_is_asked_is_unfair_to_a_system_that_keeps_the_contract() -> None:
    tried: dict[str, Case] = {}
    for case in [*cases().values()][::5]:
        draw = Random(case.id)

        def fails(smaller: Case, case: Case = case, draw: Random = draw) -> bool | None:
            assert size(smaller) <= size(case)
            assert (smaller.operation, smaller.expects, smaller.why) == (case.operation, case.expects, case.why)
            tried[smaller.id] = smaller
            return draw.random() < 0.4 if len(tried) % 25 else None

        smallest(loaded(KIND).contract, case, fails)
    assert len(tried) > 100
    with start(KIND) as running:
        target = reference_target(running.address, KIND)
        data = loaded(KIND)
        plan = make_plan(target, data.profile, data.standard, data.contract, tools(), (*tried.values(),))
        rounds = tuple(asked for asked in plan.rounds if asked.probe == "corpus")
        report = done(replace(plan, rounds=rounds))
    wrong = {(result.clause.id, found.case): found.message.en for result in report.results for found in result.findings}
    assert wrong == {}
    judged = Counter(result.verdict for result in report.results if result.exercised)
    assert judged[Verdict.PASS] >= 3


ENTRY = {"name": "登记名称登记名称", "class": "2", "amount": 7, "tags": ["a", "bb", "ccc"], "since": "2001-02-03"}
LIST: dict[str, Any] = {
    "query": {"page": "40", "open": "true", "q": "abcdef", "class": ["1", "2"]},
    "headers": {"X-Reason": "audit"},
}


@pytest.mark.parametrize(
    ("case", "needs", "left"),
    [
        (Case("", "list", "accept", **LIST), lambda case: True, {"headers": {"X-Reason": "audit"}}),
        (
            Case("", "list", "accept", **LIST),
            lambda case: int(case.query.get("page", 0)) >= 13,
            {"query": {"page": "13"}, "headers": {"X-Reason": "audit"}},
        ),
        (
            Case(
                "",
                "list",
                "reject",
                Why("query", "/page", "maximum"),
                query={"page": "9999", "q": "x"},
                headers={"X-Reason": "audit"},
            ),
            lambda case: True,
            {"query": {"page": "51"}, "headers": {"X-Reason": "audit"}},
        ),
        (
            Case("", "add", "accept", body=ENTRY, media="application/json"),
            lambda case: "bb" in case.body.get("tags", ()),
            {"body": {"name": "登记", "class": "2", "tags": ["", "bb"]}, "media": "application/json"},
        ),
        (
            Case(
                "",
                "add",
                "reject",
                Why("body", "/amount", "maximum"),
                body={**ENTRY, "amount": 70000},
                media="application/json",
            ),
            lambda case: True,
            {"body": {"name": "登记", "class": "2", "amount": 10}, "media": "application/json"},
        ),
        (
            Case("", "read", "accept", path={"id": {"live": "entry.id"}}),
            lambda case: True,
            {"path": {"id": {"live": "entry.id"}}},
        ),
    ],
)
def test_what_is_left_of_a_case(case: Case, needs: Callable[[Case], bool], left: dict[str, Any]) -> None:
    best, ended = smallest(small_contract(), with_id(case), needs)
    assert ended
    assert best == with_id(Case("", case.operation, case.expects, case.why, **left))
