"""Odd but lawful systems: no clause fails on one, and what cannot be decided there is what the twin says and why.

An ordinary run looks at a few, drawn by `SEED`; `-m matrix` at every one.
"""

from __future__ import annotations

import gzip
import http.client
import json
import socket
from collections import Counter
from contextlib import closing
from itertools import combinations
from random import Random

import pytest

from conformance.measure.prepared import loaded
from conformance.measure.reference_run import examined, reference_target
from conformance.measure.truth.again import first_difference
from conformance.measure.truth.tap import Heard, Tap
from conformance.measure.twins.twin_run import examined_twin, is_odd, moot_of
from conformance.model.report import ClauseResult
from conformance.model.verdict import Verdict
from conformance.systems.kinds import KINDS
from conformance.systems.serve import HOST, Running, application, reference_credentials
from conformance.systems.twins import Twin, combinable, twins
from conformance.systems.twins.http import pace
from conformance.systems.twins.serving import start_twin, twin_application
from conformance.systems.twins.twin import Order
from tests.examining import SEED, matrix
from tests.test_faults import clean, verdicts

KIND = "resource-catalogue"
MOST_PAIRS = 25
"""Pairs of twins of a kind that are looked at."""
ONCE = ("content-length", "content-type", "content-encoding", "etag", "location", "date", "connection")
ALL = [(kind, name) for kind in KINDS for name in twins(kind)]


def settled_as_the_clean_one(kind: str, *chosen: Twin) -> None:
    """No fail, no error; undecided or not applicable what the twins say, as they say it; nothing left behind."""
    found, moot = examined_twin(kind, chosen, SEED), moot_of(clean(kind))
    assert {result.clause.id: told(result) for result in found.results if is_odd(result, chosen, moot)} == {}
    assert {result.clause.id for result in found.results} == verdicts(kind).keys()
    assert all(result.detail and result.detail.zh for result in found.results if result.verdict is Verdict.INCONCLUSIVE)
    assert found.left_behind == ()
    stated = {clause: reason for twin in chosen for clause, reason in twin.leaves.items()}
    left = {result.clause.id: result.reason for result in found.results if result.verdict is Verdict.INCONCLUSIVE}
    assert stated.items() & left.items() == {each for each in stated.items() if each[0] in verdicts(kind)}
    said = set[str]().union(*(twin.moot for twin in chosen))
    assert set(moot_of(found)) - set(moot) == said & verdicts(kind).keys()


def told(result: ClauseResult) -> tuple[object, ...]:
    return result.verdict, result.reason, result.detail, [finding.message.en for finding in result.findings]


@pytest.mark.parametrize(("kind", "name"), sorted(Random(SEED).sample(ALL, 2)))
def test_a_few_twins_fail_no_clause(kind: str, name: str) -> None:
    settled_as_the_clean_one(kind, twins(kind)[name])


@pytest.mark.matrix
@pytest.mark.parametrize(("kind", "name"), matrix(ALL))
def test_a_twin_fails_no_clause(kind: str, name: str) -> None:
    settled_as_the_clean_one(kind, twins(kind)[name])


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_at_least_twenty_twins(kind: str) -> None:
    assert len(twins(kind)) >= 20


@pytest.mark.matrix
@pytest.mark.parametrize("kind", matrix([*KINDS]))
def test_each_twin_answers_something_otherwise(kind: str) -> None:
    """What a clean run asked and was answered is asked of each: in the application, or in the bytes it is served as."""
    tap = Tap(application(kind))
    with Running(tap, 0) as running:
        examined(reference_target(running.address, kind, reference_credentials(kind)), loaded(kind), SEED)
        answer_to(running, "GET", "/privacy/")  # no run asks for a path with a slash too many
    known = twins(kind)
    fresh = {name: twin_application(kind, (twin,), SEED) for name, twin in known.items()}
    unlike = {name for name, app in fresh.items() if first_difference(app, tap.heard)}
    plain = served_bytes(kind)
    unlike |= {name for name, twin in known.items() if twin.http and served_bytes(kind, twin) != plain}
    assert known.keys() - unlike == {"slow-now-and-then"}


