"""What an editor of standards must mend: dangling and unused names, missing bases, figures nobody may loosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import Any

import jsonschema

from conformance.model.asking import CheckEntry, ProbeEntry, Vocabulary
from conformance.model.clause import ROLES, Clause, Level, Standard, Verify
from conformance.model.text import Text
from conformance.norms.contract import released
from conformance.norms.errors import DataError, near
from conformance.norms.profile import load_profile, loosens, profile_names, profile_problems
from conformance.norms.release_files import folder
from conformance.norms.standard import survey

SEEN = ("read", "reproduced")
CONTRACTS = "standards/application/contracts"


def lint(standards: Traversable, profiles: Traversable, vocabulary: Vocabulary) -> list[DataError]:
    """Every problem of a release and its profiles, in the order of the files."""
    standard, found = survey(standards)
    for clause in standard.clauses.values():
        found.extend(_about(clause, problem) for problem in clause_problems(clause, standard, vocabulary))
    found.extend(_unused(standard, vocabulary))
    found.extend(_lost_candidates(standard))
    found.extend(_contract_problems(standards))
    for name in profile_names(profiles):
        found.extend(profile_problems(profiles, name, standard))
    if not found:
        found.extend(_orphans(standard, profiles))
    return found


def _contract_problems(standards: Traversable) -> Iterator[DataError]:
    """What is wrong with the contracts of a release, each file as far as it can be read."""
    for file in folder(standards / "application", "contracts", CONTRACTS):
        try:
            yield from released(file.read_bytes(), file.name.removesuffix(".openapi.yaml"), f"{CONTRACTS}/{file.name}")[
                1
            ]
        except DataError as error:
            yield error


def _about(clause: Clause, problem: DataError) -> DataError:
    problem.file, problem.line, problem.about = clause.file, clause.line, "clause"
    return problem


def must_hold(names: Iterable[str], standard: Standard, vocabulary: Vocabulary) -> None:
    """Refuse to run clauses that the lint would not let pass: the first thing wrong is raised as a DataError."""
    for clause in (standard.clauses[name] for name in names):
        for problem in clause_problems(clause, standard, vocabulary):
            raise _about(clause, problem)


def clause_problems(clause: Clause, standard: Standard, vocabulary: Vocabulary) -> Iterator[DataError]:
    """What one clause lacks or names wrongly."""
    yield from _source_problems(clause, standard)
    if clause.status == "withdrawn" and clause.replaced_by and clause.replaced_by not in standard.clauses:
        missing = clause.replaced_by
        yield _wrong(clause, f"replaced_by `{missing}` 不存在", f"there is no clause `{missing}` to replace it")
    for name, param in clause.params.items():
        if param.floor is not None and loosens(replace(param, default=param.floor), param.default):
            yield _wrong(
                clause, f"参数 {name} 的 default 比 floor 宽松", f"the default of {name} is laxer than its floor"
            )
    for verify in clause.verify:
        yield from _verify_problems(clause, verify, standard, vocabulary)
    yield from _party_problems(clause, vocabulary)


def _party_problems(clause: Clause, vocabulary: Vocabulary) -> Iterator[DataError]:
    """Whose duty it is must be said of what two systems do together, and of nothing else."""
    asked = {
        verify.probe: vocabulary.probes[verify.probe] for verify in clause.verify if verify.probe in vocabulary.probes
    }
    if clause.party and not all(probe.pair for probe in asked.values()):
        yield _wrong(clause, "party 只用于两个系统之间的条款", "`party` goes with a probe of a pair only")
    if not clause.party and any(probe.pair for probe in asked.values()):
        yield _wrong(clause, "两个系统之间的条款须写明 party", "a clause on a pair must say whose duty it is: `party`")


def _source_problems(clause: Clause, standard: Standard) -> Iterator[DataError]:
    source = clause.source
    document = standard.documents.get(source.doc)
    if document is None:
        yield _wrong(
            clause,
            f"来源 `{source.doc}` 不在 release.yaml",
            f"source `{source.doc}` is not in release.yaml",
            near(source.doc, [*standard.documents]),
        )
    if clause.level is Level.MUST and source.basis not in SEEN and not clause.authority:
        yield _wrong(
            clause,
            f"「应」须有已读或已复现的依据，或采纳机关（现为 {source.basis}）",
            f"a must needs basis read or reproduced, or an authority (it is {source.basis})",
        )
    if source.clause and source.basis not in SEEN:
        yield _wrong(
            clause, "未读过的文件不得写条号", "the number of a provision that was not read must not be printed"
        )
    if source.basis == "read" and document is not None and not document.read:
        yield _wrong(clause, f"release.yaml 称 {source.doc} 未读", f"release.yaml says {source.doc} was not read")


def _verify_problems(clause: Clause, verify: Verify, standard: Standard, vocabulary: Vocabulary) -> Iterator[DataError]:
    if verify.probe not in vocabulary.probes:
        hint = near(verify.probe, [*vocabulary.probes])
        yield _wrong(clause, f"没有测试例 `{verify.probe}`", f"there is no probe `{verify.probe}`", hint)
    check = vocabulary.checks.get(verify.check)
    if check is None:
        hint = near(verify.check, [*vocabulary.checks])
        yield _wrong(clause, f"没有判定 `{verify.check}`", f"there is no check `{verify.check}`", hint)
        return
    if (verify.each is not None) != (check.subject == "value"):
        yield _wrong(
            clause,
            f"`{check.name}` 判的是 {check.subject}，each 与之不符",
            f"`{check.name}` judges a {check.subject}; `each` goes with value only",
        )
    arguments = resolved(verify.arguments, {name: param.default for name, param in clause.params.items()})
    for error in jsonschema.Draft202012Validator(check.parameters).iter_errors(arguments):
        yield _wrong(clause, f"with（{check.name}）：{error.message}", f"with ({check.name}): {error.message}")
    schema = verify.arguments.get("schema")
    if isinstance(schema, str) and schema not in standard.schemas:
        hint = near(schema, [*standard.schemas])
        yield _wrong(clause, f"没有模式文件 `{schema}`", f"there is no schema `{schema}`", hint)


def resolved(arguments: Mapping[str, Any], figures: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a check with `{param: name}` replaced by the clause's figure of that name."""
    return {
        name: figures.get(value["param"]) if isinstance(value, Mapping) and set(value) == {"param"} else value
        for name, value in arguments.items()
    }


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


def _wrong(clause: Clause, zh: str, en: str, hint: Text | None = None) -> DataError:
    return DataError(Text(f"{clause.id}：{zh}", f"{clause.id}: {en}"), help=hint)
