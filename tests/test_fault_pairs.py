"""Two faults of one system do not cancel each other: both clauses fail, or the data say what hides what and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.engine.reporting import results
from conformance.measure.prepared import loaded
from conformance.model.report import ClauseResult
from conformance.model.text import Text
from conformance.model.verdict import Verdict
from conformance.systems.faults import Fault, faults
from conformance.systems.faults.changes import add
from conformance.systems.faults.mutations import patched_list
from conformance.systems.faults.parts import around, given, override_part
from conformance.systems.kinds import KINDS
from conformance.systems.service.listing import Listing
from tests.examining import examine_faulty
from tests.fault_pairs import due_of, every_pair_of, pairs_of

SAMPLE = 12
"""Pairs of each kind that are served in an ordinary run; HUTONG_MATRIX=full serves all.

Those that need a network stand in tests/interop.
"""


@cache
def of(kind: str) -> Mapping[str, Fault]:
    """The faults of a kind that break a clause of its profile."""
    clauses = loaded(kind).profile.clauses
    return {name: fault for name, fault in faults(kind).items() if fault.clause in clauses}


def signs(result: ClauseResult) -> set[tuple[str, str, str]]:
    """What tells findings apart: operation, and what was seen and due but for numbers."""
    return {(it.operation, _plain(it.seen.en), _plain(it.due.en)) for it in result.findings}


def _plain(text: str) -> str:
    return re.sub(r"[0-9a-f]{4,}|\d+", "#", text)


@cache
def alone(kind: str, name: str) -> set[tuple[str, str, str]]:
    """The signs of one fault alone."""
    clause = of(kind)[name].clause
    return signs(examine_faulty(kind, [name], frozenset({clause}), shrink=False).results[0])


@pytest.fixture(autouse=True)
def every_finding_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings of one fault must not push those of the other off the list."""
    monkeypatch.setattr(results, "LISTED", 5000)


@pytest.mark.parametrize(
    ("kind", "one", "other"), [(kind, *pair) for kind in KINDS for pair in pairs_of(of(kind), SAMPLE)]
)
def test_two_faults_of_one_topic_both_show(kind: str, one: str, other: str) -> None:
    known = of(kind)
    report = examine_faulty(kind, [one, other], frozenset(known[name].clause for name in (one, other)), shrink=False)
    after = {it.clause.id: it for it in report.results}
    if known[one].clause != known[other].clause:
        failing = {name for name in (one, other) if after[known[name].clause].verdict is Verdict.FAIL}
        assert failing == due_of(known, one, other), {name: after[known[name].clause].detail for name in (one, other)}
        return
    seen = signs(after[known[one].clause])
    told_apart = {one: alone(kind, one) - alone(kind, other), other: alone(kind, other) - alone(kind, one)}
    shown = {name for name, own in told_apart.items() if not own or own & seen}
    assert shown == due_of(known, one, other), (seen, told_apart)


@pytest.mark.parametrize("kind", KINDS)
def test_what_hides_what_is_a_pair_of_one_topic_and_has_a_reason(kind: str) -> None:
    known = faults(kind)
    everywhere = {name for each in KINDS for name in faults(each)}
    pairs = {frozenset(pair) for pair in every_pair_of(known)}
    for name, fault in known.items():
        assert set(fault.hides) <= everywhere
        for other, why in fault.hides.items():
            assert other not in known or frozenset((name, other)) in pairs
            assert name not in known.get(other, fault).hides or other == name, "two faults cannot hide each other"
            assert why.zh
            assert why.en


def test_serving_two_of_which_one_hides_the_other_is_refused_and_says_why() -> None:
    words = ("support.requests.allow", "support.requests.unsupported-method")
    for first, second in (words, words[::-1]):
        command = ["serve", "resource-catalogue", "--fault", first, "--fault", second]
        for lang, said in (("en", "where 404 stands for 405"), ("zh", "方法不符时应答 404 而非 405")):
            done = CliRunner().invoke(app, [*command, "--lang", lang])
            assert done.exit_code == 2
            assert said in done.stderr
            assert words[0] in done.stderr
            assert words[1] in done.stderr


class Doubled(Listing):
    def size(self, call: object) -> int:
        return 2 * super().size(call)  # type: ignore[arg-type] # nothing here looks at the call


class OneMore(Listing):
    def __init__(self, system: object) -> None:
        super().__init__(system)  # type: ignore[arg-type] # any system has what it needs
        self.kept = 1

    def size(self, call: object) -> int:
        return super().size(call) + self.kept  # type: ignore[arg-type] # as above


class Asked:
    """A call that asks for pages of ten."""

    operation = SimpleNamespace(list=SimpleNamespace(size="pageSize"))

    def get(self, name: str) -> str:
        return "10"


def test_defects_lie_over_each_other_whichever_way_they_are_written() -> None:
    made = [
        Fault("a.b.1", Text("", ""), override_part("listing", Doubled)),
        Fault("a.b.2", Text("", ""), around("listing.size", lambda sound, call: sound(call) + 100)),
        Fault("a.b.3", Text("", ""), override_part("listing", OneMore)),
    ]
    for kind, system in KINDS.items():
        for order in (made, made[::-1]):
            fresh = system()
            held = fresh.listing
            given(fresh, order)
            assert fresh.listing is held, kind
            assert fresh.listing.size(Asked()) == 2 * 10 + 100 + 1  # type: ignore[arg-type] # it asks what a call asks


def test_defects_of_one_list_lie_over_each_other() -> None:
    system = KINDS["data-exchange"]()
    whole = len(system.agreements.kept.all())
    for name in ("one", "two"):
        patched_list("agreement", add(**{name: True}))(system)
    shown = system.agreements.kept.all()
    assert len(shown) == whole > 0
    assert all(record["one"] and record["two"] for record in shown)
