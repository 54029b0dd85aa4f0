"""A second disclosure platform, written from the clauses' statements, the plain contract and the law alone.

It shares no code and no data with the reference system, only the plain parts of `tests/second_system`. Where the
contract leaves freedom it decides otherwise: while others are consulted no last day is told, an answer that is not a
refusal may tell of a remedy too, an application is corrected only once received, numbers go up by nine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.second_disclosure.site import MORNING, create_app
from tests.second_system.accounts import CREDENTIALS
from tests.second_system.clock import Clock
from tests.second_system.server import served

__all__ = ["CREDENTIALS", "serve"]


@contextmanager
def serve(heard: list[str] | None = None) -> Iterator[str]:
    """The address of a freshly seeded platform, until the block ends."""
    clock = Clock(MORNING)
    with served(create_app(clock), clock, heard) as address:
        yield address
