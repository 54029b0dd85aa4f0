"""Children that make questions on a machine that is slow, or with a library that hangs over some operations.

`python -m tests.engine.hindered_making` sleeps at every draw; an operation whose id begins with `hang` never ends.
"""

from __future__ import annotations

import sys
import time
from itertools import count
from typing import Any

from hypothesis.internal.conjecture.providers import HypothesisProvider

from conformance.engine.generate.corpus.drawing import Sources
from conformance.engine.generate.sandbox import corpus_worker
from conformance.model.contract import Operation

PAUSE = 0.003


def main() -> None:
    draw, read = HypothesisProvider.draw_integer, Sources.of

    def drawn(self: HypothesisProvider, *given: Any, **named: Any) -> int:
        time.sleep(PAUSE)
        return draw(self, *given, **named)

    def of(self: Sources, operation: Operation) -> Any:
        hangs = operation.id.startswith("hang")
        for _ in count() if hangs else ():
            sys.getrecursionlimit()
        return read(self, operation)

    HypothesisProvider.draw_integer = drawn  # type: ignore[method-assign] # it is slow here
    Sources.of = of  # type: ignore[method-assign] # and hangs
    corpus_worker.main()


if __name__ == "__main__":
    main()
