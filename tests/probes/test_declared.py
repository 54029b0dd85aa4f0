"""What operations cannot be asked is said of the step, whether some could be or none."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from conformance.model.contract import Operation
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.probes.declared import OPERATIONS, put

READ, WRITE = Operation("read", "GET", "/things/{id}"), Operation("write", "PUT", "/things/{id}")


class Cuts:
    def __init__(self) -> None:
        self.said: list[tuple[Any, ...]] = []

    def cut(
        self, seen: int, of: int, what: Text, step: str = "", operation: str = "", left: Collection[str] = (), **_: Any
    ) -> None:
        self.said.append((seen, of, what, step, [*left]))


def cuts(*lacking: Operation) -> list[tuple[Any, ...]]:
    def question(operation: Operation) -> None:
        if operation in lacking:
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text("没有", "there is none"))

    ask = Cuts()
    if len(lacking) == 2:
        with pytest.raises(Undecided, match="there is none"):
            put(ask, [READ, WRITE], question, "asked")  # type: ignore[arg-type] # of an `Ask` only `cut` is used
    else:
        put(ask, [READ, WRITE], question, "asked")  # type: ignore[arg-type] # of an `Ask` only `cut` is used
    return ask.said


def test_what_could_not_be_asked_is_said() -> None:
    assert cuts() == []
    assert cuts(WRITE) == [(1, 2, OPERATIONS, "asked", ["write"])]
    assert cuts(READ, WRITE) == [(0, 2, OPERATIONS, "asked", ["read", "write"])]
