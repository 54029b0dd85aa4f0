"""The plugin of pytest: the clauses of a target's profile as items, and fixtures for a vendor's own checks.

It does nothing and loads nothing of the engine, unless `--hutong FILE[::TARGET]` or the ini value `hutong_config` asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conformance.pytest_plugin.asked import ASKED, Asked, asked_of, to_collect
from conformance.pytest_plugin.own import hutong_ask, hutong_desk, hutong_judge, hutong_target

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.pytest_plugin.items import TargetFile

__all__ = ["hutong_ask", "hutong_desk", "hutong_judge", "hutong_target"]

MARKER = "clause(id): the clause a test is about; items of --hutong also state its family, level and severity"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("hutong", "Hutong 互通")
    group.addoption(
        "--hutong",
        action="append",
        default=[],
        metavar="FILE[::TARGET]",
        help="检测 hutong.yaml 中的系统，一条款一项，可重复。 Examine its targets, an item a clause; repeatable.",
    )
    group.addoption("--hutong-waivers", metavar="FILE", help="让步文件。 A file of waivers.")
    group.addoption("--hutong-known", metavar="FILE", help="已知不符合项清单。 A list of known nonconformities.")
    parser.addini("hutong_config", "hutong.yaml[::TARGET]：未指定其他测试时检测。 Examined where no test is named.")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARKER)
    asked = config.stash[ASKED] = asked_of(config)
    if asked.files:
        config.args += to_collect(config, asked)


def pytest_report_header(config: pytest.Config) -> list[str]:
    asked = config.stash[ASKED]
    if not asked.files:
        return []
    from conformance.model.visible import visible

    said = (f"hutong: {'::'.join((str(file), ', '.join(names) or '*'))}" for file, names in asked.files.items())
    return [visible(line, limit=0) for line in said]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> TargetFile | None:
    asked: Asked = parent.config.stash[ASKED]
    if file_path not in asked.files:
        return None
    from conformance.pytest_plugin.items import TargetFile

    return TargetFile.from_parent(parent, path=file_path, chosen=asked.files[file_path])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a target runs once for each that was asked for."""
    asked = metafunc.config.stash[ASKED]
    if "hutong_target" in metafunc.fixturenames and asked.files:
        from conformance.model.visible import visible
        from conformance.pytest_plugin.plans import every_target

        found = every_target(asked)
        metafunc.parametrize(
            "hutong_target", found, indirect=True, ids=[visible(f"hutong:{it.name}") for it in found], scope="session"
        )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Look at the clauses that tests are marked with."""
    if not config.stash[ASKED].files:
        return
    from conformance.pytest_plugin.items import must_be_clauses

    must_be_clauses(items)


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Keep all items of a target on one worker: two would overrun its pace and take back each other's records."""
    if not config.stash[ASKED].files or config.getvalue("dist") not in ("load", "worksteal"):
        return None
    from conformance.pytest_plugin.spread import ByTarget

    return ByTarget(config, log)
