"""A second one-stop centre, written from the clauses' statements and the plain contract: a vendor of another house.

It shares no code and no data with the reference system, only the plain parts of `tests/second_system` and the days of
`tests/second_exchange`. Where the contract leaves freedom it decides otherwise: times in UTC, a page after the last is
404, what another's is is 404, benefits to persons are granted without certificate and withheld from publicity, a
certificate given up is no longer there, complaints go to the department that last dealt with the complainant.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.second_centre.site import MORNING, create_app
from tests.second_system.accounts import CREDENTIALS
from tests.second_system.clock import Clock
from tests.second_system.server import served

__all__ = ["CREDENTIALS", "serve"]


@contextmanager
def serve(heard: list[str] | None = None) -> Iterator[str]:
    """The address of a freshly seeded centre, until the block ends."""
    clock = Clock(MORNING)
    with served(create_app(clock), clock, heard) as address:
        yield address
