"""Markdown for the summary of a pipeline step: the verdict, its reasons, the causes, and everything failed folded."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.clause import FAMILIES, FAMILY_WORDS
from conformance.model.text import Lang, Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports import not_called, words
from conformance.reports.markup import Summary, code, html, plain
from conformance.reports.network import summary as network
from conformance.reports.reading import (
    Document,
    Node,
    altered,
    failed,
    of_network,
    said,
    title,
    waiver_words,
    weight,
    why,
)

SUFFIX = ".md"
NETWORK = True
CAUSES = 5
EXAMPLES = 3
BYTES = 900_000
"""A step summary may hold 1 MiB; beyond this the failed clauses are only listed."""
TOO_LONG = (
    "内容过长，不通过项只列名称；详见 JSON 报告",
    "Too long: what failed is only named here; the JSON report has it all",
)


def render(document: Document, lang: Lang) -> bytes:
    """The document as GitHub-flavoured Markdown. Text from the system is escaped and never acts."""
    made = network.summary(document, lang) if of_network(document) else _summary(document, lang)
    head = [*_head(document, made.title, lang), *made.head]
    tail = [*made.open, *_left(document, lang), "", f"<sub>{plain(_about(document, lang))}</sub>", ""]
    fits = sum(len(line.encode()) + 1 for line in [*head, *made.failed, *tail]) <= BYTES
    lines = [*head, *(made.failed if fits else ["", _say(lang, *TOO_LONG), "", *made.listed]), *tail]
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def _summary(document: Document, lang: Lang) -> Summary:
    return Summary(
        title=document["target"]["name"],
        head=[*_profile(document, lang), *_families(document, lang), *_causes(document, lang)],
        failed=[line for clause in failed(document) for line in _failed(clause, lang)],
        listed=[f"- `{clause['id']}` {plain(title(clause, lang))}" for clause in failed(document)],
        open=[*_open(document, lang)],
    )


def _say(lang: Lang, zh: str, en: str) -> str:
    return Text(zh, en).into(lang)


def _head(document: Document, about: str, lang: Lang) -> Iterator[str]:
    remark = altered(document, lang)
    if remark:
        yield from ("> [!CAUTION]", f"> {plain(remark)}", "")
    gate = document["gate"]
    met = _say(lang, "达到门槛", "the gate is met") if gate["met"] else _say(lang, "未达到门槛", "the gate is not met")
    yield f"## Hutong 互通 · {plain(about)} · {met}"
    yield ""
    yield f"{_say(lang, '退出码', 'exit code')} **{gate['exit_code']}**"
    yield ""
    for reason in gate["translations"][lang]["reasons"]:
        yield f"- {plain(reason)}"
    yield ""


def _profile(document: Document, lang: Lang) -> Iterator[str]:
    yield f"{_say(lang, '适用配置：', 'Profile: ')}{plain(title(document['profile'], lang))}"
    yield ""


def _families(document: Document, lang: Lang) -> Iterator[str]:
    shown = [verdict for verdict in words.SHOWN if document["counts"][verdict]]
    yield f"| {_say(lang, '标准', 'Standard')} | " + " | ".join(VERDICT_WORDS[it].into(lang) for it in shown) + " |"
    yield "| --- |" + " ---: |" * len(shown)
    for family in FAMILIES:
        verdicts = [clause["verdict"] for clause in document["clauses"] if clause["family"] == family]
        if verdicts:
            cells = " | ".join(str(verdicts.count(verdict)) for verdict in shown)
            yield f"| {FAMILY_WORDS[family].into(lang)} | {cells} |"
    yield ""


def _causes(document: Document, lang: Lang) -> Iterator[str]:
    wide = [cause for cause in document["causes"] if cause["places"] > 1]
    if wide:
        yield f"### {_say(lang, '影响多处的原因', 'Causes that show in many places')}"
        yield ""
    for cause in wide[:CAUSES]:
        places = words.many(cause["places"], "处", "place").into(lang)
        yield f"1. {plain(said(cause, 'summary', lang))} ({places}: {', '.join(cause['clauses'])})"
    if (left := len(wide) - CAUSES) > 0:
        yield ""
        yield _say(lang, f"另有 {left} 个原因", f"and {words.many(left, '', 'more cause').en}")
    yield ""


def _failed(clause: Node, lang: Lang) -> Iterator[str]:
    words_of_mark = waiver_words(clause, lang)
    mark = f" · {html(words_of_mark)}" if words_of_mark else ""
    yield f"<details><summary><code>{clause['id']}</code> {html(title(clause, lang))}{mark}</summary>"
    yield ""
    yield f"{weight(clause, lang)} · {words.many(clause['places'], '处', 'place').into(lang)}"
    yield ""
    if detail := said(clause, "detail", lang):
        yield plain(detail)
        yield ""
    for finding in clause["findings"][:EXAMPLES]:
        yield f"- {plain(said(finding, 'message', lang))}"
        yield ""
        for line in finding["script"] or filter(None, (finding["curl"],)):
            yield from code(line)
    if (left := clause["places"] - len(clause["findings"][:EXAMPLES])) > 0 and clause["findings"]:
        yield _say(lang, f"另有 {left} 处", f"and {words.many(left, '', 'more place').en}")
        yield ""
    yield plain(title(clause, lang, "remediation"))
    yield ""
    yield "</details>"
    yield ""


def _open(document: Document, lang: Lang) -> Iterator[str]:
    undecided = [it for it in document["clauses"] if it["verdict"] in (Verdict.INCONCLUSIVE, Verdict.ERROR)]
    if undecided:
        yield f"### {_say(lang, '未能判定', 'Undecided')}"
        yield ""
    for clause in undecided:
        yield f"- `{clause['id']}` {plain(why(clause, lang))}"
    if document["coverage"]["held_back"]:
        yield ""
        yield f"### {not_called.HEADING.into(lang)}"
        yield ""
    yield from (f"- {plain(line)}" for line in not_called.said(document, lang))


def _left(document: Document, lang: Lang) -> Iterator[str]:
    if document["left_behind"]:
        yield ""
        yield f"### {words.LEFT_BEHIND.into(lang)}"
        yield ""
    for name in document["left_behind"]:
        yield f"- {plain(name)}"


def _about(document: Document, lang: Lang) -> str:
    run = document["run"]
    return f"{run['tool']} · {run['release']} · {run['started']} · {run['digest'][:16]} · {words.STATEMENT.into(lang)}"
