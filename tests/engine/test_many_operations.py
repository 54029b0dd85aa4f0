"""On a document of many operations a run ends within its limits, and says what it did not ask."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from conformance.config.loading import Loaded, kind_contract, load, planned
from conformance.engine.plan import joined
from conformance.engine.session import TargetSession
from conformance.model.report import Report
from conformance.model.target import Limits, Target
from conformance.model.verdict import Reason
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
