"""A second resource catalogue, written from the contract alone: what a vendor of another house would ship.

It shares no code and no data with the reference system. Where the contract leaves freedom it decides otherwise: times
in UTC, escaped JSON, 404 after the last page, relative `next`, absolute access links; the public sees what is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.second_system.accounts import CREDENTIALS
from tests.second_system.clock import Clock
from tests.second_system.server import served
from tests.second_system.site import create_app

__all__ = ["CREDENTIALS", "serve"]


@contextmanager
def serve(heard: list[str] | None = None) -> Iterator[str]:
    """The address of a freshly seeded catalogue, until the block ends."""
    clock = Clock()
    with served(create_app(clock), clock, heard) as address:
        yield address
