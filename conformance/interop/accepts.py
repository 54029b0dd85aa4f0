"""Whether one side takes every message the other may send, by their schemas alone, in bounded time and memory."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any

from conformance.engine.generate.sandbox.sandbox import SLOW, STARTING, ChildTimeout, Sandbox
from conformance.interop.compare_worker import DEEP, heard
from conformance.model.contract import Schema
from conformance.model.interop import Acceptance
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict

SECONDS = 20.0
"""Of work for one comparison. What takes more is not decided."""


class Comparer:
    """Compares schemas in a process of its own, which is ended where a schema makes it run on, and begun anew.

    Nothing else bounds what foreign schemas cost: a pattern, a nest of alternatives or a list of millions holds up any
    generator, and no thread can be stopped. Many comparisons in one `with` share the start of the process.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: Sandbox | None = None

    def __enter__(self) -> Comparer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def acceptance(self, sent: Schema, taken: Schema, seed: int) -> Acceptance:
        """See the function of this name."""
        return self._asked(sent=dict(sent.document), taken=dict(taken.document), seed=seed)

    def _asked(self, **question: Any) -> Acceptance:
        try:
            child = self._begun()
            child.say({"seconds": self._seconds, **question})
            return heard(self._next(child))
        except ChildTimeout:
            self._end()
            zh, en = f"运算 {self._seconds:g} 秒未得出结论", f"no answer within {self._seconds:g} s of work"
            return Acceptance(Verdict.INCONCLUSIVE, 0, None, Reason.BUDGET, Text(zh, en))
        except RecursionError:
            return DEEP

    def _begun(self) -> Sandbox:
        if self._child is None:
            self._child = Sandbox("conformance.interop.compare_worker", b"").__enter__()
            self._next(self._child)
        return self._child

    def _next(self, child: Sandbox) -> dict[str, Any]:
        return next(child.messages(self._seconds, time.monotonic() + STARTING + SLOW * self._seconds))

    def _end(self) -> None:
        if self._child is not None:
            self._child.__exit__(None, None, None)
        self._child = None


def acceptance(sent: Schema, taken: Schema, seed: int) -> Acceptance:
    """Whether the taker accepts everything the sender may send; for requests the consumer is the sender.

    Messages are made of the sender's schema (`engine.generate.messages`) and judged by the taker's, formats asserted. A
    fail holds the smallest message found. A pass rests on messages that showed every member the sender's schema names
    with a value, and every value it lists. Inconclusive: `unreadable-document` for a schema that is none or leads out
    of itself (nothing is fetched), `nothing-exercised` where messages could not be made or a rule no schema states
    decides, `budget` where it took too long. The same seed gives the same answer.
    """
    with Comparer() as comparer:
        return comparer.acceptance(sent, taken, seed)
