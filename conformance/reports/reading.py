"""Reads a JSON report as its writers left it: sentences in the language asked for, verdicts in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from conformance.model.clause import FAMILIES, LEVEL_WORDS, SEVERITY_WORDS, Level, Severity
from conformance.model.text import Lang, Text
from conformance.model.verdict import REASON_WORDS, VERDICT_WORDS, Reason, Verdict
from conformance.model.visible import visible

Node = Mapping[str, Any]

Document = Mapping[str, Any]
"""A JSON report, as `json_document.document` makes it or a saved file holds it."""

EXAMPLES = 3
"""Findings of a clause that are shown one by one; the JSON report lists more."""

OPERATIONS = 10
"""Operations of a failed clause that are named; the JSON report names them all."""

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


def line(node: Node, key: str, lang: Lang) -> str:
    """A sentence of an object on one line, whatever its own lines."""
    return visible(said(node, key, lang), limit=0)


def gate_reasons(document: Document, lang: Lang) -> list[str]:
    """Why the gate came to what it came to."""
    return list(document["gate"]["translations"][lang]["reasons"])


def rests_on(document: Document) -> list[Text]:
    """What the gate rests on: how much of the system's own interface document answered; nothing where it has none."""
    found = document.get("coverage", {}).get("answered")
    if not found:
        return []
    number, of = found["operations"], found["of"]
    zh = f"接口文档所列 {of} 个操作中，{number} 个曾得到 2xx 应答"
    return [Text(zh, f"{number} of the {of} operations of the interface document answered 2xx")]


def families(document: Document) -> Iterator[tuple[str, list[Node]]]:
    """Each family that has clauses, with them in their order."""
    for family in FAMILIES:
        mine = [clause for clause in document["clauses"] if clause["family"] == family]
        if mine:
            yield family, mine


def ranked(clauses: Iterable[Node]) -> list[Node]:
    """Mandatory and severe ones first."""
    levels, severities = [*Level], [*Severity]
    return sorted(
        clauses, key=lambda it: (levels.index(Level(it["level"])), severities.index(Severity(it["severity"])))
    )


def of(nodes: Iterable[Node], *verdicts: Verdict) -> list[Node]:
    """The clauses, or pairs, that came to one of these verdicts."""
    return [node for node in nodes if node["verdict"] in verdicts]


def failed(document: Node) -> list[Node]:
    """The clauses that failed, mandatory and severe ones first."""
    return ranked(of(document["clauses"], Verdict.FAIL))


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


def allowances(document: Document) -> list[tuple[Node, list[Node]]]:
    """Every waiver in use with the clauses whose departures it allows."""
    found: dict[str, tuple[Node, list[Node]]] = {}
    for clause in document["clauses"]:
        waiver = clause["waiver"]
        if waiver:
            found.setdefault(waiver["id"], (waiver, []))[1].append(clause)
    return [*found.values()]


def where(clause: Node) -> Text | None:
    """The operations at which a failed clause departs, in the order of its counter-examples; None where it is one."""
    found = dict.fromkeys((*(each["operation"] for each in clause["findings"]), *clause["operations"]))
    names = [*filter(None, found)]
    if len(names) < 2:
        return None
    listed = ", ".join(names[:OPERATIONS]) + (", …" if len(names) > OPERATIONS else "")
    return Text(f"{len(names)} 个操作：{listed}", f"{len(names)} operations: {listed}")
