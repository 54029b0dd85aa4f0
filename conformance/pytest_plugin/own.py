"""Fixtures for a vendor's own checks: the target, a way to ask it, and the judges of the standard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from signal import SIGINT
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conformance.engine.adhoc_session import AdhocSession
    from conformance.engine.probe_client import ProbeClient
    from conformance.model.exchange import Exchange, Trace
    from conformance.model.finding import Finding
    from conformance.model.target import Target

KEPT = 10
"""Exchanges of a test that are noted beside its result, the last ones."""

Judge = Callable[..., "tuple[Finding, ...]"]


@pytest.fixture(scope="session")
def hutong_target(request: pytest.FixtureRequest) -> Target:
    """The target under test; a test that asks for it runs once for each target of `--hutong`."""
    target: Target | None = getattr(request, "param", None)
    if target is None:
        pytest.fail("没有被测系统：pytest --hutong hutong.yaml。 There is no target to ask.", pytrace=False)
    return target


@pytest.fixture(scope="session")
def hutong_desk(hutong_target: Target) -> Iterator[AdhocSession]:
    """What asks the target within the bounds of its limits, for all tests of a session."""
    from datetime import date

    from conformance.config.names import DEFAULT_SEED
    from conformance.engine.adhoc_session import desk
    from conformance.engine.vocabulary import tools
    from conformance.pytest_plugin.plans import own_plan

    with desk(own_plan(hutong_target), tools(), DEFAULT_SEED, date.today()) as opened:
        yield opened


@pytest.fixture
def hutong_ask(hutong_desk: AdhocSession, request: pytest.FixtureRequest) -> Iterator[ProbeClient]:
    """Asks by operation: `hutong_ask("listResources", query={"page": 2}, role="officer")` gives an Exchange.

    Every request keeps to the target's scope, pace and permission to write; what a test makes is taken back after it,
    and the digest and curl of the last ten exchanges stand beside its result.
    """
    from conformance.engine.judging.evidence import evidence
    from conformance.model.visible import visible
    from conformance.reports.words import LEFT_BEHIND

    asking = hutong_desk.asking()
    with hutong_desk.taking_back() as stuck:
        yield asking
        if request.session.exitstatus == pytest.ExitCode.INTERRUPTED:
            hutong_desk.system.recorder.stop.note(SIGINT)  # the session is ending: there is little time left
    for shown in map(evidence, asking.exchanges[-KEPT:]):
        request.node.user_properties += [("hutong.digest", shown.digest), ("hutong.curl", shown.curl)]
    if stuck:
        pytest.fail(f"{LEFT_BEHIND.zh} {LEFT_BEHIND.en}: {', '.join(map(visible, stuck))}", pytrace=False)


@pytest.fixture
def hutong_judge(hutong_desk: AdhocSession) -> Judge:
    """Puts an Exchange, or `hutong_ask.trace()`, to a clause or a check: `hutong_judge(answer, "overall.json.strict")`.

    Gives the findings, none where it is as it should be. A check takes its arguments by name, and `each`, the path to
    the values it judges. Raises Undecided where there was nothing to judge, so that it cannot pass for right.
    """
    from conformance.config.language import language
    from conformance.model.text import Text
    from conformance.model.verdict import SETTLED, Reason, Undecided, Verdict

    def put(asked: Exchange | Trace, name: str, *, each: str = "", **arguments: Any) -> tuple[Finding, ...]:
        judgement = hutong_desk.judged(name, asked, each, arguments)
        if judgement.verdict in SETTLED:
            return tuple(found.finding for found in judgement.found)
        detail = judgement.detail or Text("须由人工判定", "a person must decide it")
        if judgement.verdict is Verdict.NOT_APPLICABLE:
            pytest.skip(detail.into(language()))
        if judgement.verdict is Verdict.ERROR:
            raise RuntimeError(detail.en)
        raise Undecided(judgement.reason or Reason.NOTHING_EXERCISED, detail, judgement.input)

    return put
