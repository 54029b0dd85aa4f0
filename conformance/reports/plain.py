"""The result for a pipe or a log: one fact a line, in words that a search finds, without colour or width."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.text import Lang, Text
from conformance.reports.lines import colon, numbers
from conformance.reports.reading import Document, gate_reasons
from conformance.reports.subject import part


def render(document: Document, lang: Lang) -> Iterator[str]:
    """The lines, without line ends. The first word of a line says what it is about; the gate comes last."""
    yield from part(document, "plain").lines(document, lang)
    yield from (f"left-behind {name}" for name in document["left_behind"])
    yield _gate(document, lang)


def _gate(document: Document, lang: Lang) -> str:
    """The last line: whether the gate is met, the exit code, the counts and what holds it back."""
    gate = document["gate"]
    why = Text("；", "; ").into(lang).join(gate_reasons(document, lang))
    said = f"gate={'met' if gate['met'] else 'not-met'} exit={gate['exit_code']} {numbers(document['counts'])}"
    found = document.get("coverage", {}).get("answered")
    share = f" answered={found['operations']}/{found['of']}" if found else ""
    return f"{said} requests={document['exchanges']['count']}{share}{colon(why)}"
