"""One benchmark, one table: every row its tests measured, printed at the end of the session."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Say = Callable[[str, str, str], None]
"""Enters a row: what was measured, the figure, the goal."""

ROWS = pytest.StashKey[list[tuple[str, str, str]]]()


@pytest.fixture(scope="session")
def say(pytestconfig: pytest.Config) -> Say:
    rows = pytestconfig.stash.setdefault(ROWS, [])
    return lambda what, figure, goal: rows.append((what, figure, goal))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash.get(ROWS, [])
    if not rows:
        return
    terminalreporter.section("benchmark")
    wide, figures = (max(len(row[column]) for row in rows) for column in (0, 1))
    for what, figure, goal in rows:
        terminalreporter.write_line(f"{what:{wide}}  {figure:>{figures}}   goal {goal}")
