"""What one operation lacks costs that one alone: the others are asked, and the verdict says how many were not."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

import pytest

from conformance.measure.prepared import loaded
from conformance.measure.twins.twin_run import examined_twin
from conformance.model.asking import Ask
from conformance.model.contract import Operation
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided, Verdict
from conformance.probes.declared import put
from conformance.systems.twins import twins
from tests.examining import SEED

KIND = "data-exchange"
OFFICER = twins(KIND)["waits-for-the-officer"]
"""Nothing is granted there at once: for two operations no object can be made."""
EACH = ("authentication-required", "forged-credential", "refused-with-401", "challenge", "function-level")


class Cuts:
    def __init__(self) -> None:
        self.said: list[tuple[int, int | None, str, set[str]]] = []

    def cut(
        self,
        seen: int,
        of: int | None,
        what: Text,
        step: str = "",
        left: Collection[str] = (),
        why: Reason | None = None,
    ) -> None:
        self.said.append((seen, of, step, {*left}))


def question(lacking: Collection[str]) -> Any:
    def ask_one(operation: Operation) -> None:
        if operation.id in lacking:
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text("没有", operation.id))

    return ask_one


def test_what_is_not_asked_is_named_and_where_nothing_is_the_reason_stands() -> None:
    operations = [*loaded(KIND).contract.operations.values()][:3]
    first, *others = (operation.id for operation in operations)
    cuts = Cuts()
    put(cast(Ask, cuts), operations, question([first]))
    put(cast(Ask, cuts), operations, question([]))
    assert cuts.said == [(2, 3, "", {first})]
    put(cast(Ask, cuts), operations, question([first]), most=2)
    assert cuts.said[1:] == [(1, 3, "", {first, others[1]})]
    with pytest.raises(Undecided, match=first):
        put(cast(Ask, cuts), operations, question([first, *others]))


def test_an_operation_without_an_object_takes_no_other_with_it() -> None:
    report = examined_twin(KIND, (OFFICER,), SEED, frozenset(f"security.access.{name}" for name in EACH))
    assert {result.verdict for result in report.results} == {Verdict.PASS}
    said = {result.clause.id.rpartition(".")[2]: result.detail.en for result in report.results if result.detail}
    assert said == dict.fromkeys(EACH, "looked at 38 of 40 operations")
