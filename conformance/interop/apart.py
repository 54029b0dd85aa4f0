"""The process in which schemas are compared: answers one question after the other, and can be ended at any time."""

from __future__ import annotations

import contextlib
import math
import signal
import time
import traceback
from multiprocessing.connection import Connection
from typing import Any

from conformance.model.contract import Schema
from conformance.model.interop import Acceptance
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict

try:
    import resource
except ImportError:  # not every platform has it; whoever asks waits no longer than a bound of its own
    resource = None  # type: ignore[assignment] # there is no other name for its absence

MEMORY = 2 << 30


def work(connection: Connection) -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks is told, and ends this process
    _bound_memory()
    from conformance.interop import judging, samples  # what they load is loaded here, and not by who asks

    answers = {"acceptance": judging.judged, "samples": samples.judged}
    plainest = Schema({"type": "boolean"})
    judging.judged(plainest, plainest, 0)  # the first comparison loads and compiles what all others use
    connection.send("ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            seconds, name, *question = connection.recv()
            _bound_work(seconds)
            connection.send(_answer(answers[name], question))


def _answer(judge: Any, question: list[Any]) -> Acceptance:
    try:
        answer: Acceptance = judge(*question)
    except RecursionError:
        return _undecided(Reason.UNREADABLE_DOCUMENT, Text("模式嵌套过深", "the schema is nested too deeply"))
    except MemoryError:
        return _undecided(Reason.BUDGET, Text("比较该模式用尽了内存", "comparing the schema ran out of memory"))
    except Exception:  # noqa: BLE001 - our own bug must not be taken for an endless schema
        trouble = traceback.format_exc(limit=-3)
        return Acceptance(Verdict.ERROR, 0, detail=Text(f"比较模式时工具出错：{trouble}", f"a bug of ours: {trouble}"))
    return answer


def _undecided(reason: Reason, detail: Text) -> Acceptance:
    return Acceptance(Verdict.INCONCLUSIVE, 0, None, reason, detail)


def _bound_memory() -> None:
    if resource is not None:
        _lower(resource.RLIMIT_AS, MEMORY)


def _bound_work(seconds: float) -> None:
    """End this process when it has worked that long from now on. Work does not depend on what else a machine does."""
    if resource is not None:
        _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))


def _lower(limit: int, most: int) -> None:
    _, hard = resource.getrlimit(limit)
    resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
