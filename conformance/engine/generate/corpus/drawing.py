"""Raw questions out of Schemathesis: boundary values of its coverage phase, random ones of Hypothesis."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import schemathesis
from hypothesis.errors import Unsatisfiable
from schemathesis.config import SchemathesisConfig
from schemathesis.core import NOT_SET
from schemathesis.core.errors import SchemathesisError
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.generation.coverage import GenerationSession
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.specs.openapi.coverage._operation import iter_coverage_cases

from conformance.engine.generate.corpus.question import Stimulus, as_sent
from conformance.engine.generate.corpus.readable import sober
from conformance.engine.generate.corpus.seeded import seeded
from conformance.model.contract import Operation


def sources(document: dict[str, Any]) -> Mapping[tuple[str, str], Any]:
    """The operations of a document as Schemathesis reads them, by method and path; those it cannot read are left out.

    The configuration is an empty one: none is looked for in the folder the tool happens to run in.
    """
    config = SchemathesisConfig()
    # All of Unicode without surrogates, as by default, but without trying every character on the codec.
    config.projects.default.generation.update(codec=None)
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(document)), config=config)
    read = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    return {(source.method.upper(), source.path): source for source in read}


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
