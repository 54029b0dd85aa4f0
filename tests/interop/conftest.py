"""What the tests of networks share: sound systems served once, and one process that compares schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from conformance.interop.accepts import Comparer
from conformance.systems.serve import start
from tests.interop.serving import CIVIL, HERE, platform


class Sound(NamedTuple):
    """The addresses of a sound platform of each side, and of a catalogue."""

    labour: str
    civil: str
    catalogue: str


@pytest.fixture(scope="session")
def comparer() -> Iterator[Comparer]:
    with Comparer() as comparer:
        yield comparer


@pytest.fixture(scope="session")
def sound() -> Iterator[Sound]:
    with platform() as labour, platform((), CIVIL, (HERE,)) as civil, start("resource-catalogue") as catalogue:
        yield Sound(labour.address, civil.address, catalogue.address)
