"""Operations that were not called, as reports list them: why, and what to write to have them called."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.report import Report
from conformance.model.text import Lang, Text
from conformance.model.visible import visible
from conformance.reports.page import Page
from conformance.reports.reading import Node, both

LISTED = 10
"""Operations named one by one on a terminal; the JSON report names them all."""

HEADING = Text("未调用的操作", "Operations not called")


def held(report: Report, page: Page) -> None:
    """The section of the terminal; nothing where everything was called."""
    if not report.held_back:
        return
    number = len(report.held_back)
    page.heading(page.say(Text(f"{HEADING.zh}：{number} 个", f"{HEADING.en}: {number}")))
    for one in report.held_back[:LISTED]:
        page.item(visible(f"{one.method} {one.path}  {one.operation}"), indent=2)
        page.paragraph(page.say(Text(f"{one.why.zh}；{one.remedy.zh}", f"{one.why.en}; {one.remedy.en}")), indent=4)
    if number > LISTED:
        page.paragraph(page.say(Text(f"另有 {number - LISTED} 个", f"and {number - LISTED} more")), indent=2)


def lines(document: Node) -> Iterator[Text]:
    """One sentence for every operation a JSON report lists as not called."""
    for one in document.get("coverage", {}).get("held_back", ()):
        named, why = f"{one['method']} {one['path']}", both(one, "why")
        yield Text(f"未调用 {named}：{why.zh}", f"{named} was not called: {why.en}")


def said(document: Node, lang: Lang) -> list[str]:
    """The same in one language."""
    return [line.into(lang) for line in lines(document)]
