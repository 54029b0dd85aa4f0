"""What all tests share: the release, the vocabulary, and reference systems that are served once a session."""

from __future__ import annotations

import signal

import pytest

from conformance.engine.vocabulary import Tools, tools
from conformance.model.clause import Standard
from conformance.norms.data_files import data
from conformance.norms.standard import load_standard

pytest_plugins = ["pytester"]

for number in (signal.SIGHUP, signal.SIGINT):
    if signal.getsignal(number) is signal.SIG_IGN:  # these tests are run in the background, the runs they begin are not
        signal.signal(number, signal.default_int_handler if number is signal.SIGINT else signal.SIG_DFL)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has a state folder of its own, so that no run finds what another left."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("HUTONG_LANG", "en")


@pytest.fixture(scope="session")
def standard() -> Standard:
    return load_standard(data("standards"))


@pytest.fixture(scope="session")
def the_tools() -> Tools:
    return tools()
