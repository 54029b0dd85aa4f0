"""Asks what is safe on several connections at once, and gives what came of it back in the order of the plan."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

AHEAD = 4
"""Items for each connection that are read, or wait to be, before the first of them is taken."""

T = TypeVar("T")
R = TypeVar("R")


class Readers:
    """As many readers as connections; with one there is no thread at all."""

    def __init__(self, connections: int) -> None:
        self._ahead = AHEAD * connections
        self._pool = ThreadPoolExecutor(connections, "reader") if connections > 1 else None

    def map(self, ask: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """What came of each item, in order, as soon as it and all before it are there.

        Readers go on while the caller is busy, but never far ahead of it: it may find that there is no use in asking.
        """
        if self._pool is None:
            yield from map(ask, items)
            return
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(self._pool.submit(ask, item))
            if len(waiting) >= self._ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def close(self) -> None:
        """Start nothing more; what is under way ends by its own deadline."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
