"""The corpus is the same bytes from a checkout and from an installed wheel, under any hash seed, and inside pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.test_speed import FULL

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
KIND = "resource-catalogue"
COMMITTED = ROOT / "standards/application/corpus"
PRINT = f"""
import sys
import conformance
from conformance.config.loading import kind_contract
from conformance.engine.generate.corpus.corpus import build
from conformance.engine.generate.corpus.sequences import build as build_sequences
from conformance.norms import corpus, sequences
contract = kind_contract("{KIND}")
out = corpus.write(build(contract)) + sequences.write(build_sequences(contract))
sys.stderr.write(conformance.__file__)
sys.stdout.buffer.write(out.encode())
"""
# Literals of a module that happens to be imported, and libraries that bring their own.
OTHERS = "import vendor, asyncio, decimal, sqlite3, requests, rich.console, starlette.applications, uvicorn\n"
LITERALS = "WORDS = {'字面量一号', '字面量二号'}\nNUMBERS = (3, 7, 5)\n"


def committed() -> str:
    names = (f"{KIND}.jsonl", f"{KIND}.sequences.jsonl")
    return "".join((COMMITTED / name).read_text(encoding="utf-8") for name in names)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder a wheel of this checkout is installed into."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", folder / "site", wheel], check=True)
    return folder / "site"


# Small: the two that differ in everything. The suite itself rebuilds what is committed, inside pytest.
CASES = [("checkout", "1", ""), ("wheel", "4242", OTHERS), ("checkout", "4242", OTHERS), ("wheel", "1", "")]


@pytest.mark.parametrize(("place", "hash_seed", "before"), CASES if FULL else CASES[:2])
def test_same_bytes_wherever_it_is_built(
    place: str, hash_seed: str, before: str, installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "vendor.py").write_text(LITERALS, encoding="utf-8")
    paths = os.pathsep.join((str(ROOT if place == "checkout" else installed), str(tmp_path)))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-P", "-c", before + PRINT], cwd=tmp_path, env=environment, capture_output=True, timeout=600
    )
    assert done.returncode == 0, done.stderr.decode()
    assert Path(done.stderr.decode()).is_relative_to(ROOT if place == "checkout" else installed)
    assert done.stdout.decode() == committed()
