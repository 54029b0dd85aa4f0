"""A reference exchange platform served for the tests of one file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.systems.serve import start
from tests.systems.data_exchange.platform import Platform


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with start("data-exchange") as running:
        yield Platform(running.address)
