"""Sequences out of Hypothesis: drawn along the states of the model, then few that are as unlike as possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version

from hypothesis import strategies as st

from conformance.checks.records import Record, follow
from conformance.engine.generate.corpus.seeded import seeded
from conformance.engine.generate.corpus.sequence_coverage import DECISIVE, traits
from conformance.engine.generate.sandbox.isolated_hypothesis import sealed
from conformance.model.contract import Contract
from conformance.model.sequence import RECORDS, WRITERS, Read, SequenceRules, Step, View
from conformance.norms.sequences import Frozen, digest_of, sequence

SEED = 20261101
FEWEST, MOST = 4, 12
KEPT = 30
DRAWN = 3000
DECISIVE_WORTH = 4


def build(contract: Contract, seed: int = SEED) -> Frozen:
    """The sequences of a contract: at most `KEPT`, of `FEWEST` to `MOST` steps, the same for the same seed.

    None where the contract does not say how its operations follow one another.
    """
    rules = SequenceRules.of(contract.document)
    kept = tuple(sequence(steps) for steps in _chosen(rules, seed)) if rules else ()
    found = tuple(sorted(kept, key=lambda one: (len(one.steps), one.id)))
    versions = {"hypothesis": version("hypothesis")}
    return Frozen(contract.kind, contract.digest, seed, versions, digest_of(found), found)


def _chosen(rules: SequenceRules, seed: int) -> Iterator[tuple[Step, ...]]:
    """Of those drawn, again and again the one that shows most of what none before did, the rare above all."""
    with sealed():
        drawn = dict.fromkeys(seeded(walks(rules), DRAWN, seed))
    left = {steps: traits(rules, steps) for steps in sorted(drawn, key=lambda steps: (len(steps), str(steps)))}
    times = Counter(trait for shown in left.values() for trait in shown)
    worth = {
        trait: (DECISIVE_WORTH if trait[0] in DECISIVE else 1) * (1 + (len(left) // number).bit_length())
        for trait, number in times.items()
    }
    for _ in range(KEPT):
        best = max(left, key=lambda steps: sum(worth[trait] for trait in left[steps]), default=None)
        if best is None or not left[best]:
            return
        yield best
        shown = left.pop(best)
        left = {steps: others - shown for steps, others in left.items()}


@st.composite
def walks(draw: Callable[..., int], rules: SequenceRules) -> tuple[Step, ...]:
    """A walk along the states: each step is one the model admits where the ones before have led."""
    records = {name: Record(rules.start) for name in RECORDS[: draw(st.integers(1, len(RECORDS)))]}
    steps: list[Step] = []
    for _ in range(draw(st.integers(FEWEST, MOST))):
        # Two steps in three change something; what only looks has more forms and would crowd them out.
        writes, reads = [*changing(rules, records)], [*looking(rules, records)]
        group = writes if writes and (not reads or draw(st.integers(0, 2))) else reads
        actions = [action for action in sorted({step.action for step in group}) for _ in range(_weight(rules, action))]
        action = actions[draw(st.integers(0, len(actions) - 1))]
        forms = [step for step in group if step.action == action]
        step = forms[draw(st.integers(0, len(forms) - 1))]
        follow(rules, records[step.record], step)
        steps.append(step)
    return tuple(steps)


def _weight(rules: SequenceRules, action: str) -> int:
    """What leads on comes more often than what ends a record, begins another or leaves it as it was."""
    write = rules.writes.get(action)
    return 4 if write and write.makes in ("version", "force") and rules.start not in write.moves else 1


def changing(rules: SequenceRules, records: dict[str, Record]) -> Iterator[Step]:
    """The steps that may change a record now, and those that must not."""
    for name, record in records.items():
        for write in rules.writes.values():
            begins = rules.start in write.moves
            ended = rules.ends(record.state) and not begins and write.makes != "end"
            if record.admits(write) or ended or record.state in write.refused:
                writers = WRITERS if write.basis else WRITERS[:1] if begins and rules.interleaves else ("",)
                yield from (Step(write.name, name, writer=writer) for writer in writers)
        if record.state == rules.start:
            return


def looking(rules: SequenceRules, records: dict[str, Record]) -> Iterator[Step]:
    """The steps that look at a record where there is something to see, or must not be any more."""
    for name, record in records.items():
        for read in rules.reads.values() if record.state != rules.start else ():
            for role, view in read.views.items():
                if _tells(rules, record, read, view):
                    writers = WRITERS if rules.interleaves and read.of == "record" and view == "latest" else ("",)
                    yield from _forms(read, name, role, writers, len(record.versions))


def _tells(rules: SequenceRules, record: Record, read: Read, view: View) -> bool:
    if rules.ends(record.state):
        return read.of in ("record", "list", "feed")
    return read.of == "feed" or bool(record.shown(view))


def _forms(read: Read, name: str, role: str, writers: tuple[str, ...], versions: int) -> Iterator[Step]:
    numbers = range(1, versions + 1) if read.of == "version" else (0,)
    return (Step(read.name, name, role, writer, number) for number in numbers for writer in writers)
