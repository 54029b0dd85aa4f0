"""Sequences are the same wherever they are built, find what no single request shows, and shrink to the least of it."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from conformance.checks.records import Record, follow
from conformance.config.loading import frozen_sequences, kind_contract
from conformance.engine.generate.corpus.sequences import FEWEST, KEPT, MOST, build
from conformance.engine.shrinking import shrink_sequence as shorten
from conformance.engine.shrinking.shrink_sequence import playable, renamed
from conformance.measure.prepared import loaded
from conformance.model.report import ClauseResult, Report
from conformance.model.sequence import SequenceRules, Step
from conformance.model.verdict import Verdict
from conformance.norms import sequences as file
from conformance.norms.errors import DataError
from conformance.probes.sequences import Player
from conformance.systems.faults import faults
from conformance.systems.kinds import KINDS
from conformance.systems.serve import reference_credentials, start
from conformance.wire.stopping import Interrupted
from tests.examining import examine_target, reference_target

ROOT = Path(__file__).parents[2]
CATALOGUE, EXCHANGE, DISCLOSURE, CENTRE = "resource-catalogue", "data-exchange", "disclosure", "one-stop"
TOPIC = "support.sequences."
SHORTEST = {
    CATALOGUE: {
        "records-as-written": "register a by first; register b by first; approve a",
        "list-agrees": "register a by first; list a as officer; change a by first; list a as officer",
        # The second change needs a read before it: what its writer held is outdated by the approval.
        "feed-tells-once": "register a by first; approve a; change a by second; approve a; read a as officer by first; "
        "change a by first; approve a; feed a as peer",
        "feed-tells-once#doubled": "register a by first; approve a; register b by first; approve b; feed a as peer",
        "numbered-without-gap": "register a by first; return a; change a by second",
        "numbered-without-gap#overwritten": "register a by first; return a; change a by second",
        "stays-withdrawn": "register a by first; withdraw a; approve a",
        "stays-withdrawn#changed": "register a by first; withdraw a; change a by second",
        "steps-accepted": "register a by first; approve a; change a by second; change a by second",
        "interleaved-changes": "register a by first; approve a; read a as officer by first; change a by second; "
        "change a by first",
    },
    EXCHANGE: {
        "records-as-written": "begin a; begin b; amend a",
        "records-as-written#lost": "submit a; supplement a; amend a",
        "list-agrees": "begin a; list a as officer; supplement a; list a as officer",
        "list-agrees#granted": "submit a; supplement a; consent a; granted a as officer",
        "stays-withdrawn": "submit a; withdraw a; consent a",
        "stays-withdrawn#granted": "submit a; consent a; withdraw a; grants a as officer",
        "steps-accepted": "submit a; extend a; supplement a",
        "in-turn": "submit a; extend a; consent a; consent a",
        "in-turn#supplemented": "begin a; supplement a; refuse a; supplement a",
    },
    CENTRE: {
        "records-as-written": "submit a; supplement a",
        "list-agrees": "submit a; list a as officer; accept a; list a as officer",
        "stays-withdrawn": "submit a; withdraw a; accept a",
        "steps-accepted": "submit a; accept a; extend a; deny a",
        "in-turn": "submit a; accept a; suspend a; suspend a",
        "in-turn#supplemented": "submit a; accept a; supplement a",
    },
    DISCLOSURE: {
        "records-as-written": "submit a; confirm a; extend a; change a",
        "list-agrees": "submit a; list a as applicant; confirm a; list a as applicant",
        "stays-withdrawn": "submit a; withdraw a; change a",
        "steps-accepted": "submit a; confirm a; extend a; change a",
        "in-turn": "submit a; confirm a; answer a; answer a",
    },
}
FAULTY = [(kind, name) for kind, faulty in SHORTEST.items() for name in faulty]
every_kind = pytest.mark.parametrize("kind", SHORTEST)
BUILD = """
import sys
from dataclasses import replace
from conformance.config.loading import frozen_sequences, kind_contract
from conformance.engine.generate.corpus.sequences import build
from conformance.norms.sequences import write
versions = frozen_sequences(sys.argv[1]).versions  # which release of a library drew them is a note, not content
sys.stdout.buffer.write(write(replace(build(kind_contract(sys.argv[1])), versions=versions)).encode())
"""


@cache
def rules(kind: str) -> SequenceRules:
    found = SequenceRules.of(kind_contract(kind).document)
    assert found is not None
    return found


@cache
def clauses(kind: str) -> frozenset[str]:
    """The clauses on sequences in the profile of a kind."""
    return frozenset(name for name in loaded(kind).profile.clauses if name.startswith(TOPIC))


def committed(kind: str) -> Path:
    return ROOT / f"standards/application/corpus/{kind}.sequences.jsonl"


@cache
def broken(kind: str, name: str) -> Report:
    """What the clauses on sequences say of a system with one fault."""
    with start(kind, [faults(kind)[TOPIC + name]]) as running:
        return examine_target(reference_target(running.address, kind), clauses(kind))


def own(kind: str, name: str) -> ClauseResult:
    clause = TOPIC + name.partition("#")[0]
    return next(result for result in broken(kind, name).results if result.clause.id == clause)


def test_every_kind_whose_contract_states_an_order_is_looked_at_here() -> None:
    stating = {kind for kind in KINDS if SequenceRules.of(kind_contract(kind).document)}
    assert stating == {kind for kind in KINDS if frozen_sequences(kind)} == set(SHORTEST)


@every_kind
def test_every_clause_of_the_profile_has_a_shortest_sequence(kind: str) -> None:
    assert {TOPIC + name.partition("#")[0] for name in SHORTEST[kind]} == clauses(kind)
    assert {TOPIC + name for name in SHORTEST[kind]} == {name for name in faults(kind) if name.startswith(TOPIC)}


@pytest.mark.parametrize(
    ("kind", "hash_seed"), [(CATALOGUE, "1"), (CATALOGUE, "4242"), (EXCHANGE, "4242"), (DISCLOSURE, "4242")]
)
def test_the_committed_sequences_are_rebuilt_byte_for_byte(kind: str, hash_seed: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, kind], cwd=tmp_path, env=environment, capture_output=True, check=True, timeout=120
    )
    assert done.stdout == committed(kind).read_bytes()
    assert [*tmp_path.iterdir()] == []


def test_another_seed_gives_other_sequences() -> None:
    frozen = frozen_sequences(CATALOGUE)
    assert frozen is not None
    assert build(kind_contract(CATALOGUE), seed=frozen.seed + 1).digest != frozen.digest


@every_kind
def test_sequences_keep_their_bounds_and_the_order_the_contract_allows(kind: str) -> None:
    frozen = frozen_sequences(kind)
    assert frozen is not None
    assert 20 <= len(frozen.sequences) <= KEPT
    assert frozen.contract == kind_contract(kind).digest
    for one in frozen.sequences:
        assert FEWEST <= len(one.steps) <= MOST
        assert playable(one.steps, rules(kind)), one
        assert all(Step.parse(str(step)) == step for step in one.steps)


def test_together_they_bring_about_what_a_long_past_alone_does() -> None:
    told, stale = set(), 0
    frozen = frozen_sequences(CATALOGUE)
    for one in frozen.sequences if frozen else ():
        records = {name: Record(rules(CATALOGUE).start) for name in "ab"}
        for step in one.steps:
            record = records[step.record]
            told |= {tuple(record.told)} if step.action == "feed" else set()
            stale += step.action == "change" and record.state == "revised" and record.is_stale(step.writer)
            follow(rules(CATALOGUE), record, step)
    assert ("registered", "changed", "changed") in told
    assert any("withdrawn" in kinds for kinds in told)
    assert stale


def test_a_file_edited_by_hand_is_refused() -> None:
    text = committed(CATALOGUE).read_text(encoding="utf-8")
    with pytest.raises(DataError, match="edited by hand"):
        file.read(text[: text.rindex("{")], "edited")
    with pytest.raises(DataError, match="not that of its id"):
        file.read(text.replace("register a by first", "register a by second", 1), "edited")


def test_a_contract_that_says_nothing_has_no_sequences() -> None:
    assert build(kind_contract("general")).sequences == ()


@every_kind
def test_what_must_be_refused_in_each_state_is_asked_for(kind: str) -> None:
    due = {(write.name, state) for write in rules(kind).writes.values() for state in write.refused}
    asked = set()
    frozen = frozen_sequences(kind)
    for one in frozen.sequences if frozen else ():
        records = {name: Record(rules(kind).start) for name in "ab"}
        for step in one.steps:
            asked.add((step.action, records[step.record].state))
            follow(rules(kind), records[step.record], step)
    assert due - asked == set()


@pytest.mark.parametrize(("kind", "name"), FAULTY)
def test_a_fault_shrinks_to_the_shortest_sequence(kind: str, name: str) -> None:
    found = own(kind, name).findings[0]
    assert "; ".join(one.exchange.step for one in found.evidence) == SHORTEST[kind][name]
    assert found.repeated


@pytest.mark.parametrize(("kind", "name"), FAULTY)
def test_a_fault_leaves_the_other_clauses_alone(kind: str, name: str) -> None:
    clause = own(kind, name).clause.id
    assert {r.clause.id for r in broken(kind, name).results if r.verdict is not Verdict.PASS} == {clause}
    assert broken(kind, name).left_behind == ()


def test_shrinking_keeps_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    unbounded = broken(CATALOGUE, "feed-tells-once").requests
    monkeypatch.setattr(shorten, "TRIES", 3)
    with start(CATALOGUE, [faults(CATALOGUE)["support.sequences.feed-tells-once"]]) as running:
        report = examine_target(reference_target(running.address, CATALOGUE), clauses(CATALOGUE))
    found = next(r for r in report.results if r.verdict is Verdict.FAIL).findings[0]
    assert found.repeated
    assert report.requests < unbounded


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (CATALOGUE, "feed-tells-once"),
        (CATALOGUE, "interleaved-changes"),
        (CATALOGUE, "stays-withdrawn"),
        (EXCHANGE, "stays-withdrawn"),
        (EXCHANGE, "list-agrees#granted"),
    ],
)
def test_the_lines_of_shell_repeat_the_sequence(kind: str, name: str) -> None:
    tokens = reference_credentials(kind)
    variables = {f"HUTONG_{role.upper().replace('-', '_')}": token for role, token in tokens.items()}
    found = own(kind, name).findings[0]
    old = found.evidence[0].exchange.request.url.split("/resources")[0]
    with start(kind, [faults(kind)[TOPIC + name]]) as running:
        text = "\n".join(found.script).replace(old, running.address)
        done = subprocess.run(
            ["bash", "-c", f"{{\n{text}\n}} 2>&1"],
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    seen = [int(status) for status in re.findall(r"^HTTP/1\.1 (\d+)", done.stdout, re.MULTILINE)]
    steps = [one.exchange.status for one in found.evidence]
    assert seen[: len(steps)] == steps, done.stdout
    assert set(seen[len(steps) :]) <= {204, 410}


class Killed(BaseException):
    """Ends a run as a kill does: nobody cleans up."""


@every_kind
@pytest.mark.parametrize("stop", [Interrupted(15), Killed()], ids=["stopped", "killed"])
@pytest.mark.parametrize("steps", [5, 350], ids=["in a sequence", "while shrinking"])
def test_a_run_that_ends_early_leaves_nothing(
    kind: str, stop: BaseException, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    played, stopped = 0, list[int]()
    play = Player.play

    def stopping(player: Player, step: Step) -> None:
        nonlocal played
        played += 1
        play(player, step)
        write = rules(kind).writes.get(step.action)
        if played >= steps and write and rules(kind).start in write.moves and not stopped:
            stopped.append(played)
            raise stop

    monkeypatch.setattr(Player, "play", stopping)
    with start(kind, [faults(kind)["support.sequences.stays-withdrawn"]]) as running:
        target = reference_target(running.address, kind)
        before = listed(kind, running.address)
        if isinstance(stop, Killed):
            with pytest.raises(Killed):
                examine_target(target, clauses(kind))
            assert len(listed(kind, running.address)) > len(before)
        else:
            report = examine_target(target, clauses(kind))
            assert report.left_behind == ()
            assert report.gate.exit_code == 143
            assert listed(kind, running.address) == before
        assert stopped == [played]
        after = examine_target(target, clauses(kind))
        assert after.left_behind == ()
        assert listed(kind, running.address) == before


def listed(kind: str, address: str) -> list[str]:
    """The ids of what who makes the records sequences are about sees listed of them, page by page."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
    path = kind_contract(kind).operations[rules(kind).reads["list"].operation].path
    makers = (write.role for write in rules(kind).writes.values() if rules(kind).start in write.moves)
    token = reference_credentials(kind)[next(makers)]
    found, following = [], f"{path}?pageSize=100"
    while following:
        connection.request("GET", following, headers={"Authorization": f"Bearer {token}"})
        page = json.loads(connection.getresponse().read())
        found, following = [*found, *(item["id"] for item in page["items"])], page["next"]
    return found


@every_kind
def test_without_writes_nothing_is_played(kind: str) -> None:
    with start(kind) as running:
        report = examine_target(reference_target(running.address, kind, writes=False), clauses(kind))
    assert {r.verdict for r in report.results} == {Verdict.INCONCLUSIVE}
    assert set(report.requests_by_method) <= {"GET", "HEAD"}


def test_a_run_without_a_failure_imports_no_generator() -> None:
    own_process = """
import sys
from conformance.systems.serve import start
from tests.examining import examine_target, reference_target
with start("resource-catalogue") as running:
    report = examine_target(reference_target(running.address, "resource-catalogue"))
print(report.gate.exit_code, *sorted({"schemathesis", "hypothesis"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", own_process], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split() == ["0"]


def test_records_are_named_in_the_order_they_appear() -> None:
    steps = tuple(map(Step.parse, ("register b by first", "approve b", "register a by first")))
    assert [str(step) for step in renamed(steps)] == ["register a by first", "approve a", "register b by first"]
    assert not playable(steps[1:2], rules(CATALOGUE))
    assert not playable((steps[0], steps[0]), rules(CATALOGUE))
