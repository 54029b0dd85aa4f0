"""A run on a network: nothing left behind, its own facts asked once, one system down takes only its own pairs along."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from conformance.interop.accepts import Comparer
from conformance.interop.examine import Norms, groups, survey
from conformance.interop.exchange import ExchangeRules
from conformance.model.contract import Schema
from conformance.model.exchange import Exchange
from conformance.model.interop import Blame, Comparison, Interop
from conformance.model.network import Agreement, Consumption, Duty, Network, Provision
from conformance.model.target import Credential
from conformance.model.verdict import Reason, Verdict
from conformance.probes.pairs import pair_exchange
from conformance.reports import json_document, plain
from conformance.systems.data_exchange.system import System
from conformance.systems.serve import Running
from conformance.systems.service.application import application
from conformance.systems.service.identity import YUNZHOU
from tests.interop.conftest import Sound
from tests.interop.serving import (
    CIVIL,
    CODE,
    NEEDS,
    REGISTERED,
    SEED,
    WANTED,
    member,
    norms,
    pair_of,
    platform,
    surveyed,
    target,
    verdicts,
)

NOW = datetime.fromisoformat("2026-11-02T10:00:00+08:00")
NOBODY = "http://127.0.0.1:9"
"""An address where nothing listens."""


class Leaving:
    """Asks as usual until one operation is due: just before it the system is stopped."""

    def __init__(self, ask: Any, operation: str, running: Running) -> None:
        self._ask, self._operation, self._running = ask, operation, running

    def __call__(self, operation: str, **asked: Any) -> Any:
        if operation == self._operation:
            self._running.stop()
        return self._ask(operation, **asked)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ask, name)


def leaving(operation: str, running: Running, provider: str) -> Norms:
    """The norms, with a system that is stopped in the middle of the exchange it provides for."""

    def probe(ask: Any, parties: Any) -> None:
        mine = parties.pair.provider.name == provider
        pair_exchange.probe(Leaving(ask, operation, running) if mine else ask, parties)

    tools = norms().pairs.tools
    wrapped = replace(
        tools, probes={**tools.probes, "pair-exchange": SimpleNamespace(probe=probe, sends=pair_exchange.sends)}
    )
    return replace(norms(), pairs=ExchangeRules(norms().pairs.standard, wrapped, norms().pairs.profile))


def two_providers(one: str, other: str) -> Network:
    """Two labour bureaus provide the same, each over its own platform; the civil affairs bureau consumes both."""
    needs = tuple(Consumption(CODE, name, WANTED, key="记录编号") for name in ("first", "second"))
    members = {
        name: member(name, target(name, address, YUNZHOU), YUNZHOU, provides=(Provision(CODE),))
        for name, address in (("first", one), ("second", other))
    }
    consumer = member("civil", target("civil", NOBODY, CIVIL), CIVIL, platform="", consumes=needs)
    return Network({**members, "civil": consumer})


@pytest.mark.parametrize("operation", ["submitRequest", "getBatch", "downloadFile"])
def test_a_system_that_leaves_in_mid_exchange_takes_only_its_own_pair_along(
    operation: str, sound: Sound, comparer: Comparer
) -> None:
    with platform() as running:
        network = two_providers(running.address, sound.labour)
        found = survey(network, leaving(operation, running, "first"), SEED, lambda: NOW, workers=1, comparer=comparer)
    assert [cell.verdict for cell in found.cells] == [Verdict.INCONCLUSIVE, Verdict.PASS]
    assert found.cells[0].blame is None
    asked = [it for it in found.cells[0].results if it.verdict is Verdict.INCONCLUSIVE]
    assert Reason.UNREACHABLE in {it.reason for it in asked}
    assert found.gate.exit_code == 3


def test_a_system_that_is_down_is_asked_no_more_than_whether_it_stands(sound: Sound, comparer: Comparer) -> None:
    found = surveyed(two_providers(NOBODY, sound.labour), comparer)
    assert [cell.verdict for cell in found.cells] == [Verdict.INCONCLUSIVE, Verdict.PASS]
    assert {it.reason for it in found.cells[0].results} == {Reason.UNREACHABLE}
    assert found.cells[0].reason is not None
    assert [asked.request.url for asked in found.exchanges if asked.request.url.startswith(NOBODY)] == []


def test_a_mirror_that_is_down_leaves_only_the_comparison_open(sound: Sound, comparer: Comparer) -> None:
    found = surveyed(pair_of(sound.labour, NOBODY), comparer)
    assert found.cells[0].verdict is Verdict.INCONCLUSIVE
    assert {name for name, verdict in verdicts(found).items() if verdict == "inconclusive"} == {"mirrored"}


def test_nothing_is_left_behind(comparer: Comparer, sound: Sound) -> None:
    system = System(YUNZHOU, (REGISTERED,))
    kept = [one.kept.all() for one in (system.requests, system.grants, system.batches)]
    before = len(system.messages.kept.all())
    with Running(application(system), 0) as running:
        found = surveyed(pair_of(running.address, sound.civil), comparer)
    assert found.cells[0].verdict is Verdict.PASS
    assert found.left_behind == ()
    assert [one.kept.all() for one in (system.requests, system.grants, system.batches)] == kept
    assert len(system.messages.kept.all()) == before


def several(sound: Sound, number: int) -> Network:
    """One resource needed by several systems of the same consumer, found in one catalogue."""
    base = pair_of(*sound)
    civil = base.members["civil"]
    asking = replace(civil, consumes=(replace(NEEDS, mirror=""),), platform="", provides=())
    more = {f"civil-{at}": replace(asking, name=f"civil-{at}") for at in range(number)}
    return Network({name: it for name, it in base.members.items() if name != "civil"} | more)


def test_a_system_is_asked_its_own_facts_once_however_many_need_it(sound: Sound, comparer: Comparer) -> None:
    one, many = (surveyed(several(sound, number), comparer) for number in (1, 5))
    facts = ("listResources", "getResourceSchema")

    def sent(found: Interop) -> Counter[str]:
        """How often each fact was really asked: what is remembered keeps its number."""
        return Counter(
            operation
            for operation, _, _ in {(it.operation.id, it.request.url, it.number) for it in found.exchanges}
            if operation in facts
        )

    assert sent(many) == sent(one)
    assert {cell.verdict for cell in many.cells} == {Verdict.PASS}
    each = (many.requests - one.requests) / 4
    once = 4 + 4  # the facts, and what there was in each of the lists in which what is made is looked for
    assert each == pytest.approx(one.requests - once, abs=3)


def steps(found: Interop) -> list[list[tuple[str, str]]]:
    return [[(it.clause.id, it.verdict.value) for it in cell.results] for cell in found.cells]


def paths(exchange: Exchange) -> tuple[str, str, int]:
    return exchange.request.method, urlsplit(exchange.request.url).path, exchange.status


def test_more_workers_find_the_same(comparer: Comparer) -> None:
    runs = []
    for workers in (1, 4):
        with platform() as first, platform() as second:
            runs.append(surveyed(two_providers(first.address, second.address), comparer, workers=workers))
    one, many = runs
    assert steps(one) == steps(many)
    assert [paths(it) for it in one.exchanges] == [paths(it) for it in many.exchanges]


def test_pairs_that_write_to_one_system_go_one_after_the_other(sound: Sound) -> None:
    network = pair_of(*sound)
    third = replace(network.members["civil"], name="third", platform="third", consumes=(NEEDS,), provides=())
    apart = two_providers("http://127.0.0.1:1", "http://127.0.0.1:2").pairs()
    both = Network({**network.members, "third": third}).pairs()
    assert groups(both) == [[0, 1]]
    assert groups(apart) == [[0], [1]]


def test_zones_that_do_not_meet_are_nobodys_fault(sound: Sound, comparer: Comparer) -> None:
    network = pair_of(*sound)
    outside = replace(network.members["civil"], zone="互联网")
    found = surveyed(Network({**network.members, "civil": outside}), comparer)
    cell = found.cells[0]
    assert (cell.verdict, cell.blame, cell.apart) == (Verdict.FAIL, Blame.NOBODY, True)
    assert cell.reason is not None
    assert "zones" in cell.reason.en
    assert not any(it.step.endswith("request") for it in found.exchanges)


def with_schema(sound: Sound, schema: Schema, **more: Any) -> Network:
    return pair_of(sound.labour, sound.civil, needs=replace(NEEDS, schema=schema, mirror="", **more))


NARROW = Schema(
    {**WANTED.document, "properties": {**WANTED.document["properties"], "性别": {"enum": ["1"]}}}, "expected"
)


def test_what_the_consumer_does_not_take_is_undecided_and_said_so(sound: Sound, comparer: Comparer) -> None:
    cell = surveyed(with_schema(sound, NARROW), comparer).cells[0]
    assert cell.verdict is Verdict.FAIL
    assert cell.compared[Comparison.ACCEPTANCE].verdict is Verdict.FAIL
    assert cell.blame is Blame.UNDECIDED
    assert cell.reason is not None
    assert "no interface of the consumer" in cell.reason.en


def test_a_consumer_whose_own_samples_break_its_schema_is_to_blame(sound: Sound, comparer: Comparer) -> None:
    sample = {"记录编号": "000001", "性别": "2", "登记日期": "2026-01-05"}
    cell = surveyed(with_schema(sound, NARROW, samples=(sample,)), comparer).cells[0]
    assert (cell.verdict, cell.blame) == (Verdict.FAIL, Blame.CONSUMER)
    assert cell.duty == "guard"


def test_schemas_are_compared_without_either_system(comparer: Comparer) -> None:
    labour = member("labour", target("labour", NOBODY, YUNZHOU), YUNZHOU, provides=(Provision(CODE, WANTED),))
    needs = Consumption(CODE, "labour", NARROW)
    civil = member("civil", target("civil", NOBODY, CIVIL), CIVIL, platform="", consumes=(needs,))
    duties = (Duty("as-agreed", "provider", "按附件的模式提供。", ("application.interop.expected-schema",)),)
    agreement = Agreement("x-1", "labour", "civil", CODE, duties=duties)
    cell = surveyed(Network({"labour": labour, "civil": civil}, (agreement,)), comparer).cells[0]
    assert (cell.verdict, cell.blame, cell.duty) == (Verdict.FAIL, Blame.PROVIDER, "as-agreed")
    assert cell.compared[Comparison.ACCEPTANCE].misfit is not None
    assert {it.verdict for it in cell.results} == {Verdict.INCONCLUSIVE}


@pytest.mark.parametrize(("before", "breaks"), [(NARROW, True), (WANTED, False)])
def test_a_version_breaks_a_consumer_that_took_the_one_before(before: Schema, breaks: bool, comparer: Comparer) -> None:
    provision = Provision(CODE, WANTED, before)
    labour = member("labour", target("labour", NOBODY, YUNZHOU), YUNZHOU, provides=(provision,))
    civil = member(
        "civil", target("civil", NOBODY, CIVIL), CIVIL, platform="", consumes=(Consumption(CODE, "labour", NARROW),)
    )
    interop = surveyed(Network({"labour": labour, "civil": civil}), comparer)
    cell = interop.cells[0]
    assert (cell.compared[Comparison.COMPATIBILITY].verdict is Verdict.FAIL, cell.breaks) == (breaks, breaks)
    assert (
        any(line.startswith("version breaks ") for line in plain.render(json_document.unsealed(interop, "en"), "en"))
        == breaks
    )


def test_a_consumer_asks_by_its_own_account_where_it_has_one(comparer: Comparer) -> None:
    health = YUNZHOU.units["health"]
    system = System(replace(YUNZHOU, guests=(health,)), (REGISTERED,))
    with Running(application(system), 0) as running:
        labour = member("labour", target("labour", running.address, YUNZHOU), YUNZHOU, provides=(Provision(CODE),))
        account = Credential("health", "HUTONG_HEALTH", secret="reference-health-token")
        own = replace(YUNZHOU, own=health)
        needs = Consumption(CODE, "labour", WANTED)
        consumer = member(
            "health", target("health", NOBODY, own), own, platform="", consumes=(needs,), accounts={"labour": account}
        )
        found = surveyed(Network({"labour": labour, "health": consumer}), comparer)
    assert found.cells[0].verdict is Verdict.PASS
    assert {it.role for it in found.exchanges} == {"health", "officer"}


def test_what_becomes_of_each_resource_is_counted(sound: Sound, comparer: Comparer) -> None:
    found = surveyed(several(sound, 1), comparer)
    use = next(use for use in found.uses if use.resource == CODE)
    assert (use.system, use.name) == ("labour", REGISTERED.name)
    assert use.listed == 1
    assert use.used <= use.requested


def test_an_interruption_leaves_a_truthful_part(sound: Sound, comparer: Comparer) -> None:
    def stop(event: object) -> None:
        raise KeyboardInterrupt

    found = survey(pair_of(*sound), norms(), SEED, lambda: NOW, stop, workers=1, comparer=comparer)
    assert found.gate.exit_code == 130
    assert {it.reason for it in found.cells[0].results} == {Reason.INTERRUPTED}


def test_a_network_that_may_not_be_written_to_says_so(sound: Sound, comparer: Comparer) -> None:
    network = pair_of(sound.labour, sound.civil)
    closed = {name: replace(it, target=replace(it.target, writes=False)) for name, it in network.members.items()}
    found = surveyed(Network(closed, network.agreements), comparer)
    assert found.cells[0].verdict is Verdict.INCONCLUSIVE
    assert {it.reason for it in found.cells[0].results if it.reason} == {Reason.OUT_OF_SCOPE}
    assert set(found.requests_by_method) == {"GET"}


@pytest.mark.parametrize("status", [200, 401, 404, 500])
@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"items": [{}], "total": 1}'])
def test_a_platform_that_says_the_same_to_everything_passes_nothing(
    status: int, body: bytes, comparer: Comparer
) -> None:
    async def same(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(body, status, media_type="application/json")(scope, receive, send)

    with Running(same, 0) as running:
        found = surveyed(pair_of(running.address, running.address, running.address), comparer)
    assert found.cells[0].verdict is not Verdict.PASS
    assert [name for name, verdict in verdicts(found).items() if verdict == "pass"] == []


def test_schemas_that_differ_are_compared_each(sound: Sound, comparer: Comparer) -> None:
    base = several(sound, 3)
    narrow = {
        name: replace(it, consumes=(replace(it.consumes[0], schema=NARROW),)) if name == "civil-1" else it
        for name, it in base.members.items()
    }
    found = surveyed(Network(narrow, base.agreements), comparer)
    compared = [cell.compared[Comparison.ACCEPTANCE].verdict for cell in found.cells]
    assert compared == [Verdict.PASS, Verdict.FAIL, Verdict.PASS]


def test_a_pair_is_asked_no_more_than_the_probes_say(sound: Sound, comparer: Comparer) -> None:
    found = surveyed(pair_of(*sound), comparer)
    said: Counter[str] = Counter()
    for name in ("pair-catalogue", "pair-exchange", "pair-mirror"):
        said.update(norms().pairs.tools.probes[name].sends(norms().contract("data-exchange")))
    assert Counter(it.operation.id for it in found.exchanges) <= said


HOSTILE: Any = {
    "items": [
        {
            "id": "r-1",
            "code": CODE,
            "methods": [{}, [], "service"],
            "items": [{"name": []}, {"name": "x", "codes": [{}, []], "key": True}, 7],
            "regions": [[], {}],
            "provider": 7,
        }
    ],
    "id": "q-1",
    "grant": "g-1",
    "state": "done",
    "messages": [7, {"header": 7, "records": 7}, {"header": {"id": "m-1", "digest": []}, "records": [[], {"x": {}}]}],
    "records": [{"x": []}, 7],
    "properties": {"x": {"format": []}, "y": 7},
    "required": [[], 7],
    "total": "many",
    "next": "?page=2",
}
"""What no honest platform would answer."""


def test_no_answer_breaks_a_judge(comparer: Comparer) -> None:
    async def same(scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse(HOSTILE)(scope, receive, send)

    with Running(same, 0) as running:
        found = surveyed(pair_of(running.address, running.address, running.address), comparer)
    assert found.cells[0].verdict is Verdict.FAIL
    assert [name for name, verdict in verdicts(found).items() if verdict == "error"] == []
