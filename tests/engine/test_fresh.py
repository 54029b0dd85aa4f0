"""Objects made for one question: of the living ones that fit, used on what the answer names, owned and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from conformance.engine.ledger.ledger import Ledger
from conformance.engine.probe_client import ProbeClient
from conformance.engine.session import TargetSession
from conformance.model.verdict import Reason, Undecided
from conformance.probes.corpus import fresh
from conformance.systems.serve import start
from conformance.wire.recorder import Recorder
from tests.examining import SEED, plan_for, reference_target

KIND = "data-exchange"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TargetSession]:
    ledger = Ledger(tmp_path_factory.mktemp("ledger") / "left.jsonl")
    with start(KIND) as running:
        plan = plan_for(reference_target(running.address, KIND))
        with Recorder(plan.target) as recorder:
            yield TargetSession(recorder, plan.contract, ledger, SEED, date(2026, 11, 2))


@pytest.fixture
def ask(system: TargetSession) -> ProbeClient:
    return ProbeClient(system, "test", "")


def test_a_living_object_is_chosen_by_one_of_several_values(ask: ProbeClient) -> None:
    batch, service = (ask.living("resource.id", {"methods": method}) for method in ("batch", "service"))
    assert set(batch) - set(service)
    assert set(batch) & set(service)
    with pytest.raises(Undecided):
        ask.living("resource.id", {"methods": "carrier pigeon"})


def test_a_step_is_asked_of_what_the_creation_named(ask: ProbeClient) -> None:
    misuse = ask.contract.operations["reportMisuse"]
    parts = fresh(ask, misuse, "made")
    assert parts["id"].startswith("g-")
    made = ask.exchanges[-1].data
    assert (made["shareType"], made["grant"]) == ("unconditional", parts["id"])
    assert ask(misuse.id, parts=parts, body=ask.example(misuse.id)).status == 200


def test_what_a_step_of_ours_makes_is_ours(ask: ProbeClient) -> None:
    decide = ask.contract.operations["decideRequest"]
    decided = ask(decide.id, parts=fresh(ask, decide, "made"), body=ask.example(decide.id)).data
    ended = ask("endGrant", parts={"id": decided["grant"]}, body=ask.example("endGrant"))
    assert ended.data["state"] == "ended"


def test_what_nobody_of_ours_made_is_left_alone(ask: ProbeClient) -> None:
    foreign = ask.living("grant.id", {"state": "active"})[0]
    sent = len(ask.exchanges)
    with pytest.raises(Undecided) as refused:
        ask("reportMisuse", parts={"id": foreign}, body=ask.example("reportMisuse"))
    assert refused.value.reason is Reason.OUT_OF_SCOPE
    assert len(ask.exchanges) == sent


def test_everything_made_is_taken_back(system: TargetSession, ask: ProbeClient) -> None:
    fresh(ask, ask.contract.operations["cancelBatch"], "made")
    assert system.ledger.left()
    assert system.undo_all() == []
    assert system.ledger.left() == []
