"""How a page ends, whatever it is about: notes, what was left behind, the gate, and what the run took."""

from __future__ import annotations

from conformance.model.interop import Interop
from conformance.model.report import Report
from conformance.model.text import Text
from conformance.model.visible import visible
from conformance.reports import words
from conformance.reports.page import Page


def aside(report: Report | Interop, page: Page) -> None:
    """Notes, and the test data that are still there."""
    if report.notes:
        page.heading(page.say(Text("说明", "Notes")))
        for note in report.notes:
            page.item(page.say(note), indent=2)
    if report.left_behind:
        page.heading(page.say(words.LEFT_BEHIND))
        for name in report.left_behind:
            page.item(visible(name), indent=2)


def close(report: Report | Interop, conclusion: Text, counted: Text, page: Page) -> None:
    """The conclusion and why, the counts, what was sent, and that this is no certificate."""
    gate = report.gate
    style = "bold green" if gate.met and not report.signal else "bold red" if gate.exit_code == 1 else "bold yellow"
    page.blank()
    page.paragraph(page.say(conclusion), style=style)
    for reason in gate.reasons:
        page.item(page.say(reason), indent=2)
    page.paragraph(page.say(counted))
    page.paragraph(_sent(report, page))
    page.paragraph(page.say(words.STATEMENT), style="dim")


def _sent(report: Report | Interop, page: Page) -> str:
    methods = ", ".join(f"{visible(name)} {number}" for name, number in sorted(report.requests_by_method.items()))
    sent = words.many(report.requests, "次请求", "request")
    parts = [Text(f"{sent.zh}（{methods}）", f"{sent.en} ({methods})") if methods else sent]
    took = words.duration(report)
    if took.zh:
        parts.append(Text(f"用时 {took.zh}", f"in {took.en}"))
    parts.append(Text(f"退出码 {report.gate.exit_code}", f"exit code {report.gate.exit_code}"))
    return " · ".join(map(page.say, parts))
