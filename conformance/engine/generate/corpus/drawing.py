"""Raw questions out of Schemathesis: boundary values of its coverage phase, random ones of Hypothesis."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import schemathesis
from hypothesis.errors import Unsatisfiable
from schemathesis.config import SchemathesisConfig
from schemathesis.core import NOT_SET
from schemathesis.core.errors import SchemathesisError
from schemathesis.generation import GenerationMode
from schemathesis.generation.coverage import GenerationSession
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.specs.openapi.coverage._operation import iter_coverage_cases

from conformance.engine.generate.corpus.question import Stimulus, as_sent
from conformance.engine.generate.corpus.readable import sober
from conformance.engine.generate.corpus.seeded import seeded
from conformance.model.contract import Operation


class Sources:
    """The operations of a document as Schemathesis reads them, each when it is asked for.

    The configuration is an empty one: none is looked for in the folder the tool happens to run in.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        config = SchemathesisConfig()
        # All of Unicode without surrogates, as by default, but without trying every character on the codec.
        config.projects.default.generation.update(codec=None)
        self._schema = schemathesis.openapi.from_dict(json.loads(json.dumps(document)), config=config)

    def of(self, operation: Operation) -> Any:
        """One operation; raises what a library does where it cannot read it."""
        return self._schema[operation.path][operation.method]


BOTH = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


def boundary(
    source: Any, operation: Operation, session: GenerationSession, modes: tuple[GenerationMode, ...] = BOTH
) -> Iterator[Stimulus]:
    """The values at (positive) and just beyond (negative) every bound the schemas state, one part varied at a time.

    `session` keeps what was made for one operation for others with the same schemas.
    """
    cases = iter_coverage_cases(
        operation=source,
        generation_modes=[*modes],
        generate_duplicate_query_parameters=False,
        unexpected_methods=set(),
        generation_config=source.schema.config.generation_for(operation=source, phase="coverage"),
        session=session,
    )
    yield from _questions(cases, operation)


def drawn(source: Any, operation: Operation, negated: bool, count: int, seed: int) -> Iterator[Stimulus]:
    """Random questions, meant to be accepted or meant to be refused: the same ones for the same seed."""
    mode = GenerationMode.NEGATIVE if negated else GenerationMode.POSITIVE
    strategy = source.as_strategy(generation_mode=mode, feedback=NO_FEEDBACK)
    try:
        cases = seeded(strategy, count, _seed(seed, operation.id, mode.value))
    except (Unsatisfiable, SchemathesisError):
        cases = []  # Nothing of the kind can be made: a schema that admits everything cannot be negated.
    yield from _questions(cases, operation)


def _questions(cases: Any, operation: Operation) -> Iterator[Stimulus]:
    for case in cases:
        question = as_sent(
            operation,
            path=case.path_parameters,
            query=sober(dict(case.query)),
            headers=case.headers,
            cookies=case.cookies,
            body=None if case.body is NOT_SET else sober(case.body),
            media=case.media_type or "" if case.body is not NOT_SET else "",
            meant=case.meta.generation.mode is GenerationMode.POSITIVE,
            origin=str(case.meta.phase.data.description),
        )
        if question:
            yield question


def _seed(seed: int, *names: str) -> int:
    return int.from_bytes(hashlib.sha256("\n".join((str(seed), *names)).encode()).digest()[:8])