def served_bytes(kind: str, *chosen: Twin) -> bytes:
    """An answer as it goes over the connection."""
    running = start_twin(kind, chosen, SEED)
    try:
        with socket.create_connection((HOST, running.port), 10) as connection:
            connection.sendall(b"GET /privacy HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            return b"".join(iter(lambda: connection.recv(65536), b""))
    finally:
        running.stop()


def test_some_answers_are_slow_where_a_twin_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(pace.asyncio, "sleep", sleep)
    app = twin_application(KIND, (twins(KIND)["slow-now-and-then"],), SEED)
    asked = [Heard("GET", "/privacy", (), "", 200, (), "")] * 10 * pace.SLOW_ONE_IN
    for each in asked:
        first_difference(app, [each])
    assert waited
    assert all(pace.SLOW[0] <= seconds <= pace.SLOW[1] for seconds in waited)


ASKED = (
    *(
        ("GET", path, role)
        for path in ("/resources", "/audit", "/privacy", "/openapi.json")
        for role in ("officer", "")
    ),
    ("GET", "/resources/r-000001", "officer"),
    ("GET", "/resources?pageSize=1", "officer"),
    ("GET", "/resources/", "officer"),
    ("HEAD", "/resources", "officer"),
    ("OPTIONS", "/resources", "officer"),
    ("POST", "/resources", "officer"),
    ("GET", "/nowhere", ""),
)
PAIRS = [(kind, pair) for kind in KINDS for pair in combinations(twins(kind), 2)]


@pytest.mark.parametrize("kind", KINDS)
def test_two_twins_that_go_together_are_one_sound_system(kind: str) -> None:
    together_here = [pair for of, pair in PAIRS if of == kind and combinable(tuple(map(twins(kind).__getitem__, pair)))]
    for pair in Random(SEED).sample(together_here, MOST_PAIRS):
        answers_soundly(kind, *map(twins(kind).__getitem__, pair))


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_done_to_a_finished_answer_goes_together(kind: str) -> None:
    known = twins(kind)
    last = [twin for twin in known.values() if twin.order > Order.BETWEEN]
    within = ("tags-everything", "more-fields", "charset-parameter", "connection-close", "absolute-links")
    for framed in (known["chunked"], known["chunk-extensions"]):
        others = (twin for twin in (*last, *map(known.__getitem__, within)) if not twin.touches & framed.touches)
        answers_soundly(kind, framed, *others)


def answers_soundly(kind: str, *chosen: Twin) -> None:
    """Each single field stands once, a body is what its fields say, and nothing breaks."""
    running = start_twin(kind, chosen, SEED)
    tokens, names = reference_credentials(kind), [twin.name for twin in chosen]
    try:
        for method, path, role in ASKED:
            answer, body = answer_to(running, method, path, tokens.get(role, ""))
            held = Counter(name.lower() for name, _ in answer.getheaders())
            assert {name for name in ONCE if held[name] > 1} == set(), (names, method, path)
            assert answer.status != 500, (names, method, path)
            if body and answer.getheader("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            if body and "json" in str(answer.getheader("Content-Type")):
                json.loads(body)
    finally:
        running.stop(wait=False)


def answer_to(running: Running, method: str, path: str, token: str = "") -> tuple[http.client.HTTPResponse, bytes]:
    """What a served system answers, and its body as it came."""
    connection = http.client.HTTPConnection(HOST, running.port, timeout=10)
    with closing(connection):
        connection.request(method, path, headers={"Authorization": f"Bearer {token}"} if token else {})
        answer = connection.getresponse()
        return answer, answer.read()


@pytest.mark.parametrize("kind", KINDS)
def test_a_twin_says_in_both_languages_what_it_is_and_why_that_is_lawful(kind: str) -> None:
    for twin in twins(kind).values():
        said = (twin.title.zh, twin.title.en, twin.lawful.why.zh, twin.lawful.why.en, twin.lawful.source)
        assert all(said), twin.name
        assert twin.touches, twin.name


def test_no_system_is_two_twins_that_decide_the_same() -> None:
    known = twins("resource-catalogue")
    two = (known["chunked"], known["http-1-0"])
    assert not combinable(two)
    with pytest.raises(ValueError, match="all of these at once"):
        start_twin("resource-catalogue", two)
