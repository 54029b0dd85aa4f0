"""The same questions reach systems of another house, and their answers pass the same clauses.

What passes on the reference systems alone could be a mirror of them; `tests/second_system`,
`tests/second_exchange` and `tests/second_centre` were written from the contracts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from conformance.engine.judging.judgement import JudgingContext
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.run import Run
from conformance.engine.session import TargetSession
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.case import Case
from conformance.model.exchange import Exchange
from conformance.model.target import Credential, Limits, Target, variable_of
from conformance.model.verdict import Verdict
from conformance.systems.serve import start
from conformance.wire.recorder import Recorder
from tests import second_centre, second_disclosure, second_exchange, second_system
from tests.examining import SEED, examine_target, plan_for, reference_target
from tests.second_system import CREDENTIALS

SECOND = {
    "resource-catalogue": second_system.serve,
    "data-exchange": second_exchange.serve,
    "disclosure": second_disclosure.serve,
    "one-stop": second_centre.serve,
}


@dataclass(frozen=True)
class Examined:
    """What one run came to: verdicts by clause with what was found, and the corpus exchanges by case."""

    verdicts: Mapping[str, Verdict]
    details: Mapping[str, str]
    asked: Mapping[str, tuple[Exchange, ...]]


def second_target(address: str, kind: str, writes: bool = True) -> Target:
    credentials = {role: Credential(role, variable_of(role), secret=token) for role, token in CREDENTIALS.items()}
    return Target("second", address, kind, "test", writes, credentials, limits=Limits(requests=20000))


def examined(target: Target) -> Examined:
    """Run the whole profile and keep the traces, which a report does not hold."""
    plan = plan_for(target)
    with Recorder(target) as recorder:
        system = TargetSession(recorder, plan.contract, Ledger.of(target.address), SEED, date(2026, 12, 9))
        bench = JudgingContext(plan.standard, plan.contract, tools(), plan.profile.parameters, {}, date.min)
        run = Run(plan, system, bench, tools(), lambda event: None)
        rulings = run.go().rulings
    corpus = [trace for (probe, _), traces in run.traces.items() if probe == "corpus" for trace in traces]
    return Examined(
        {name: ruling.judgement.verdict for name, ruling in rulings.items()},
        {name: str(ruling.judgement) for name, ruling in rulings.items()},
        {trace.case: trace.exchanges for trace in corpus},
    )


@pytest.fixture(scope="module", params=SECOND)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def second(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examined]:
    with pytest.MonkeyPatch.context() as patch, SECOND[kind]() as address:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("second")))
        yield examined(second_target(address, kind))


@pytest.fixture(scope="module")
def reference(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examined]:
    with pytest.MonkeyPatch.context() as patch, start(kind, []) as running:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("reference")))
        yield examined(reference_target(running.address, kind))


def test_every_clause_passes_as_on_the_reference(second: Examined, reference: Examined) -> None:
    assert set(second.verdicts) == set(reference.verdicts)
    other = {
        name: second.details[name]
        for name, verdict in reference.verdicts.items()
        if second.verdicts[name] is not verdict
    }
    assert other == {}


def test_both_are_asked_the_same_cases(kind: str, second: Examined, reference: Examined) -> None:
    corpus = loaded(kind).corpus
    assert corpus
    cases = {case.id: case for case in corpus.cases}
    assert list(second.asked) == list(reference.asked)
    assert set(second.asked) == set(cases)
    assert len(second.asked) > 100
    for name, case in cases.items():
        assert _questions(second, case) == _questions(reference, case), name


def test_read_only_sends_nothing_that_writes(kind: str) -> None:
    heard: list[str] = []
    with SECOND[kind](heard=heard) as address:
        report = examine_target(second_target(address, kind, writes=False))
    assert set(heard) <= {"GET", "HEAD", "OPTIONS"}
    assert sum(result.verdict is Verdict.PASS for result in report.results) > 50
    assert [result.clause.id for result in report.results if result.verdict is Verdict.FAIL] == []


def _questions(one: Examined, case: Case) -> list[object]:
    """What a case came to on the wire: the living objects it named are masked, everything else is as sent."""
    return [_question(exchange, case) for exchange in one.asked[case.id] if exchange.step == "case"]


def _question(exchange: Exchange, case: Case) -> object:
    address = urlsplit(exchange.request.url)
    template = exchange.operation.path.split("/")
    slots = {"{" + name + "}" for name, value in case.path.items() if _slot(value)}
    path = ["*" if part in slots else sent for part, sent in zip(template, address.path.split("/"), strict=False)]
    query = parse_qsl(address.query, keep_blank_values=True)
    headers = [
        (name, value) for name, value in exchange.request.headers if name.lower() not in ("host", "content-length")
    ]
    return (
        exchange.request.method,
        path,
        [(name, "*" if _slot(case.query.get(name)) else value) for name, value in query],
        headers,
        _body(exchange.request.body, case.body),
    )


def _body(sent: bytes | None, asked: object) -> object:
    """The bytes themselves, or the value with its slots masked where it names living objects."""
    if sent is None or '"live"' not in json.dumps(asked):
        return sent
    return _masked(json.loads(sent), asked)


def _masked(sent: Any, asked: Any) -> Any:
    if _slot(asked):
        return "*"
    if isinstance(asked, Mapping):
        return {name: _masked(sent[name], value) for name, value in asked.items()}
    if isinstance(asked, list):
        return [_masked(one, value) for one, value in zip(sent, asked, strict=True)]
    return sent


def _slot(value: object) -> bool:
    return isinstance(value, Mapping) and set(value) == {"live"}
