"""What `hutong init` writes: a commented hutong.yaml, its schema for an editor, and a file for the pipeline."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from conformance.cli.origin import LOCK, Origin
from conformance.cli.schema import schema_of
from conformance.config.names import NAME
from conformance.model.target import variable_of
from conformance.norms.data_files import data
from conformance.reports import formats

SCHEMA = "hutong.schema.json"
FOLDER = "hutong-report"
OUTPUTS = {
    "junit": "junit.xml",
    "sarif": "hutong.sarif",
    "markdown": "summary.md",
    "json": "result.json",
    "html-dir": "html",
}
"""The formats a pipeline keeps, by the name of their file; only those there are."""

PLACES: Mapping[str, tuple[str, ...]] = {
    "github": (".github/workflows/hutong.yml",),
    "gitlab": (".gitlab-ci.yml", "hutong.gitlab-ci.yml"),
    "jenkins": ("Jenkinsfile", "hutong.Jenkinsfile"),
}
"""Where a pipeline looks for its file; a second place stands beside what a project already has."""

PYTHON = "3.12"
"""What a pipeline runs on; an archive is for the Python it was installed with."""

_WORD = re.compile(r"@\{(\w+)\}")

PUBLISH = "publishHTML target: [reportDir: 'hutong-report/html', reportFiles: 'index.html', reportName: 'Hutong']"


@dataclass(frozen=True)
class Answers:
    """What is asked: one system, and where it is examined."""

    name: str
    address: str
    profile: str = "general"
    test: bool = False
    openapi: str = ""
    roles: tuple[str, ...] = ()
    ci: str = ""
    origin: Origin | None = None
    """From where the pipeline installs Hutong; None where there is no pipeline."""


def files(answers: Answers, folder: Path) -> dict[Path, str]:
    """The files to write into a folder, by their place, in the order in which they are told."""
    written = {folder / NAME: config(answers), folder / SCHEMA: _json(schema_of("config"))}
    if answers.ci and answers.origin:
        written[pipeline_place(answers.ci, folder)] = pipeline(answers, answers.origin)
        if not answers.origin.archive:
            written[folder / LOCK] = lock(answers.origin)
    return written


def lock(origin: Origin) -> str:
    """What the pipeline installs, by its hashes: what this release was tested with, and itself where it is a wheel."""
    needed = (data("locks") / "requirements.lock").read_text(encoding="utf-8")
    return f"{origin.line}\n{needed}" if origin.line else needed


def pipeline_place(ci: str, folder: Path) -> Path:
    """The first place of a pipeline's file that is free, else the last."""
    places = [folder / place for place in PLACES[ci]]
    return next((place for place in places if not place.exists()), places[-1])


def config(answers: Answers) -> str:
    """The hutong.yaml."""
    roles = [f"  {role}: {{token: {_json_word(f'${{env:{variable_of(role)}}}')}}}" for role in answers.roles]
    example = '# credentials: {officer: {token: "${env:HUTONG_OFFICER}"}}'
    return _filled(
        "hutong.yaml",
        schema=SCHEMA,
        name=answers.name,
        address=_json_word(answers.address),
        profile=answers.profile,
        environment="test" if answers.test else "production",
        writes="true" if answers.test else "false",
        openapi=f"openapi: {_json_word(answers.openapi)}" if answers.openapi else "# openapi: ./openapi.yaml",
        credentials=["credentials:", *roles] if roles else [example],
    )


def pipeline(answers: Answers, origin: Origin) -> str:
    """The file of a pipeline: it installs, runs, keeps every report, and lets the exit code decide."""
    names = [variable_of(role) for role in answers.roles]
    secrets = {
        "github": [f"{name}: ${{{{ secrets.{name} }}}}" for name in names],
        "jenkins": [f"{name} = credentials('{name}')" for name in names],
    }
    return _filled(
        {"github": "github.yml", "gitlab": "gitlab.yml", "jenkins": "jenkins.groovy"}[answers.ci],
        python="{}.{}".format(*sys.version_info[:2]) if origin.archive else PYTHON,
        install=[f"- {line}" for line in origin.commands] if answers.ci == "gitlab" else origin.commands,
        arguments=arguments(answers),
        secrets=secrets.get(answers.ci, []),
        variables=", ".join(names) or "-",
        publish=[PUBLISH] if "html-dir" in formats.kinds() else [],
    )


def arguments(answers: Answers) -> str:
    """What the command is given to examine the system and file its reports."""
    kept = [f"-o {kind}:{FOLDER}/{file}" for kind, file in OUTPUTS.items() if kind in formats.kinds()]
    return " ".join((f"run {answers.name} -c {NAME}", *kept))


def name_of(address: str) -> str:
    """A name for a system, after its host."""
    host = urlsplit(address).hostname or ""
    word = re.sub("[^a-z0-9]+", "-", host.partition(".")[0].lower()).strip("-")
    return word if word and not word.isdigit() else "system"


def _filled(template: str, /, **words: str | Iterable[str]) -> str:
    """A template with its words. A word of several lines keeps its indentation; a line of none is left out."""
    text = (resources.files("conformance.cli") / "templates" / template).read_text(encoding="utf-8")
    plain = {word: value for word, value in words.items() if isinstance(value, str)}
    lines = []
    for line in text.splitlines():
        several = re.fullmatch(r"( *)@\{(\w+)\}", line)
        value = words[several[2]] if several else ""
        if several and not isinstance(value, str):
            lines += [several[1] + each for each in value]
        else:
            lines.append(_WORD.sub(lambda found: plain[found[1]], line))
    return "\n".join(lines) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _json_word(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
