"""What an editor must mend in one clause: names that dangle, bases that are missing, figures nobody may loosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from typing import Any

from conformance.model.asking import CheckEntry, Vocabulary
from conformance.model.clause import Clause, Level, Standard, Verify
from conformance.model.text import Text
from conformance.norms.argument_flaws import Known
from conformance.norms.errors import near
from conformance.norms.flaw import Wrong
from conformance.norms.profile import loosens
from conformance.norms.shape import departed

SEEN = ("read", "reproduced")


def clause_flaws(
    clause: Clause, standard: Standard, vocabulary: Vocabulary, members: Set[str] = frozenset()
) -> Iterator[Wrong]:
    """What one clause lacks or names wrongly. `members` are those of all contracts; without them none is looked at."""
    yield from _source_problems(clause, standard)
    if clause.status == "withdrawn" and clause.replaced_by and clause.replaced_by not in standard.clauses:
        missing = clause.replaced_by
        text = Text(f"replaced_by `{missing}` 不存在", f"there is no clause `{missing}` to replace it")
        yield Wrong(text, ("replaced_by",), missing, near(missing, [*standard.clauses]))
    yield from _figure_problems(clause)
    for number, verify in enumerate(clause.verify):
        for wrong in _verify_problems(clause, verify, standard, vocabulary, members):
            yield replace(wrong, path=("verify", number, *wrong.path))
    yield from _party_problems(clause, vocabulary)


def _figure_problems(clause: Clause) -> Iterator[Wrong]:
    for name, param in clause.params.items():
        if param.floor is not None and loosens(replace(param, default=param.floor), param.default):
            text = Text(f"参数 {name} 的 default 比 floor 宽松", f"the default of {name} is laxer than its floor")
            yield Wrong(text, ("params", name, "default"))
    taken = {value["param"] for verify in clause.verify for value in verify.arguments.values() if is_figure(value)}
    if clause.manual or taken - clause.params.keys():  # what is not taken may be what an unknown name meant
        return
    for name in sorted(clause.params.keys() - taken):
        text = Text(f"没有判定使用参数 `{name}`", f"no check takes the figure `{name}`")
        yield Wrong(text, ("params", name), name, Text("在 with 中使用，或者删去", "use it under `with`, or drop it"))


def _party_problems(clause: Clause, vocabulary: Vocabulary) -> Iterator[Wrong]:
    """Whose duty it is must be said of what two systems do together, and of nothing else."""
    asked = {
        verify.probe: vocabulary.probes[verify.probe] for verify in clause.verify if verify.probe in vocabulary.probes
    }
    if clause.party and not all(probe.pair for probe in asked.values()):
        yield Wrong(Text("party 只用于两个系统之间的条款", "`party` goes with a probe of a pair only"), ("party",))
    if not clause.party and any(probe.pair for probe in asked.values()):
        yield Wrong(Text("两个系统之间的条款须写明 party", "a clause on a pair must say whose duty it is: `party`"))


def _source_problems(clause: Clause, standard: Standard) -> Iterator[Wrong]:
    source = clause.source
    document = standard.documents.get(source.doc)
    if document is None:
        text = Text(f"来源 `{source.doc}` 不在 release.yaml", f"source `{source.doc}` is not in release.yaml")
        yield Wrong(text, ("source", "doc"), source.doc, near(source.doc, [*standard.documents]))
    if clause.level is Level.MUST and source.basis not in SEEN and not clause.authority:
        text = Text(
            f"「应」须有已读或已复现的依据，或采纳机关（现为 {source.basis}）",
            f"a must needs basis read or reproduced, or an authority (it is {source.basis})",
        )
        yield Wrong(text, ("source", "basis"), source.basis)
    if source.clause and source.basis not in SEEN:
        text = Text("未读过的文件不得写条号", "the number of a provision that was not read must not be printed")
        yield Wrong(text, ("source", "clause"), source.clause)
    if source.basis == "read" and document is not None and not document.read:
        text = Text(f"release.yaml 称 {source.doc} 未读", f"release.yaml says {source.doc} was not read")
        yield Wrong(text, ("source", "basis"), source.basis)


def _verify_problems(
    clause: Clause, verify: Verify, standard: Standard, vocabulary: Vocabulary, members: Set[str]
) -> Iterator[Wrong]:
    """What one way of judging names wrongly; what would come of an unknown name is not told beside it."""
    known = Known(vocabulary.probes.get(verify.probe), members)
    yield from _asking_problems(verify, vocabulary)
    if verify.sample and clause.level is not Level.MUST:
        text = Text(
            "sample 只用于「应」：其余本就可凭抽样通过", "`sample` goes with a must only: any other passes on a part"
        )
        yield Wrong(text, ("sample",))
    if verify.each and verify.each.path not in ("", "@"):
        yield from known.member(verify.each.path, ("each",))
    check = vocabulary.checks.get(verify.check)
    if check is None:
        text = Text(f"没有判定 `{verify.check}`", f"there is no check `{verify.check}`")
        yield Wrong(text, ("check",), verify.check, near(verify.check, [*vocabulary.checks]))
        return
    if verify.of_any and check.subject == "trace":
        zh = f"`{check.name}` 判的是一串交互，any 只判单个应答"
        en = f"`{check.name}` judges a trace; `any` goes with a check of an exchange or a value"
        yield Wrong(Text(zh, en), ("check",), verify.check)
        return
    if (verify.each is not None) != (check.subject == "value"):
        zh = f"`{check.name}` 判的是 {check.subject}，each 与之不符"
        yield Wrong(Text(zh, f"`{check.name}` judges the {check.subject}; `each` goes with value only"), ("each",))
    yield from [*_unknown_figures(clause, verify)] or _argument_problems(clause, verify, check, known)
    schema = verify.arguments.get("schema")
    if "schema" in check.parameters["properties"] and isinstance(schema, str) and schema not in standard.schemas:
        text = Text(f"没有模式文件 `{schema}`", f"there is no schema `{schema}`")
        yield Wrong(text, ("with", "schema"), schema, near(schema, [*standard.schemas]))


def _asking_problems(verify: Verify, vocabulary: Vocabulary) -> Iterator[Wrong]:
    probe = vocabulary.probes.get(verify.probe)
    if probe is None:
        text = Text(f"没有测试例 `{verify.probe}`", f"there is no probe `{verify.probe}`")
        yield Wrong(text, ("probe",), verify.probe, near(verify.probe, [*vocabulary.probes]))
        return
    if verify.of_any:
        yield from _any_problems(verify)
        return
    for step in verify.when.step:
        if step not in probe.words:
            text = Text(f"测试例 `{probe.name}` 没有步骤 `{step}`", f"the probe `{probe.name}` has no step `{step}`")
            yield Wrong(text, ("when", "step"), step, near(step, sorted(probe.words)))


def _any_problems(verify: Verify) -> Iterator[Wrong]:
    """What asks, or names what one probe alone has, where the answers of all are judged."""
    if verify.role:
        hint = Text("用 when.role", "use when.role")
        yield Wrong(Text("any 不询问，没有 as", "`any` asks nothing and takes no `as`"), ("as",), verify.role, hint)
    if verify.sample:
        text = Text("any 判全部应答，没有 sample", "`any` judges every answer of the run and takes no `sample`")
        yield Wrong(text, ("sample",))
    for word in ("step", "record"):
        if getattr(verify.when, word):
            text = Text(
                f"any 不属于哪一测试例，when 不可用 {word}", f"`any` is of no one probe: no {word} under `when`"
            )
            yield Wrong(text, ("when", word))


def _unknown_figures(clause: Clause, verify: Verify) -> Iterator[Wrong]:
    for argument, value in verify.arguments.items():
        if is_figure(value) and value["param"] not in clause.params:
            name = value["param"]
            text = Text(f"条款没有参数 `{name}`", f"the clause has no parameter `{name}`")
            yield Wrong(text, ("with", argument), str(name), near(str(name), [*clause.params]))


def _argument_problems(clause: Clause, verify: Verify, check: CheckEntry, known: Known) -> Iterator[Wrong]:
    arguments = resolved(verify.arguments, {name: param.default for name, param in clause.params.items()})
    found = [*departed(arguments, check.parameters)]
    for path, text, hint, word in found:
        said = Text(f"with（{check.name}）：{text.zh}", f"with ({check.name}): {text.en}")
        yield Wrong(said, ("with", *path), word, hint)
    if not found:
        yield from known.flaws(arguments, check.parameters, ("with",))


def is_figure(value: Any) -> bool:
    """Whether an argument is `{param: name}`, which stands for a figure of the clause."""
    return isinstance(value, Mapping) and set(value) == {"param"}


def resolved(arguments: Mapping[str, Any], figures: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a check with `{param: name}` replaced by the clause's figure of that name."""
    return {name: figures.get(value["param"]) if is_figure(value) else value for name, value in arguments.items()}
