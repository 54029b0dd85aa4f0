"""The coded standards of a release: `standards/` into a Standard."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.clause import (
    FAMILIES,
    Candidate,
    Clause,
    Document,
    Each,
    Level,
    Param,
    Severity,
    Source,
    Standard,
    Verify,
    When,
)
from conformance.model.contract import Schema
from conformance.model.statuses import Statuses
from conformance.model.text import Text
from conformance.model.working_days import WorkingDays, YearOfWork
from conformance.norms import yaml_text
from conformance.norms.errors import DataError
from conformance.norms.release_files import bytes_of, folder, schema_of, shape_of
from conformance.norms.shape import departures
from conformance.norms.working_days import years_of_work
from conformance.norms.yaml_text import Path

_BOTH = {
    "type": "object",
    "required": ["zh", "en"],
    "additionalProperties": False,
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
}
_NAMES = {"type": "array", "items": {"type": "string"}}
CANDIDATES: Mapping[str, Any] = {
    "type": "object",
    "required": ["candidates"],
    "properties": {
        "candidates": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "title", "kinds"],
                "properties": {
                    "id": {"type": "string"},
                    "title": _BOTH,
                    "kinds": _NAMES,
                    "coded": _NAMES,
                    "reason": _BOTH,
                },
            },
        }
    },
}
"""The shape of the list of what is coded and what is not."""


def load_standard(root: Traversable) -> Standard:
    """Read the release at `root`. Raises DataError for the first file that departs from its schema."""
    standard, problems = survey(root)
    for problem in problems:
        raise problem
    return standard


def survey(root: Traversable) -> tuple[Standard, list[DataError]]:
    """Read the release and gather every departure from the schemas; clauses that cannot be read are left out."""
    schema = _shape(root, "clause.schema.json")
    release, said = _release(root)
    documents = {key: _document(key, raw) for key, raw in release["documents"].items()}
    problems: list[DataError] = []
    clauses: dict[str, Clause] = {}
    topics: dict[str, Text] = {}
    digest = hashlib.sha256(said)
    for family, file in _topic_files(root):
        raw = bytes_of(file, f"standards/{family}/{file.name}")
        digest.update(raw)
        document = yaml_text.read_yaml(raw, f"standards/{family}/{file.name}")
        wrong = [*departures(document, schema, "clause")]
        wrong = wrong or [*_misplaced(document, f"{family}.{file.name.removesuffix('.yaml')}", clauses)]
        problems.extend(wrong)
        if not wrong:
            topics[f"{family}.{file.name.removesuffix('.yaml')}"] = _text(document.value["topic"])
            clauses.update((clause.id, clause) for clause in _clauses(document, documents))
    years: dict[int, YearOfWork] = {}
    for raw, year, wrong in years_of_work(root):
        digest.update(raw)
        problems.extend(wrong)
        if year:
            years[year.year] = year
    schemas = {name: _counted(digest, name, file, folder) for name, file, folder in _schema_files(root)}
    standard = Standard(
        release=release["release"],
        digest=digest.hexdigest(),
        title=_text(release["title"]),
        documents=documents,
        clauses=clauses,
        schemas=schemas,
        candidates=tuple(_candidates(root)),
        topics=topics,
        contracts=tuple(_contracts(root)),
        working_days=WorkingDays(years),
    )
    return standard, problems


def _release(root: Traversable) -> tuple[Mapping[str, Any], bytes]:
    """What the release is called and rests on, and the bytes that say so. Raises DataError."""
    schema = _shape(root, "release.schema.json")
    said = bytes_of(root / "release.yaml", "standards/release.yaml")
    document = yaml_text.read_yaml(said, "standards/release.yaml")
    for problem in departures(document, schema, "release"):
        raise problem
    return document.value, said


def _topic_files(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    for family in FAMILIES:
        for file in folder(root, family, f"standards/{family}"):
            if file.name.endswith(".yaml"):
                yield family, file


def _schema_files(root: Traversable) -> Iterator[tuple[str, Traversable, str]]:
    for family in FAMILIES:
        if (root / family / "schemas").is_dir():
            shown = f"standards/{family}/schemas"
            for file in folder(root / family, "schemas", shown):
                yield file.name.removesuffix(".json"), file, f"{shown}/{file.name}"


def _counted(digest: Any, name: str, file: Traversable, shown: str) -> Schema:
    raw = bytes_of(file, shown)
    digest.update(raw)
    return schema_of(raw, name, shown)


def _contracts(root: Traversable) -> Iterator[str]:
    inside = root / "application" / "contracts"
    names = sorted(file.name for file in inside.iterdir()) if inside.is_dir() else ()
    return (name.removesuffix(".openapi.yaml") for name in names if name.endswith(".openapi.yaml"))


def _shape(root: Traversable, name: str) -> Mapping[str, Any]:
    return shape_of(root / name, f"standards/{name}")


def placed(root: Traversable, clause: Clause, path: Path, text: Text, help: Text | None, word: str) -> DataError:  # noqa: A002 - the word the reader sees
    """An error about a part of a clause, where it stands in its topic file; at a word, where its line holds it."""
    file = root / clause.family / clause.file.rpartition("/")[2]
    document = yaml_text.read_yaml(bytes_of(file, clause.file), clause.file)
    number = [raw["id"] for raw in document.value["clauses"]].index(clause.id)
    return document.error(("clauses", number, *path), text, help, "clause", word)


def _misplaced(document: yaml_text.Document, address: str, known: Mapping[str, Clause]) -> Iterator[DataError]:
    seen = set(known)
    for index, raw in enumerate(document.value["clauses"]):
        identifier = raw["id"]
        if identifier.rpartition(".")[0] != address:
            text = Text(f"`{identifier}` 的地址应以 {address}. 开头", f"`{identifier}` should begin with {address}.")
            yield document.error(("clauses", index, "id"), text, about="clause", word=identifier)
        if identifier in seen:
            text = Text(f"`{identifier}` 已被使用", f"`{identifier}` is already used")
            hint = Text("换一个标识", "give it another id")
            yield document.error(("clauses", index, "id"), text, hint, "clause", identifier)
        seen.add(identifier)


def _clauses(document: yaml_text.Document, documents: Mapping[str, Document]) -> Iterator[Clause]:
    for index, raw in enumerate(document.value["clauses"]):
        line, _ = document.places[("clauses", index)]
        yield _clause(raw, documents, document.file, line)


def _clause(raw: Mapping[str, Any], documents: Mapping[str, Document], file: str, line: int) -> Clause:
    source, doc = raw["source"], raw["source"]["doc"]
    unknown = Document(doc, Text(doc, doc), Text(doc, doc), read=False)  # for the lint to tell
    return Clause(
        id=raw["id"],
        since=raw["since"],
        status=raw["status"],
        level=Level(raw["level"]),
        severity=Severity(raw["severity"]),
        title=_text(raw["title"]),
        statement=_text(raw["statement"]),
        source=Source(documents.get(doc, unknown), source.get("clause", ""), source["basis"]),
        view=raw["view"],
        remediation=_text(raw["remediation"]),
        verify=tuple(_verify(item) for item in raw.get("verify", ())),
        params={name: Param(**param) for name, param in raw.get("params", {}).items()},
        applies_when=raw.get("applies_when"),
        authority=raw.get("authority", ""),
        party=raw.get("party", ""),
        replaced_by=raw.get("replaced_by", ""),
        file=file,
        line=line,
    )


def _verify(raw: Mapping[str, Any]) -> Verify:
    when = raw.get("when", {})
    each = raw.get("each")
    return Verify(
        probe=raw["probe"],
        check=raw["check"],
        role=raw.get("as", ""),
        when=When(
            status=Statuses.of(when.get("status", ())),
            **{name: tuple(_listed(words)) for name, words in when.items() if name != "status"},
        ),
        each=Each(path=each) if isinstance(each, str) else Each(**each) if each else None,
        arguments=raw.get("with", {}),
        sample=_text(raw["sample"]) if "sample" in raw else None,
    )


def _listed(words: Any) -> Iterable[Any]:
    return words if isinstance(words, list | tuple) else (words,)


def _text(raw: Mapping[str, str]) -> Text:
    return Text(raw["zh"], raw["en"])


def _document(key: str, raw: Mapping[str, Any]) -> Document:
    division = raw.get("division", "section")
    return Document(key, _text(raw["title"]), _text(raw["name"]), raw["read"], division, raw.get("note", ""))


def _candidates(root: Traversable) -> Iterator[Candidate]:
    shown = "standards/candidates.yaml"
    document = yaml_text.read_yaml(bytes_of(root / "candidates.yaml", shown), shown)
    for problem in departures(document, CANDIDATES, "data"):
        raise problem
    for raw in document.value["candidates"]:
        yield Candidate(
            id=raw["id"],
            title=_text(raw["title"]),
            kinds=tuple(raw["kinds"]),
            coded=tuple(raw.get("coded", ())),
            reason=_text(raw["reason"]) if "reason" in raw else None,
        )
