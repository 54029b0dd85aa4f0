"""A reference catalogue served for the tests of one file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.systems.serve import start
from tests.systems.client import Client


@pytest.fixture(scope="module")
def catalogue() -> Iterator[Client]:
    with start("resource-catalogue") as running:
        yield Client(running.address)
