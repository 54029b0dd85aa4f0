"""What an editor of standards must mend: in each clause, in each profile, and what nothing names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.asking import CheckEntry, ProbeEntry, Vocabulary
from conformance.model.clause import ROLES, Clause, Standard
from conformance.model.text import Text
from conformance.norms import corpus, sequences
from conformance.norms.clause_flaws import clause_flaws
from conformance.norms.errors import DataError, near
from conformance.norms.flaw import Wrong
from conformance.norms.kind_contracts import contract_names, contract_problems, document_of_kind
from conformance.norms.profile import load_profile, profile_names, profile_problems
from conformance.norms.script_flaws import script_problems
from conformance.norms.scripts import with_scripts
from conformance.norms.standard import placed, survey


def lint(standards: Traversable, profiles: Traversable, vocabulary: Vocabulary) -> list[DataError]:
    """Every problem of a release and its profiles, in the order of the files, as far as none comes of another.

    Where a file departs from its shape its clauses are not there, and all that names them would seem to dangle.
    """
    standard, found = survey(standards)
    whole = cache(lambda: with_scripts(vocabulary, standards))
    looks: tuple[Callable[[], Iterable[DataError]], ...] = (
        lambda: contract_problems(standards),
        lambda: script_problems(standards, vocabulary),
        lambda: _clauses(standards, standard, whole()),
        lambda: (it for name in profile_names(profiles) for it in profile_problems(profiles, name, standard)),
        lambda: _frozen_problems(standards, standard),
        lambda: (*_unused(standard, whole()), *_lost_candidates(standard)),
        lambda: _orphans(standard, profiles),
    )
    for look in looks:
        found = found or [*look()]
    return found


def _clauses(root: Traversable, standard: Standard, vocabulary: Vocabulary) -> Iterator[DataError]:
    members = _members(root)
    for clause in standard.clauses.values():
        for wrong in clause_flaws(clause, standard, vocabulary, members):
            yield _about(root, clause, wrong)


def _members(root: Traversable) -> frozenset[str]:
    """Every member that a schema of any contract of the release names."""
    names, waiting = set[str](), [document_of_kind(root, kind) for kind in contract_names(root)]
    while waiting:
        node: Any = waiting.pop()
        if isinstance(node, Mapping):
            properties = node.get("properties")
            names.update(properties if isinstance(properties, Mapping) else ())
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return frozenset(names)


def _about(root: Traversable, clause: Clause, wrong: Wrong) -> DataError:
    text = Text(f"{clause.id}：{wrong.text.zh}", f"{clause.id}: {wrong.text.en}")
    return placed(root, clause, wrong.path, text, wrong.hint, wrong.word)


def must_hold(root: Traversable, names: Iterable[str], standard: Standard, vocabulary: Vocabulary) -> None:
    """Refuse to run clauses that the lint would not let pass: the first thing wrong is raised as a DataError."""
    for clause in (standard.clauses[name] for name in names):
        for wrong in clause_flaws(clause, standard, vocabulary):
            raise _about(root, clause, wrong)


def _frozen_problems(root: Traversable, standard: Standard) -> Iterator[DataError]:
    """Frozen questions that cannot be read, or are not what their digest seals."""
    for kind in standard.contracts:
        for of_kind in (corpus.of_kind, sequences.of_kind):
            try:
                of_kind(root, kind)
            except DataError as error:
                yield error


def _unused(standard: Standard, vocabulary: Vocabulary) -> Iterator[DataError]:
    live = [verify for clause in standard.clauses.values() if clause.status == "active" for verify in clause.verify]
    named = {verify.probe for verify in live}, {verify.check for verify in live}
    entries: list[ProbeEntry | CheckEntry] = [*vocabulary.probes.values(), *vocabulary.checks.values()]
    for entry in entries:
        if entry.name not in named[0] | named[1]:
            yield DataError(
                Text(f"没有条款使用 `{entry.name}`", f"no clause uses `{entry.name}`"), entry.file, entry.line
            )
    schemas = {verify.arguments.get("schema") for verify in live}
    for name in standard.schemas:
        if name not in schemas:
            yield DataError(Text(f"没有条款使用模式 `{name}`", f"no clause uses the schema `{name}`"))
    cited = {clause.source.doc for clause in standard.clauses.values()}
    for key in standard.documents:
        if key not in cited:
            text = Text(f"没有条款引用文件 {key}", f"no clause cites the document {key}")
            yield DataError(text, "standards/release.yaml")


def _lost_candidates(standard: Standard) -> Iterator[DataError]:
    file = "standards/candidates.yaml"
    for candidate in standard.candidates:
        if bool(candidate.coded) == bool(candidate.reason):
            text = Text("coded 与 reason 须且只须有一个", "give coded or reason, one of them")
            yield DataError(Text(f"{candidate.id}：{text.zh}", f"{candidate.id}: {text.en}"), file)
        for name in candidate.coded:
            if name not in standard.clauses:
                text = Text(f"{candidate.id}：没有条款 `{name}`", f"{candidate.id}: there is no clause `{name}`")
                yield DataError(text, file, help=near(name, [*standard.clauses]))


def _orphans(standard: Standard, profiles: Traversable) -> Iterator[DataError]:
    used = {name for kind in profile_names(profiles) for name in load_profile(profiles, kind, standard).clauses}
    for clause in standard.clauses.values():
        if clause.status == "active" and clause.id not in used:
            text = Text(f"没有适用配置采用 `{clause.id}`", f"no profile takes up `{clause.id}`")
            yield DataError(text, clause.file, clause.line)
        if any(verify.role not in ("", *ROLES) for verify in clause.verify):
            yield DataError(Text("未知的角色", "unknown role"), clause.file, clause.line)
