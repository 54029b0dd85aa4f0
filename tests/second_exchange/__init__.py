"""A second data exchange, written from the clauses' statements and the plain contract: a vendor of another house.

It shares no code and no data with the reference system, only the plain parts of `tests/second_system`. Where the
contract leaves freedom it decides otherwise: unconditional requests are answered at once, batches bear SM3 digests,
numbers go up by three, a page after the last is 404, another department's row is 404.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.second_exchange.site import MORNING, create_app
from tests.second_system.accounts import CREDENTIALS
from tests.second_system.clock import Clock
from tests.second_system.server import served

__all__ = ["CREDENTIALS", "serve"]


@contextmanager
def serve(heard: list[str] | None = None) -> Iterator[str]:
    """The address of a freshly seeded exchange, until the block ends."""
    clock = Clock(MORNING)
    with served(create_app(clock), clock, heard) as address:
        yield address
