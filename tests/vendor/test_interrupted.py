"""A session of pytest that is ended while it examines a system keeps what was decided."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.cli.hindered import Hindrance, hindered, once_asked
from tests.vendor.conftest import NAMED

OTHER = """
def test_of_another_kind():
    raise AssertionError("nothing is begun any more")
"""


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hindrance]:
    with hindered(tmp_path_factory.mktemp("slow"), seconds=0.02) as hindrance:
        yield hindrance


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 2), (signal.SIGTERM, 143)])
def test_what_was_decided_stays_so(number: int, code: int, slow: Hindrance, tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text(OTHER, encoding="utf-8")
    words = ["-p", "no:cacheprovider", *NAMED, "--hutong", str(slow.config), "test_other.py", "--junitxml", "x.xml"]
    env = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state"), "HUTONG_LANG": "en"}
    command = [sys.executable, "-m", "pytest", f"--rootdir={tmp_path}", "-c", os.devnull, str(slow.config), *words]
    process = subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        once_asked(slow, 90)(process)
        begun = time.monotonic()
        process.send_signal(number)
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait(10)
    assert process.returncode == code, said.decode()
    cases = [*Xml.parse(tmp_path / "x.xml").getroot().iter("testcase")]
    undecided = [case for case in cases if case.find("error") is not None]
    decided = [case for case in cases if not [*case.iter("error"), *case.iter("skipped"), *case.iter("failure")]]
    assert decided, said.decode()
    assert "interrupted" in str(undecided[-1].find("error").text)  # type: ignore[union-attr] # it has one
    assert not [case for case in cases if case.attrib["name"] == "test_of_another_kind"]
    assert time.monotonic() - begun < 60
