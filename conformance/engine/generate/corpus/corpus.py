"""The frozen questions of a contract: built once, sealed by a digest, the same bytes wherever they are built."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from schemathesis.generation.coverage import GenerationSession

from conformance.engine.generate.corpus.cases import Asked, Chooser, may_exist
from conformance.engine.generate.corpus.document_for_generation import handed
from conformance.engine.generate.corpus.drawing import Sources, boundary, drawn
from conformance.engine.generate.corpus.fairness import ExpectationOracle
from conformance.engine.generate.corpus.question import Stimulus
from conformance.engine.generate.corpus.shapes import Shapes
from conformance.engine.generate.corpus.steps import Spent, Steps, uncounted
from conformance.engine.generate.sandbox.isolated_hypothesis import sealed
from conformance.model.case import Case, Corpus
from conformance.model.contract import Contract, Operation
from conformance.norms.corpus import corpus_of

SEED = 20261101
# Random questions drawn for one that is kept: most differ too little from one another.
DRAWN_FOR_ONE = 2
FEW = 3
"""Random questions that fit, where none can be meant to be accepted: nobody knows what their paths name."""
VERSIONS = {"schemathesis": "schemathesis", "hypothesis": "hypothesis", "jsonschema_rs": "jsonschema-rs"}


@dataclass(frozen=True)
class Made:
    """What was made of one operation. `is_cut`: it took all its steps, and has the questions that these brought."""

    operation: str
    cases: tuple[Case, ...] = ()
    is_cut: bool = False


def build(
    contract: Contract,
    seed: int = SEED,
    per_operation: int = 12,
    wanted: Callable[[Operation], bool] = lambda operation: True,
) -> Corpus:
    """The corpus of a contract: for every operation at most `per_operation` cases to accept and as many to refuse.

    `wanted` is asked for each operation when its turn comes. The same contract, seed and versions give the same corpus,
    whatever else is imported, hashed or running.
    """
    found = (case for each in made(contract, seed, per_operation, wanted, uncounted()) for case in each.cases)
    return corpus_of(contract, seed, versions(), tuple(found))


def versions() -> dict[str, str]:
    """The libraries that shape what is generated, as they are installed here."""
    return {name: version(distribution) for name, distribution in VERSIONS.items()}


def made(
    contract: Contract, seed: int, limit: int, wanted: Callable[[Operation], bool], steps: Steps
) -> Iterator[Made]:
    """What is made of a contract, operation by operation; those whose schemas cannot be compiled come without cases.

    It ends with the operation over which the steps were taken up.
    """
    with sealed(steps.drawn):
        yield from _made(contract, seed, limit, wanted, steps)


def _made(
    contract: Contract, seed: int, limit: int, wanted: Callable[[Operation], bool], steps: Steps
) -> Iterator[Made]:
    read = Sources(handed(contract.document))
    shapes = Shapes(contract.document)
    session = GenerationSession()
    fixed = {operation.path for operation in contract.operations.values() if "{" not in operation.path}
    for operation in contract.operations.values():
        if not wanted(operation):
            continue
        if not steps.begin():
            return
        judge = ExpectationOracle(shapes, operation, contract.paging, steps.take)
        found: list[Case] = []
        try:
            asked = _asked(read.of(operation), operation, fixed, session, seed, limit * DRAWN_FOR_ONE, steps)
            steps.part()
            found = Chooser(operation, judge, asked, limit).cases()
        except (Exception, Spent):  # noqa: BLE001 - whatever a schema makes a library do costs its own operation, as the report shows
            found = []
        yield Made(operation.id, tuple(found), steps.is_cut)


def _asked(
    source: Any, operation: Operation, fixed: set[str], session: GenerationSession, seed: int, count: int, steps: Steps
) -> Asked:
    varies = bool(operation.parameters or operation.body)
    fitting = (count if all(map(may_exist, operation.parameters)) else FEW) if varies else 1
    makers = (
        _counted(boundary(source, operation, session), steps),
        drawn(source, operation, False, fitting, seed),
        drawn(source, operation, True, count, seed) if varies else iter(()),
    )
    return Asked(*(_staying(steps.share(maker), operation, fixed) for maker in makers))


def _counted(questions: Iterator[Stimulus], steps: Steps) -> Iterator[Stimulus]:
    for question in questions:
        steps.take()
        yield question


def _staying(questions: Iterator[Stimulus], operation: Operation, fixed: set[str]) -> tuple[Stimulus, ...]:
    """Those whose path is not by chance that of another operation."""
    return tuple(question for question in questions if _path(operation, question) not in fixed - {operation.path})


def _path(operation: Operation, question: Stimulus) -> str:
    path = operation.path
    for name, value in question.path.items():
        path = path.replace("{" + name + "}", value)
    return path
