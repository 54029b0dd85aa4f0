"""Markdown for the summary of a pipeline step: the verdict, its reasons, the causes, and everything failed folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conformance.model.text import Lang, Text
from conformance.reports import words
from conformance.reports.markup import plain
from conformance.reports.reading import Document, altered, gate_reasons, rests_on
from conformance.reports.remarks import limited, notes
from conformance.reports.subject import part

SUFFIX = ".md"
NETWORK = True
BYTES = 900_000
"""A step summary may hold 1 MiB; beyond this the failed clauses are only listed."""
TOO_LONG = Text(
    "内容过长，不通过项只列名称；详见 JSON 报告",
    "Too long: what failed is only named here; the JSON report has it all",
)


def render(document: Document, lang: Lang) -> bytes:
    """The document as GitHub-flavoured Markdown. Text from the system is escaped and never acts."""
    made = part(document, "summary").summary(document, lang)
    head = [*_head(document, made.title, lang), *made.head]
    told = ((words.LIMITED, limited(document)), (words.NOTES, notes(document)), (words.LEFT_BEHIND, _left(document)))
    beside = [line for heading, entries in told for line in _listed(heading, entries, lang)]
    tail = [*made.open, *beside, "", f"<sub>{plain(_about(document, lang))}</sub>", ""]
    fits = sum(len(line.encode()) + 1 for line in [*head, *made.failed, *tail]) <= BYTES
    lines = [*head, *(made.failed if fits else ["", TOO_LONG.into(lang), "", *made.listed]), *tail]
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def _head(document: Document, about: str, lang: Lang) -> Iterator[str]:
    remark = altered(document, lang)
    if remark:
        yield from ("> [!CAUTION]", f"> {plain(remark)}", "")
    gate = document["gate"]
    met = Text("达到门槛", "the gate is met") if gate["met"] else Text("未达到门槛", "the gate is not met")
    yield f"## Hutong 互通 · {plain(about)} · {met.into(lang)}"
    yield ""
    yield f"{Text('退出码', 'exit code').into(lang)} **{gate['exit_code']}**"
    yield ""
    for line in (*gate_reasons(document, lang), *(it.into(lang) for it in rests_on(document))):
        yield f"- {plain(line)}"
    yield ""


def _left(document: Document) -> list[Text]:
    return [Text(name, name) for name in document["left_behind"]]


def _listed(heading: Text, entries: Sequence[Text], lang: Lang) -> Iterator[str]:
    if entries:
        yield from ("", f"### {heading.into(lang)}", "")
    yield from (f"- {plain(entry.into(lang))}" for entry in entries)


def _about(document: Document, lang: Lang) -> str:
    run = document["run"]
    return f"{run['tool']} · {run['release']} · {run['started']} · {run['digest'][:16]} · {words.STATEMENT.into(lang)}"
