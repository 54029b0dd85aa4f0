"""Each pair fault is caught by its clause, blamed right, and changes no verdict that it does not break by nature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

import pytest

from conformance.interop.accepts import Comparer
from conformance.model.interop import Blame, Cell
from conformance.model.verdict import Verdict
from conformance.systems.data_exchange.system import System
from conformance.systems.faults import Fault, faults
from conformance.systems.serve import start
from tests.fault_pairs import due_of, pairs_of
from tests.interop.conftest import Sound
from tests.interop.serving import CIVIL, HERE, REGISTERED, norms, pair_of, platform, surveyed, verdicts

TOPIC = "application.interop."
FAULTS = {
    name: fault
    for kind in ("data-exchange", "resource-catalogue")
    for name, fault in faults(kind).items()
    if name.startswith(TOPIC)
}
BLAMED: Mapping[str, tuple[Blame, str]] = {
    "catalogued": (Blame.PROVIDER, "supply"),
    "offered": (Blame.PROVIDER, "supply"),
    "request-taken": (Blame.PLATFORM, "carry"),
    "decided": (Blame.PROVIDER, "supply"),
    "every-method-delivers": (Blame.PROVIDER, "supply"),
    "own-resource": (Blame.PLATFORM, "carry"),
    "to-the-consumer": (Blame.PLATFORM, "carry"),
    "granted-items": (Blame.PLATFORM, "carry"),
    "granted-regions": (Blame.PLATFORM, "carry"),
    "published-schema": (Blame.PROVIDER, "quality"),
    "expected-schema": (Blame.UNDECIDED, ""),
    "codes": (Blame.PROVIDER, "quality"),
    "identifiers": (Blame.PROVIDER, "supply"),
    "dates": (Blame.PROVIDER, "supply"),
    "file-digest": (Blame.PLATFORM, "carry"),
    "message-digest": (Blame.PLATFORM, "carry"),
    "receipt": (Blame.PLATFORM, "carry"),
    "delivered-once": (Blame.PLATFORM, "carry"),
    "whole": (Blame.PLATFORM, "carry"),
    "same-by-every-method": (Blame.PLATFORM, "carry"),
    "promptly": (Blame.PLATFORM, "carry"),
    "in-time": (Blame.PROVIDER, "supply"),
    "mirrored": (Blame.UNDECIDED, ""),
}
"""Whose each fault is, and the duty of the agreement it breaks."""


@pytest.fixture(scope="module")
def clean(sound: Sound, comparer: Comparer) -> Mapping[str, str]:
    return verdicts(surveyed(pair_of(*sound), comparer))


def cell(faulty: Sequence[Fault], sound: Sound, comparer: Comparer) -> tuple[Cell, Mapping[str, str]]:
    """What the pair comes to when its platform and its catalogue have the faults that fit them."""
    other = System().holdings[2]
    of_catalogue = [fault for fault in faulty if fault.fits("resource-catalogue")]
    of_platform = [fault for fault in faulty if fault not in of_catalogue]
    with ExitStack() as stack:
        labour, catalogue = sound.labour, sound.catalogue
        if of_platform:
            labour = stack.enter_context(platform(of_platform, holdings=(REGISTERED, other))).address
        if of_catalogue:
            catalogue = stack.enter_context(start("resource-catalogue", of_catalogue)).address
        found = surveyed(pair_of(labour, sound.civil, catalogue), comparer)
    return found.cells[0], verdicts(found)


def test_a_sound_pair_passes_every_clause(clean: Mapping[str, str]) -> None:
    assert {name: verdict for name, verdict in clean.items() if verdict != "pass"} == {}


def test_every_clause_of_pairs_has_a_fault() -> None:
    assert {fault.clause for fault in FAULTS.values()} == set(norms().pairs.profile.clauses)
    assert len(FAULTS) >= 15


@pytest.mark.parametrize("name", FAULTS)
def test_a_pair_fault_is_caught_and_blamed_right(
    name: str, clean: Mapping[str, str], sound: Sound, comparer: Comparer
) -> None:
    fault = FAULTS[name]
    found, after = cell([fault], sound, comparer)
    own = fault.clause.removeprefix(TOPIC)
    assert found.verdict is Verdict.FAIL
    assert after[own] == "fail"
    changed = {f"{TOPIC}{clause}" for clause, verdict in after.items() if verdict != clean[clause]}
    assert changed == {fault.clause, *fault.also}
    assert (found.blame, found.duty) == BLAMED[own]
    assert found.evidence
    assert next(it for it in found.results if it.clause.id == fault.clause).findings[0].repeated


@pytest.mark.parametrize(("one", "other"), pairs_of(FAULTS, most=5))
def test_two_pair_faults_both_show(one: str, other: str, sound: Sound, comparer: Comparer) -> None:
    _, after = cell([FAULTS[one], FAULTS[other]], sound, comparer)
    failing = {name for name in (one, other) if after[FAULTS[name].clause.removeprefix(TOPIC)] == "fail"}
    assert failing == due_of(FAULTS, one, other), after


def test_a_duty_that_names_the_clause_settles_whose_it_is(sound: Sound, comparer: Comparer) -> None:
    from conformance.model.network import Duty

    duties = (Duty("as-agreed", "provider", "按附件的模式提供。", (f"{TOPIC}expected-schema",)),)
    with platform([FAULTS[f"{TOPIC}expected-schema"]]) as running:
        found = surveyed(pair_of(running.address, sound.civil, duties=duties), comparer).cells[0]
    assert (found.blame, found.duty) == (Blame.PROVIDER, "as-agreed")


def test_a_fault_of_the_mirror_is_undecided(sound: Sound, comparer: Comparer) -> None:
    with platform([FAULTS[f"{TOPIC}mirrored"]], CIVIL, (HERE,)) as running:
        found = surveyed(pair_of(sound.labour, running.address), comparer).cells[0]
    assert [it.clause.id for it in found.results if it.verdict is Verdict.FAIL] == [f"{TOPIC}mirrored"]
    assert found.blame is Blame.UNDECIDED
    assert found.reason is not None
    assert "undecided" in found.reason.en
