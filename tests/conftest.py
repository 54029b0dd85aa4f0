"""What all tests share: the release, the vocabulary, and reference systems that are served once a session."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from conformance.engine.vocabulary import Tools, tools
from conformance.model.clause import Standard
from conformance.norms.data_files import data
from conformance.norms.standard import load_standard

pytest_plugins = ["pytester"]

for number in (signal.SIGHUP, signal.SIGINT):
    if signal.getsignal(number) is signal.SIG_IGN:  # these tests are run in the background, the runs they begin are not
        signal.signal(number, signal.default_int_handler if number is signal.SIGINT else signal.SIG_DFL)


os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of a thousand commands compiles all it imports anew

gc.set_threshold(10_000, 10, 10)  # a worker holds the reports of many systems: it looked through them all the time

settings.register_profile(
    "same-everywhere", deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same-everywhere")  # the same examples on every machine, however slow it is

MEMORY = Path("/dev/shm")
"""Where a file is soon synced: a run notes each write it intends, and half of a test went into waiting for that."""


@pytest.fixture(scope="session")
def state_folders() -> Iterator[Path]:
    """A folder for the state folders of a session, in memory where the system has such a place."""
    with TemporaryDirectory(prefix="hutong-state-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def own_home(state_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test has a state folder of its own, so that no run finds what another left; it is there once used."""
    own = state_folders / uuid4().hex
    monkeypatch.setenv("XDG_STATE_HOME", str(own))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("HUTONG_LANG", "en")
    yield
    rmtree(own, ignore_errors=True)


@pytest.fixture(scope="session")
def standard() -> Standard:
    return load_standard(data("standards"))


@pytest.fixture(scope="session")
def the_tools() -> Tools:
    return tools()
