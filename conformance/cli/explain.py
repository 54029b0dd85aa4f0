"""`hutong explain`: what a clause says, why, how it is tested, how to fix it, and where its judge lives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click

from conformance.cli.completing import clauses_and_topics
from conformance.cli.console import echo, lang_option, refuse, speaking
from conformance.cli.listing import topic_of
from conformance.config.release import the_standard
from conformance.engine.vocabulary import vocabulary_of
from conformance.model.asking import Vocabulary
from conformance.model.clause import (
    BASIS_WORDS,
    FAMILY_WORDS,
    LEVEL_WORDS,
    ROLE_WORDS,
    SEVERITY_WORDS,
    Clause,
    Verify,
    When,
)
from conformance.model.network import PARTY_WORDS
from conformance.model.text import Lang, Text
from conformance.norms.clause_flaws import resolved
from conformance.norms.data_files import data
from conformance.norms.errors import near
from conformance.norms.lint import must_hold

STATUS_WORDS = {
    "draft": Text("草案", "draft"),
    "active": Text("现行", "active"),
    "deprecated": Text("不再推荐", "deprecated"),
    "withdrawn": Text("已废止", "withdrawn"),
}
WHEN_WORDS = {
    "operation": Text("操作", "operation"),
    "method": Text("方法", "method"),
    "media": Text("媒体类型", "media"),
    "role": Text("角色", "role"),
    "expects": Text("预期", "expects"),
    "why": Text("所违反的", "why"),
    "step": Text("步骤", "step"),
    "record": Text("数据对象", "record"),
    "contract": Text("接口规约", "contract"),
    "content": Text("正文", "content"),
}
"""What narrows the answers that count, in the order it is told."""


@click.command()
@click.argument("name", metavar="CLAUSE|TOPIC", shell_complete=clauses_and_topics)
@lang_option
@speaking
def explain(name: str, lang: Lang) -> None:
    """说明一条条款，或一个主题的各条。 Explain a clause, or every clause of a topic; see `hutong standard list`."""
    standard = the_standard()
    chosen = [clause for clause in standard.clauses.values() if name in (clause.id, topic_of(clause))]
    if not chosen:
        known = [*standard.clauses, *standard.topics]
        refuse(Text(f"没有条款或主题 `{name}`", f"there is no clause or topic `{name}`"), lang, near(name, known))
    vocabulary = vocabulary_of(verify for clause in chosen for verify in clause.verify)
    must_hold(data("standards"), (clause.id for clause in chosen), standard, vocabulary)
    for number, clause in enumerate(chosen):
        for line in (*([""] if number else []), *_lines(clause, vocabulary, lang)):
            echo(line)


def _lines(clause: Clause, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return Text(zh, en).into(lang)

    level, severity = LEVEL_WORDS[clause.level].into(lang), SEVERITY_WORDS[clause.severity].into(lang)
    family, standing = FAMILY_WORDS[clause.family].into(lang), STATUS_WORDS[clause.status]
    yield f"{clause.id}  {clause.title.into(lang)}"
    yield say(
        f"{family} · {level} · 严重度 {severity} · {standing.zh}",
        f"{family} · {level} · severity {severity} · {standing.en}",
    )
    yield ""
    yield clause.statement.into(lang)
    yield ""
    yield say("依据：", "Source: ") + _source(clause, lang)
    if clause.party:
        yield say("责任方：", "Whose duty: ") + PARTY_WORDS[clause.party].into(lang)
    if clause.applies_when:
        yield say("适用于：", "Applies when: ") + condition_words(clause.applies_when, lang)
    for name, param in clause.params.items():
        way = {"lower": Text("越小越严", "lower is stricter"), "higher": Text("越大越严", "higher is stricter")}
        how = way[param.stricter].into(lang) if param.stricter in way else say("固定", "fixed")
        yield say(f"参数 {name} = {param.default}（{how}）", f"Parameter {name} = {param.default} ({how})")
    yield (
        say("测法（说明取自程序，为英文）：", "Tested by:") if clause.verify else say("人工判定", "Judged by a person")
    )
    told: list[str] = []
    for verify in clause.verify:
        asked = [*_asked_lines(verify, vocabulary, lang)]
        yield from asked if asked != told else ()  # one asking may be judged by several checks
        yield from _judged_lines(verify, clause, vocabulary, lang)
        told = asked
    yield say("整改：", "To fix: ") + clause.remediation.into(lang)
    yield say("条款文本：", "Clause text: ") + f"{clause.file}:{clause.line}"
    yield from _fault_lines(clause, lang)


def _source(clause: Clause, lang: Lang) -> str:
    source = clause.source
    title = source.document.title.into(lang) + source.document.place(source.clause).into(lang)
    basis = BASIS_WORDS[source.basis].into(lang)
    return f"{title}（{basis}）" if lang == "zh" else f"{title} ({basis})"


def condition_words(condition: dict[str, Any] | Any, lang: Lang) -> str:
    """A condition as a sentence."""
    ((word, operand),) = condition.items()
    if word == "not":
        return Text("并非 ", "not ").into(lang) + condition_words(operand, lang)
    if word in ("all", "any"):
        joint = {"all": Text(" 且 ", " and "), "any": Text(" 或 ", " or ")}[word].into(lang)
        return joint.join(condition_words(part, lang) for part in operand)
    values = operand if isinstance(operand, list) else [operand]
    return f"{word} = {' | '.join(map(_plain, values))}"


def _plain(value: Any) -> str:
    """A value as a file of clauses writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _asked_lines(verify: Verify, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    probe = vocabulary.probes[verify.probe]
    name = verify.role
    role = Text(f"，角色 {name}（{ROLE_WORDS[name].zh}）", f" as {name}").into(lang) if name else ""
    yield f"  {Text('问', 'asks').into(lang)}  {probe.name}{role}: {probe.summary}  ({probe.file}:{probe.line})"
    counted = _when(verify.when, lang)
    if counted:
        yield f"      {Text('只计', 'counts').into(lang)} {counted}"
    if verify.each:
        each = verify.each.path or Text(f"格式 {verify.each.format}", f"format {verify.each.format}").into(lang)
        yield f"      {Text('逐个', 'each').into(lang)} {each}"


def _judged_lines(verify: Verify, clause: Clause, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    check = vocabulary.checks[verify.check]
    yield f"  {Text('判', 'judges').into(lang)}  {check.name}: {check.summary}  ({check.file}:{check.line})"
    if verify.arguments:
        given = resolved(verify.arguments, {name: param.default for name, param in clause.params.items()})
        yield "      " + ", ".join(f"{name} = {_argument(value, lang)}" for name, value in given.items())
    if verify.sample:
        yield f"      {Text('抽样即可', 'a sample is enough').into(lang)}: {verify.sample.into(lang)}"


def _argument(value: Any, lang: Lang) -> str:
    """An argument in the reader's language: of a text in both that one, of several values each."""
    if isinstance(value, Mapping) and value.keys() == {"zh", "en"}:
        return f"“{value['zh']}”" if lang == "zh" else f'"{value["en"]}"'
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_argument(part, lang)}" for name, part in value.items())
    return " | ".join(map(_plain, value)) if isinstance(value, list) else _plain(value)


def _when(when: When, lang: Lang) -> str:
    said = {name: getattr(when, name) for name in WHEN_WORDS}
    words = [f"{WHEN_WORDS[name].into(lang)} {', '.join(values)}" for name, values in said.items() if values]
    return Text("；", "; ").into(lang).join([*words, *when.status.words])


def _fault_lines(clause: Clause, lang: Lang) -> Iterator[str]:
    from conformance.systems.faults import breaking
    from conformance.systems.kinds import KINDS

    kinds = [*KINDS]
    first = [(next(kind for kind in kinds if fault.fits(kind)), fault) for fault in breaking(clause.id)]
    for kind, fault in sorted(first, key=lambda pair: kinds.index(pair[0])):
        word = Text("看它不通过", "See it fail").into(lang)
        yield f"{word}: hutong serve {kind} --fault {fault.key}    # {fault.title.into(lang)}"
