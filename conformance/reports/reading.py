"""Reads a JSON report as its writers left it: sentences in the language asked for, verdicts in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.model.clause import LEVEL_WORDS, SEVERITY_WORDS, Level, Severity
from conformance.model.text import Lang, Text
from conformance.model.verdict import REASON_WORDS, VERDICT_WORDS, Reason, Verdict
from conformance.model.visible import visible

Node = Mapping[str, Any]

Document = Mapping[str, Any]
"""A JSON report, as `json_document.document` makes it or a saved file holds it."""

_OF_LINES = ("body", "detail")

ALTERED = "altered"
"""The member of a document that is not as it was filed: what to say of it, on every page and in every format."""


def seen(node: Any, key: str = "") -> Any:
    """A document as it may be shown: nothing in a saved one acts or hides, whoever wrote the file."""
    if isinstance(node, str):
        return visible(node, limit=0, keep_newlines=key in _OF_LINES)
    if isinstance(node, Mapping):
        return {visible(name): seen(value, name) for name, value in node.items()}
    return [seen(value, key) for value in node] if isinstance(node, list) else node


def of_network(document: Node) -> bool:
    """Whether a document is of a network of systems, not of one."""
    return "interop" in document


def altered(document: Node, lang: Lang) -> str:
    """The remark that a result is not as it was filed; empty for one that is."""
    return str(document[ALTERED][lang]) if ALTERED in document else ""


def state(document: Document) -> str:
    """What the gate came to: met, not-met, or undecided, as is all a result says that was altered."""
    gate = document["gate"]
    if altered(document, "en"):
        return "undecided"
    return "met" if gate["met"] else "not-met" if gate["exit_code"] == 1 else "undecided"


def said(node: Node, key: str, lang: Lang) -> str:
    """A sentence of an object in a language."""
    return str(node.get("translations", {}).get(lang, node).get(key, node.get(key)) or "")


def both(node: Node, key: str) -> Text:
    """A sentence of an object in both languages."""
    return Text(said(node, key, "zh"), said(node, key, "en"))


def title(node: Node, lang: Lang, key: str = "title") -> str:
    """A title, which stands in both languages side by side."""
    return str(node[key][lang])


def verdict_word(node: Node, lang: Lang) -> str:
    """The verdict of a clause in words."""
    return VERDICT_WORDS[Verdict(node["verdict"])].into(lang)


def weight(clause: Node, lang: Lang) -> str:
    """Level and severity of a clause in words."""
    level, severity = LEVEL_WORDS[Level(clause["level"])], SEVERITY_WORDS[Severity(clause["severity"])]
    return f"{level.into(lang)} · {severity.into(lang)}"


def why(clause: Node, lang: Lang) -> str:
    """The reason of a clause that was not decided, and what there is to say about it."""
    word = REASON_WORDS[Reason(clause["reason"])].into(lang) if clause["reason"] else ""
    detail = said(clause, "detail", lang).strip()
    between = "：" if lang == "zh" else ": "
    return between.join(part for part in (word, detail) if part)


def failed(document: Node) -> Iterator[Node]:
    """The clauses that failed, mandatory and severe ones first."""
    levels, severities = [*Level], [*Severity]
    broken = [clause for clause in document["clauses"] if clause["verdict"] == Verdict.FAIL]
    yield from sorted(
        broken, key=lambda it: (levels.index(Level(it["level"])), severities.index(Severity(it["severity"])))
    )


def waived(node: Node) -> bool:
    """Whether a departure was allowed by someone who may."""
    return node.get("waiver") is not None


def waiver_words(clause: Node, lang: Lang) -> str:
    """Who answers for the departures of a clause and until when; that they are known; empty where nobody does."""
    waiver = clause["waiver"]
    if waiver:
        until = Text("让步，有效期至", "waived until").into(lang)
        return f"{waiver['id']} {until} {waiver['expires']} · {waiver['approver']} · {waiver['justification']}"
    return Text("已知不符合项", "known nonconformity").into(lang) if clause["known"] else ""
