"""A reference one-stop centre served for the tests of one file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.systems.serve import start
from tests.systems.one_stop.centre import Centre


@pytest.fixture(scope="module")
def centre() -> Iterator[Centre]:
    with start("one-stop") as running:
        yield Centre(running.address)
