"""Whether one side takes every message the other may send, by their schemas alone, in bounded time and memory."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any

from conformance.interop.apart import work
from conformance.model.contract import Schema
from conformance.model.interop import Acceptance
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict

SECONDS = 20.0
"""Of work for one comparison. What takes more is not decided."""
PATIENCE = 3
"""How many times as long a comparison may take where the machine does other things as well."""
START_SECONDS = 120.0
ENDED_SECONDS = 0.2


class Comparer:
    """Compares schemas in a process of its own, which is ended where a schema makes it run on, and begun anew.

    Nothing else bounds what foreign schemas cost: a pattern, a nest of alternatives or a list of millions holds up any
    generator, and no thread can be stopped. Many comparisons in one `with` share the start of the process.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Comparer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def acceptance(self, sent: Schema, taken: Schema, seed: int) -> Acceptance:
        """See the function of this name."""
        return self._asked("acceptance", sent, taken, seed)

    def takes_samples(self, sent: Schema, samples: Sequence[Any]) -> Acceptance:
        """See the function of this name."""
        return self._asked("samples", sent, tuple(samples))

    def _asked(self, *question: Any) -> Acceptance:
        try:
            connection = self._begun()
            connection.send((self._seconds, *question))
            if connection.poll(self._seconds * PATIENCE):
                answer: Acceptance = connection.recv()
                return answer
        except (EOFError, OSError):
            if not self._end():
                broke = Text("比较该模式时进程崩溃", "comparing the schemas broke the process")
                return Acceptance(Verdict.INCONCLUSIVE, 0, None, Reason.BUDGET, broke)
        except RecursionError:
            deep = Text("模式嵌套过深", "the schema is nested too deeply")
            return Acceptance(Verdict.INCONCLUSIVE, 0, None, Reason.UNREADABLE_DOCUMENT, deep)
        self._end()
        late = Text(f"运算 {self._seconds:g} 秒未得出结论", f"no answer within {self._seconds:g} s of work")
        return Acceptance(Verdict.INCONCLUSIVE, 0, None, Reason.BUDGET, late)

    def _begun(self) -> Connection:
        if self._connection is None:
            # A fork would copy the locks of other threads; a new interpreter holds nothing of ours.
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=work, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            if not self._connection.poll(START_SECONDS):
                raise TimeoutError("the process that compares schemas did not start")
            self._connection.recv()
        return self._connection

    def _end(self) -> bool:
        """End the process. Whether it had already ended for having worked too long."""
        spent = False
        if self._process is not None and self._connection is not None:
            self._process.join(ENDED_SECONDS)
            spent = self._process.exitcode == -getattr(signal, "SIGXCPU", 0)
            self._process.kill()
            self._process.join()
            self._connection.close()
        self._process = self._connection = None
        return spent


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


def takes_samples(sent: Schema, samples: Sequence[Any]) -> Acceptance:
    """Whether records the consumer is known to take are such as the provider's schema admits.

    A fail holds the smallest sample that is not, as it is. Without samples nothing was exercised.
    """
    with Comparer() as comparer:
        return comparer.takes_samples(sent, samples)
