"""The digest of the tool counts every file it is made of and nothing that is made where it is installed."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from conformance.norms.tool import tool_digest

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[str]:
    """The files of the package and its data that are neither ignored nor hidden, by what git says."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run([*command, "conformance", "standards", "profiles"], cwd=ROOT, capture_output=True, check=True)
    return sorted({name for name in said.stdout.decode().split("\0") if name and (ROOT / name).is_file()})


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout, so nothing says what belongs to it")
def test_counts_what_git_holds_and_nothing_else() -> None:
    digest = hashlib.sha256()
    for name in tracked():
        digest.update(f"{name}\n{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}\n".encode())
    assert tool_digest() == digest.hexdigest()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout, so nothing says what belongs to it")
def test_knows_code_data_and_schemas() -> None:
    assert {
        "conformance/cli/app.py",
        "conformance/reports/report.v1.schema.json",
        "profiles/resource-catalogue.yaml",
        "standards/release.yaml",
    } <= {*tracked()}
