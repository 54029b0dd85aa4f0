"""The locks: one release of everything our ranges allow, each by its hashes, for every Python we allow."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = PROJECT["build-system"]["requires"]
USED = PROJECT["project"]["dependencies"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
EXTRA = [asked for extra in EXTRAS.values() for asked in extra]
USE, DEV = "locks/requirements.lock", "locks/requirements-dev.lock"
LOCKS = {USE: [*BUILD, *USED], DEV: [*BUILD, *USED, *EXTRA]}
PYTHONS = [f"3.{minor}" for minor in range(11, 16)]
every_lock = pytest.mark.parametrize("name", [*LOCKS, "locks/validators.lock"])


def lines(name: str) -> list[str]:
    """The lines of a lock, those that go on over several as one."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def pins(name: str) -> Iterator[Requirement]:
    for line in lines(name):
        yield Requirement(line.partition("--hash")[0].strip())


def releases(name: str, python: str) -> dict[str, str]:
    """What a lock installs on a Python, by name."""
    here = {**default_environment(), "python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    held = [pin for pin in pins(name) if pin.marker is None or pin.marker.evaluate(here)]
    assert len({pin.name for pin in held}) == len(held)
    return {pin.name: str(pin.specifier).removeprefix("==") for pin in held}


@every_lock
def test_every_line_is_one_release_by_its_hashes(name: str) -> None:
    assert len(lines(name)) > 20
    for line in lines(name):
        assert re.fullmatch(r"[a-z0-9-]+==[^ ;]+(?: ; [^\\]+?)?(?: +--hash=sha256:[0-9a-f]{64})+ *", line), line


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_the_ranges_ask_for(name: str, python: str) -> None:
    held = releases(name, python)
    for asked in map(Requirement, LOCKS[name]):
        if asked.name != "hutong":
            canonical = re.sub(r"[-_.]+", "-", asked.name).lower()
            assert held.get(canonical), f"{asked} is not in {name}"
            assert asked.specifier.contains(held[canonical], prereleases=True), f"{asked}: {held[canonical]}"


@pytest.mark.parametrize("name", LOCKS)
def test_every_python_gets_the_same_releases(name: str) -> None:
    assert len({tuple(sorted(releases(name, python).items())) for python in PYTHONS}) == 1


def test_what_users_get_is_what_was_tested() -> None:
    assert releases(USE, "3.11").items() < releases(DEV, "3.11").items()


def test_the_commands_of_the_readme_are_those_of_ci_and_install_from_the_locks() -> None:
    readme, run = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", ".ci/run"))
    commands = re.findall(r"^```sh\n(python3 -m venv .*)\n```$", readme, re.MULTILINE)
    assert [re.findall(r"-r (\S+)", command) for command in commands] == [[name] for name in LOCKS]
    assert all("pip install -q --no-deps --no-build-isolation " in command for command in commands)
    assert commands[1] in run.splitlines()


def test_a_python_is_found_on_the_path_or_where_pyenv_keeps_it_if_it_runs(tmp_path: Path) -> None:
    for place, code in (("on/python3.12", "echo 3.12"), ("on/python3.13", "exit 1"), ("on/python3.14", "echo 3.11")):
        _script(tmp_path / place, code)
    for place in ("3.12.1/bin/python3.12", "3.13.0/bin/python3.13"):
        _script(tmp_path / "pyenv/versions" / place, f"echo {place[:4]}")
    environment = {"PATH": str(tmp_path / "on"), "PYENV_ROOT": str(tmp_path / "pyenv")}
    words = ["/bin/bash", str(ROOT / ".ci/pythons")]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=30, check=True)
    kept = tmp_path / "pyenv/versions/3.13.0/bin/python3.13"
    assert done.stdout.split() == [str(tmp_path / "on/python3.12"), str(kept)]


def _script(file: Path, code: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
    file.chmod(0o755)
