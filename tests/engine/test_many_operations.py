"""On a document of many operations a run ends within its limits, and says what it did not ask."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from conformance.config.loading import Loaded, kind_contract, load, planned
from conformance.engine.plan import Plan, joined
from conformance.engine.session import TargetSession
from conformance.model.case import Case, Corpus, Unmade, Unquestioned
from conformance.model.report import Report
from conformance.model.target import Limits, Target
from conformance.model.verdict import Reason, Verdict
from conformance.norms.contract import read_contract
from conformance.wire.recorder import Recorder
from tests.answering import Answering, serving
from tests.examining import examine_planned

THING = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "next": {}}}


class Alike(Answering):
    """Answers every read with the same thing, which is not the one that is described."""

    def reply(self, body: bytes) -> None:
        content = json.dumps({"id": 3}).encode()
        self.put(200, [("Content-Type", "application/json"), ("Content-Length", str(len(content)))], content)


@contextmanager
def alike() -> Iterator[str]:
    with serving(Alike) as address:
        yield address


def document(number: int) -> dict[str, Any]:
    """So many operations, whose schemas lead through many others."""
    schemas = {f"Thing{n}": json.loads(json.dumps(THING)) for n in range(50)}
    for n in range(49):
        schemas[f"Thing{n}"]["properties"]["next"] = {"$ref": f"#/components/schemas/Thing{n + 1}"}
    paths = {
        f"/things{n}": {
            "get": {
                "operationId": f"list{n}",
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/Thing{n % 50}"}}},
                    }
                },
            }
        }
        for n in range(number)
    }
    info = {"title": "Many", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


def examined(address: str, number: int, limits: Limits) -> Report:
    target = Target("many", address, limits=limits)
    found = load(target)
    own = joined(read_contract(document(number)), kind_contract("general"))
    return examine_planned(planned(target, Loaded(found.standard, found.profile, own, None)))


def test_equal_schemas_are_one() -> None:
    operations = read_contract(document(150)).operations.values()
    assert len({id(each.responses["200"]["application/json"]) for each in operations}) == 50


def test_once_the_budget_is_spent_nothing_more_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    send = TargetSession.send

    def counted(self: TargetSession, *given: Any, **named: Any) -> Any:
        sent.append(1)
        return send(self, *given, **named)

    monkeypatch.setattr(TargetSession, "send", counted)
    with alike() as address:
        report = examined(address, 300, Limits(requests=200))
    assert report.requests == 200
    assert len(sent) < 300
    open_ones = [item for item in report.results if item.reason is Reason.BUDGET]
    assert open_ones
    assert all(item.detail and "200 requests" in item.detail.en for item in open_ones if item.input == "")


def test_what_asks_least_goes_first_where_all_cannot_be_asked() -> None:
    target = Target("many", "http://127.0.0.1:9", limits=Limits(requests=200))
    found = load(target)
    own = joined(read_contract(document(300)), kind_contract("general"))
    rounds = planned(target, Loaded(found.standard, found.profile, own, None)).rounds
    reads = [asked.requests for asked in rounds if not asked.writes]
    assert reads == sorted(reads)


@pytest.mark.benchmark
def test_a_run_of_two_thousand_operations_ends_soon_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[float] = []
    send = Recorder.send

    def timed(self: Recorder, *given: Any, **named: Any) -> Any:
        begun.append(time.process_time())
        return send(self, *given, **named)

    monkeypatch.setattr(Recorder, "send", timed)
    with alike() as address:
        report = examined(address, 2000, Limits(requests=10**6, seconds=2))
    assert any(item.reason is Reason.BUDGET for item in report.results)
    assert time.process_time() - begun[-1] < 10
    assert all(each.operation for each in report.covered)


def of_many(number: int, requests: int, each: int = 6, **without: Unmade) -> Plan:
    """A run on so many operations that need a credential, each with so many questions."""
    target = Target("many", "http://127.0.0.1:9", limits=Limits(requests=requests))
    found = load(target)
    said = document(number)
    said["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    own = joined(read_contract({**said, "security": [{"key": []}]}), kind_contract("general"))
    names = [name for name in own.operations if name.startswith("list") and name not in without]
    cases = tuple(Case(f"{name}-{at}", name, "accept") for name in names for at in range(each))
    left = tuple(Unquestioned(name, why) for name, why in without.items())
    corpus = Corpus("", own.digest, 1, {}, "", cases, left)
    return planned(target, Loaded(found.standard, found.profile, own, corpus))


def shares(plan: Plan) -> dict[str, int]:
    return {asked.probe: asked.requests for asked in plan.rounds}


def test_where_there_is_room_for_all_everything_is_asked_as_ever() -> None:
    plan = of_many(30, 5000)
    last = [asked for asked in plan.rounds if not asked.writes][-1]
    assert (last.probe, len(last.cases)) == ("corpus", 180)
    assert (plan.without, plan.notes) == ((), ())
    assert not any(asked.most is not None for asked in plan.rounds)


def test_no_probe_takes_what_the_others_need() -> None:
    """Two probes want more than the whole budget: they share what those leave that want little."""
    plan = of_many(3000, 5000)
    found = shares(plan)
    assert found["own-operations"] == 200
    assert found["head"] == 160
    assert found["html-pages"] == 41
    assert abs(found["corpus"] - found["unauthenticated"]) < 6
    assert 4000 < sum(found.values()) < plan.requests < 4600
    reads = [asked.requests for asked in plan.rounds if not asked.writes]
    assert reads == sorted(reads)
    assert {asked.probe: asked.most for asked in plan.rounds if asked.most is not None} == {
        "unauthenticated": found["unauthenticated"]
    }


def test_whole_operations_are_without_questions_and_told_by_name() -> None:
    plan = of_many(3000, 5000, list0=Unmade.STEPS, list7=Unmade.NONE)
    (corpus,) = (asked for asked in plan.rounds if asked.probe == "corpus")
    assert isinstance(corpus.cases[0], Case)
    asked = {case.operation for case in corpus.cases if isinstance(case, Case)}
    assert len(corpus.cases) == 6 * len(asked) == corpus.requests
    left = [each.operation for each in plan.without if each.why is Unmade.BUDGET]
    assert [each.operation for each in plan.without[:2]] == ["list0", "list7"]
    assert {*left, *asked, "list0", "list7"} == {f"list{n}" for n in range(3000)}
    (note,) = plan.notes
    assert note.en.startswith("operations without questions, as the budget of requests has no room for them: ")
    assert note.en.endswith(f"({len(left)})")
    cut = plan.unquestioned
    assert cut is not None
    assert (cut.seen, cut.of, cut.reason) == (len(asked), 2999, Reason.BUDGET)
    assert of_many(3000, 5000, list0=Unmade.STEPS, list7=Unmade.NONE).rounds == plan.rounds


def test_a_share_of_nothing_is_one() -> None:
    plan = of_many(300, 20)
    shared = {asked.probe: asked.most for asked in plan.rounds if asked.most is not None}
    assert shared["unauthenticated"] == shared["own-operations"] == 0
    assert sum(asked.requests for asked in plan.rounds) <= 20


def test_what_its_share_leaves_unasked_is_undecided() -> None:
    with alike() as address:
        plan = of_many(300, 400)
        plan = replace(plan, target=replace(plan.target, address=address))
        report = examine_planned(plan)
    found = {item.clause.id: item for item in report.results}
    kept = found["security.access.authentication-required"]
    assert (kept.verdict, kept.reason) in {(Verdict.INCONCLUSIVE, Reason.BUDGET), (Verdict.FAIL, None)}
    head = found["support.http.head"]
    assert (head.verdict, head.reason) == (Verdict.INCONCLUSIVE, Reason.BUDGET)
    assert head.detail is not None
    assert head.detail.en.startswith("its share of the budget of 400 requests, ")
    assert report.requests <= 400
    assert found["support.contract.accepts"].exercised
