"""What a verdict is to pytest: green exactly where the gate of the profile is met."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

from rich.console import Console

from conformance.model.clause import GateRule
from conformance.model.report import ClauseResult, Report
from conformance.model.text import Lang, Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.model.visible import visible
from conformance.reports import json_document, words
from conformance.reports.page import Page
from conformance.reports.reading import Node, gate_reasons, said
from conformance.reports.system.failed import clause_in_full
from conformance.reports.system.sentences import conclusion, mark

Kind = Literal["passed", "failed", "error", "skipped", "xfailed"]

WIDTH = 100


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """How an item ends, and what there is to say about it."""

    kind: Kind
    text: str = ""


def of_clause(result: ClauseResult, rule: GateRule, lang: Lang) -> ItemOutcome:
    """A clause the gate asks for fails, or is an error where it stays undecided; outside the gate it only tells."""
    mandatory = rule.asks_for(result.clause)
    if result.verdict is Verdict.PASS:
        return ItemOutcome("passed")
    if result.verdict is Verdict.FAIL:
        return _failed(result, mandatory, lang)
    why = f"{result.clause.id}: {visible(_why(result).into(lang), keep_newlines=True)}"
    if result.verdict in (Verdict.MANUAL, Verdict.NOT_APPLICABLE):
        return ItemOutcome("skipped", why)
    if mandatory:
        wanted = visible(result.input)
        more = Text(f"补充 {wanted} 即可判定", f"give {wanted} to have it decided").into(lang)
        return ItemOutcome("error", why + (f"\n{more}" if result.input else ""))
    return ItemOutcome("skipped", f"{words.OUTSIDE.into(lang)}: {why}")


def of_gate(report: Report, lang: Lang) -> ItemOutcome:
    """The gate as a whole: it also holds what no clause shows, such as a share too small or a waiver for nothing."""
    if report.gate.met:
        return ItemOutcome("passed")
    document = json_document.unsealed(report, lang)
    why = "\n".join(gate_reasons(document, lang))
    if document["left_behind"]:
        why += f"\n{words.LEFT_BEHIND.into(lang)}: {', '.join(document['left_behind'])}"
    kinds: dict[int, Kind] = {0: "xfailed", 1: "failed"}
    return ItemOutcome(kinds.get(report.gate.exit_code, "error"), f"{conclusion(document).into(lang)}\n{why}")


def _failed(result: ClauseResult, mandatory: bool, lang: Lang) -> ItemOutcome:
    clause = json_document.clause(result, lang)
    allowed, message = mark(clause).into(lang), said(clause["findings"][0], "message", lang) if result.findings else ""
    if not allowed and mandatory:
        return ItemOutcome("failed", f"{message}\n{in_full(clause, lang)}")
    return ItemOutcome("xfailed", f"{allowed or words.OUTSIDE.into(lang)}: {message}")


def _why(result: ClauseResult) -> Text:
    """The reason of what is not decided; that of an error is its trace."""
    if result.verdict in (Verdict.ERROR, Verdict.NOT_APPLICABLE) and result.detail:
        word = VERDICT_WORDS[result.verdict]
        return Text(f"{word.zh}：{result.detail.zh}", f"{word.en}: {result.detail.en}")
    return words.why_open(result)


def in_full(clause: Node, lang: Lang) -> str:
    """A failed clause as a terminal shows it: what was asked, due and seen, the line that repeats it, how to fix it."""
    paper = io.StringIO()
    page = Page(Console(file=paper, width=WIDTH, no_color=True, force_terminal=False), lang)
    clause_in_full(clause, page)
    return paper.getvalue().strip("\n")


def properties(result: ClauseResult) -> list[tuple[str, str]]:
    """What a report of pytest carries along: the verdict, and the evidence of the first finding."""
    found = result.findings[0] if result.findings else None
    facts = {
        "clause": result.clause.id,
        "level": result.clause.level.value,
        "verdict": result.verdict.value,
        "reason": result.reason.value if result.reason else "",
        "exercised": str(result.exercised),
        "waiver": result.waiver.id if result.waiver else "",
        "digest": found.evidence[-1].digest if found and found.evidence else "",
        "curl": visible(found.curl, limit=0) if found else "",
    }
    return [(f"hutong.{name}", value) for name, value in facts.items() if value]
