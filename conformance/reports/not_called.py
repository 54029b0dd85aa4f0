"""Operations that were not called, as reports list them: why, and what to write to have them called."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.text import Lang, Text
from conformance.reports.page import Page
from conformance.reports.reading import Document, Node, both

LISTED = 10
"""Operations named one by one on a terminal; the JSON report names them all."""

HEADING = Text("未调用的操作", "Operations not called")


def held(document: Document, page: Page) -> None:
    """The section of the terminal; nothing where everything was called."""
    operations = document["coverage"]["held_back"]
    if operations:
        page.heading(Text(f"{HEADING.zh}：{len(operations)} 个", f"{HEADING.en}: {len(operations)}"))
    for one in operations[:LISTED]:
        page.item(f"{one['method']} {one['path']}  {one['operation']}", indent=2)
        why, remedy = both(one, "why"), both(one, "remedy")
        page.paragraph(page.say(Text(f"{why.zh}；{remedy.zh}", f"{why.en}; {remedy.en}")), indent=4)
    page.more(len(operations) - LISTED, "个")


def lines(document: Node) -> Iterator[Text]:
    """One sentence for every operation a JSON report lists as not called."""
    for one in document.get("coverage", {}).get("held_back", ()):
        named, why = f"{one['method']} {one['path']}", both(one, "why")
        yield Text(f"未调用 {named}：{why.zh}", f"{named} was not called: {why.en}")


def said(document: Node, lang: Lang) -> list[str]:
    """The same in one language."""
    return [line.into(lang) for line in lines(document)]
