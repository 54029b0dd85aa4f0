"""What the command line or the ini file asks of the plugin: files, targets, waivers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Asked:
    """The files of targets, each with the targets named of it (none named: all), and what marks their findings."""

    files: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    waivers: Path | None = None
    known: Path | None = None


ASKED = pytest.StashKey[Asked]()


def asked_of(config: pytest.Config) -> Asked:
    """What was asked; nothing where the plugin is to stay out of the way. UsageError for a file that is not there."""
    here, root = config.invocation_params.dir, config.rootpath
    words: list[str] = config.getoption("hutong")
    ini = config.getini("hutong_config")
    files: dict[Path, tuple[str, ...]] = {}
    for folder, word in [(here, each) for each in words] or [(root, each) for each in filter(None, (ini,))]:
        name, _, target = word.partition("::")
        file = _there((folder / name).resolve(), name, "--hutong")
        before = files.get(file)
        files[file] = (*(before or ()), target) if target and before != () else ()
    waivers, known = (config.getoption(name) for name in ("hutong_waivers", "hutong_known"))
    return Asked(
        files,
        waivers and _there(here / waivers, waivers, "--hutong-waivers"),
        known and _there(here / known, known, "--hutong-known"),
    )


def _there(file: Path, name: str, option: str) -> Path:
    if not file.is_file():
        from conformance.model.visible import visible

        raise pytest.UsageError(visible(f"{option}: 没有文件 {name}。 There is no file {name}."))
    return file


def to_collect(config: pytest.Config, asked: Asked) -> list[str]:
    """The files to add to what pytest collects.

    Those of `--hutong` always, unless a word of the command line names a clause of theirs; that of the ini file only
    where the command line names nothing, as `testpaths` does.
    """
    if not config.getoption("hutong") and config.args_source is pytest.Config.ArgsSource.ARGS:
        return []
    named = {(config.invocation_params.dir / word.partition("::")[0]).resolve() for word in config.args}
    return [str(file) for file in asked.files if file not in named]
