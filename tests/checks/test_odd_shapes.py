"""Whatever shape an answer has, a judge neither breaks nor passes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import conformance.probes
from conformance.engine.vocabulary import Tools
from conformance.model.clause import Clause, Standard, Verify
from conformance.probes.data_exchange.deliveries import READS
from conformance.probes.data_exchange.exchange_ledgers import BOOKS
from tests.checks.making import arguments, exchange, said, trace, value
from tests.interop.serving import pair_of

FAMILIES = ("overall", "application", "support", "security", "management")
SHAPES: tuple[Any, ...] = (
    None,
    [],
    {},
    7,
    "text",
    {"items": 7},
    {"items": [7, None, []]},
    {"items": [{}], "next": 3},
    [[]],
)
STEPS = sorted(
    {
        step
        for file in Path(conformance.probes.__path__[0]).glob("*.py")
        for step in re.findall(r'step="([a-z-]+)"|walk\(ask, "\w+", "([a-z-]+)"', file.read_text(encoding="utf-8"))
        for step in step
        if step
    }
    | {*BOOKS, *READS, "ended", "changed", "open", "closed"}
)


PAIR = pair_of("http://127.0.0.1:1", "http://127.0.0.1:2").pairs()[0]
BETWEEN = [
    *(
        f"{method}{after}"
        for method in ("service", "batch", "file")
        for after in ("-request", "-decided", "-grant", "")
    ),
    *(
        f"{side}-{step}"
        for side in ("mine", "theirs")
        for step in ("list", "record", "code-list", "changes", "declaration")
    ),
    *("mirror", "batch-start"),
]
"""Steps that a probe of two systems names as it goes."""


def judged(standard: Standard, the_tools: Tools, subject: str) -> list[tuple[Clause, Verify]]:
    checks = the_tools.vocabulary.checks
    return [
        (clause, verify)
        for clause in standard.clauses.values()
        if clause.family in FAMILIES
        for verify in clause.verify
        if checks[verify.check].subject == subject
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=repr)
@pytest.mark.parametrize("status", [200, 204, 302, 401, 404, 500])
def test_no_trace_of_one_and_the_same_answer_passes(
    shape: Any, status: int, standard: Standard, the_tools: Tools
) -> None:
    path = "/resources?q=x&pageSize=20&since=2026-01-01T00:00:00%2B08:00"
    same = trace(*(exchange(step, shape, status, path=path) for step in (*STEPS, *BETWEEN)))
    found: dict[tuple[str, str, str], list[str]] = {}
    for clause, verify in judged(standard, the_tools, "trace"):
        lines = said(the_tools.checks[verify.check], same, **arguments(clause, verify, pair=PAIR))
        found.setdefault((clause.id, verify.probe, verify.role), []).extend(lines)
    passed = [key for key, lines in found.items() if not lines]  # what one asking brought is judged by all its checks
    assert passed == []


@pytest.mark.parametrize("shape", SHAPES, ids=repr)
def test_no_value_of_a_strange_shape_breaks_a_judge(shape: Any, standard: Standard, the_tools: Tools) -> None:
    found: dict[tuple[str, str], list[str]] = {}
    for clause, verify in judged(standard, the_tools, "value"):
        lines = said(the_tools.checks[verify.check], value(shape), **arguments(clause, verify, pair=PAIR))
        found.setdefault((clause.id, verify.probe), []).extend(lines)
    assert [key for key, lines in found.items() if not lines] == []
