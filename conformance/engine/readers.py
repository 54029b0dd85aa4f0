"""Asks what is safe on several connections at once, and gives what came of it back in the order of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Readers:
    """As many readers as connections; with one there is no thread at all."""

    def __init__(self, connections: int) -> None:
        self._pool = ThreadPoolExecutor(connections, "reader") if connections > 1 else None

    def map(self, ask: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """What came of each item, in order, as soon as it and all before it are there."""
        if self._pool is None:
            yield from map(ask, items)
            return
        for future in [self._pool.submit(ask, item) for item in items]:
            yield future.result()

    def close(self) -> None:
        """Start nothing more; what is under way ends by its own deadline."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
