"""A vendor's project: a hutong.yaml of two served catalogues, one of them faulty, and pytest as its own process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from conformance.systems.faults import faults
from conformance.systems.serve import reference_credentials, start

KIND = "resource-catalogue"
FAULT = "support.paging.complete"
OWN = Path(__file__).with_name("own_checks.py")

# A checkout that was installed before the plugin had its entry point names it by its module.
NAMED = () if entry_points(group="pytest11", name="hutong") else ("-p", "conformance.pytest_plugin")

Call = Callable[..., pytest.RunResult]


@pytest.fixture(scope="session")
def addresses() -> Iterator[dict[str, str]]:
    """The addresses of the two catalogues by the name they have in the file."""
    with start(KIND, []) as clean, start(KIND, [faults(KIND)[FAULT]]) as faulty:
        yield {"county": clean.address, "city": faulty.address}


def entry(name: str, address: str, roles: bool = True) -> str:
    tokens = reference_credentials(KIND).items() if roles else ()
    lines = [
        f"  {name}:",
        f"    address: {address}",
        f"    profile: {KIND}",
        "    environment: test",
        "    writes: true",
    ]
    lines += ["    credentials:"] if roles else []
    return "\n".join([*lines, *(f"      {role}: {{token: {token}}}" for role, token in tokens)]) + "\n"


@pytest.fixture
def project(pytester: pytest.Pytester, addresses: dict[str, str]) -> Path:
    """The vendor's folder; every run of the engine leaves a line in `runs.txt`: the target and its clauses."""
    entries = "".join(entry(name, address) for name, address in addresses.items())
    (pytester.path / "hutong.yaml").write_text("version: 1\ntargets:\n" + entries, encoding="utf-8")
    pytester.makeconftest(
        """
        import os, pathlib
        import pytest

        @pytest.hookimpl(wrapper=True)
        def pytest_runtestloop():
            from conformance.pytest_plugin import items
            examine = items.examine
            def counted(plan, *given):
                with open(pathlib.Path(__file__).with_name("runs.txt"), "a") as out:
                    print(plan.target.name, *(clause.id for clause in plan.clauses), file=out)
                return examine(plan, *given)
            items.examine = counted
            try:
                return (yield)
            finally:
                items.examine = examine
        """
    )
    return pytester.path


@pytest.fixture
def call(pytester: pytest.Pytester, project: Path) -> Call:
    """Runs pytest in the project as a vendor does; `apart`, or with workers, in a process of its own."""

    def run(*words: str, apart: bool = False) -> pytest.RunResult:
        given = ("-p", "no:schemathesis", "-p", "no:hypothesispytest", *NAMED, *words)
        if apart or "-n" in words:
            return pytester.runpytest_subprocess(*given, timeout=120)
        return pytester.runpytest_inprocess(*given)

    return run


def workers(result: pytest.RunResult) -> dict[str, set[str]]:
    """Which workers of xdist ran items of which target."""
    found: dict[str, set[str]] = {}
    for line in result.outlines:
        ran = re.search(r"\[(gw\d+)\].*(?:hutong\.yaml::|\[hutong:)(\w+)", line)
        if ran:
            found.setdefault(ran[2], set()).add(ran[1])
    return found
