"""Markdown for the summary of a pipeline step: the verdict, its reasons, the causes, and every failed clause folded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.model.clause import FAMILIES, FAMILY_WORDS
from conformance.model.text import Lang, Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports import words
from conformance.reports.formats import Document
from conformance.reports.reading import Node, failed, said, title, waiver_words, weight, why

SUFFIX = ".md"
CAUSES = 5
EXAMPLES = 3
BYTES = 900_000
"""A step summary may hold 1 MiB; beyond this the failed clauses are only listed."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def render(document: Document, lang: Lang) -> bytes:
    """The document as GitHub-flavoured Markdown. Text from the system is escaped and never acts."""
    head = [*_head(document, lang), *_families(document, lang), *_causes(document, lang)]
    tail = [*_open(document, lang), "", f"<sub>{_plain(_about(document, lang))}</sub>", ""]
    long = [line for clause in failed(document) for line in _failed(clause, lang)]
    if sum(len(line.encode()) + 1 for line in [*head, *long, *tail]) > BYTES:
        long = [f"- `{clause['id']}` {_plain(title(clause, lang))}" for clause in failed(document)]
    return "\n".join([*head, *long, *tail]).encode("utf-8", "backslashreplace")


def _say(lang: Lang, zh: str, en: str) -> str:
    return Text(zh, en).into(lang)


def _plain(text: str) -> str:
    """Text in which nothing is markup, on one line."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def _code(text: str) -> list[str]:
    """A block of code whose fence is longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}sh", text, fence]


def _head(document: Document, lang: Lang) -> Iterator[str]:
    gate = document["gate"]
    met = _say(lang, "达到门槛", "the gate is met") if gate["met"] else _say(lang, "未达到门槛", "the gate is not met")
    yield f"## Hutong 互通 · {_plain(document['target']['name'])} · {met}"
    yield ""
    yield f"{_plain(title(document['profile'], lang))} · {_say(lang, '退出码', 'exit code')} **{gate['exit_code']}**"
    yield ""
    for reason in gate["translations"][lang]["reasons"]:
        yield f"- {_plain(reason)}"
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
    wide = [cause for cause in document["causes"] if cause["places"] > 1][:CAUSES]
    if wide:
        yield f"### {_say(lang, '影响多处的原因', 'Causes that show in many places')}"
        yield ""
    for cause in wide:
        places = words.many(cause["places"], "处", "place").into(lang)
        yield f"1. {_plain(said(cause, 'summary', lang))} ({places}: {', '.join(cause['clauses'])})"
    yield ""


def _failed(clause: Node, lang: Lang) -> Iterator[str]:
    words_of_mark = waiver_words(clause, lang)
    mark = f" · {_html(words_of_mark)}" if words_of_mark else ""
    yield f"<details><summary><code>{clause['id']}</code> {_html(title(clause, lang))}{mark}</summary>"
    yield ""
    yield f"{weight(clause, lang)} · {words.many(clause['places'], '处', 'place').into(lang)}"
    yield ""
    for finding in clause["findings"][:EXAMPLES]:
        yield f"- {_plain(said(finding, 'message', lang))}"
        yield ""
        for line in finding["script"] or filter(None, (finding["curl"],)):
            yield from _code(line)
    yield _plain(title(clause, lang, "remediation"))
    yield ""
    yield "</details>"
    yield ""


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _open(document: Document, lang: Lang) -> Iterator[str]:
    undecided = [it for it in document["clauses"] if it["verdict"] in (Verdict.INCONCLUSIVE, Verdict.ERROR)]
    if undecided:
        yield f"### {_say(lang, '未能判定', 'Undecided')}"
        yield ""
    for clause in undecided:
        yield f"- `{clause['id']}` {_plain(why(clause, lang))}"


def _about(document: Document, lang: Lang) -> str:
    run = document["run"]
    return f"{run['tool']} · {run['release']} · {run['started']} · {run['digest'][:16]} · {words.STATEMENT.into(lang)}"
