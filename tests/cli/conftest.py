"""A copy of the release that a test may change, read by the commands in the stead of the real one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conformance.cli import explain, standard
from conformance.config import loading, release
from conformance.engine import vocabulary
from conformance.norms.data_files import data


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds the copies of standards/ and profiles/."""
    for name in ("standards", "profiles"):
        shutil.copytree(str(data(name)), tmp_path / name)
    for reader in (loading, release, explain, standard, vocabulary):
        monkeypatch.setattr(reader, "data", lambda name: tmp_path / name)
    return tmp_path
