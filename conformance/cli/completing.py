"""What a shell offers for a word: names read from files as they lie, without loading the standards or the engine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from conformance.config.names import find_config
from conformance.model.visible import stands
from conformance.norms.data_files import data

_WORD = re.compile(r"(?![-=])[\w@%+=:./-]+")  # no comma: the scripts of click part what they are given by it
_CLAUSE = re.compile(rb"^  - id: ([a-z0-9.-]+)", re.MULTILINE)


def clauses(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Ids of clauses."""
    return _beginning(clause_ids(), incomplete)


def topics(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Topics."""
    return _beginning(dict.fromkeys(name.rpartition(".")[0] for name in clause_ids()), incomplete)


def clauses_and_topics(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Topics, and ids of clauses."""
    return topics(context, parameter, incomplete) + clauses(context, parameter, incomplete)


def profiles(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Profiles."""
    return _beginning(profile_names(), incomplete)


def targets(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Targets and systems of the hutong.yaml that is meant; none where it cannot be read."""
    given = context.params.get("config")
    file = Path(given) if given else find_config(Path.cwd())
    return _beginning(target_names(file), incomplete) if file else []


def kinds(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Formats of reports."""
    from conformance.reports import formats

    return _beginning(formats.kinds(), incomplete)


def contracts(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Kinds that have a contract."""
    from conformance.norms.kind_contracts import contract_names

    return _beginning(contract_names(data("standards")), incomplete)


def clause_ids() -> Iterator[str]:
    """The ids of all clauses, topic by topic."""
    for folder in sorted(data("standards").iterdir(), key=lambda each: each.name):
        if folder.is_dir():
            for file in sorted(folder.iterdir(), key=lambda each: each.name):
                if file.name.endswith(".yaml"):
                    yield from (found.decode() for found in _CLAUSE.findall(file.read_bytes()))


def profile_names() -> Iterator[str]:
    """The names of all profiles."""
    return (file.name.removesuffix(".yaml") for file in data("profiles").iterdir() if file.name.endswith(".yaml"))


def target_names(file: Path) -> list[str]:
    """The names of the targets and systems of a hutong.yaml."""
    from conformance.norms.errors import DataError
    from conformance.norms.yaml_text import read_yaml

    try:
        value = read_yaml(file.read_bytes(), str(file)).value
    except (OSError, DataError):
        return []
    sections = (value.get(name) for name in ("targets", "systems")) if isinstance(value, dict) else ()
    return [str(name) for section in sections if isinstance(section, dict) for name in section]


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    """The names that begin so and are plain words: a shell puts the others into the line as they are, to be run."""
    return sorted(name for name in names if name.startswith(incomplete) and _WORD.fullmatch(name) and stands(name))
