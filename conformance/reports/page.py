"""What a terminal report is written on: paragraphs with a hanging indent, labelled fields, lines that never break."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from conformance.model.text import Lang, Text
from conformance.reports.reading import Node, line
from conformance.reports.wrapping import padded, wrapped

WIDEST = 120
"""Columns beyond which a paragraph is hard to read."""

INDENT = 4
"""Columns before the label of a field."""

MARGIN = 2
"""Columns left free, because a Chinese console draws some marks wider than they are counted."""


class Page:
    """A console with a language. All text is shown as it is, never as markup."""

    def __init__(self, console: Console, lang: Lang) -> None:
        self.console, self.lang = console, lang
        self.width = min(console.width, WIDEST) - MARGIN

    def say(self, text: Text) -> str:
        """A sentence in the language of the page."""
        return text.into(self.lang)

    def said(self, node: Node, key: str) -> str:
        """A sentence of the document in the language of the page, on one line."""
        return line(node, key, self.lang)

    def blank(self) -> None:
        self.console.print()

    def line(self, line: Line | str) -> None:
        """One line that is neither broken nor cut."""
        shown = line if isinstance(line, Line) else Line(line)
        self.console.print(shown, soft_wrap=True, markup=False, highlight=False)

    def paragraph(self, text: str, indent: int = 0, first: str = "", style: str = "", hang: int = 0) -> None:
        """Text in lines; `first` stands at the left of the first one, and `hang` columns more before all others."""
        left = padded(first, indent)
        for part in wrapped(text, self.width - cell_len(left) - hang):
            self.line(Line(left).append(part, style=style))
            left = " " * (max(indent, cell_len(first)) + hang)

    def item(self, text: str, indent: int) -> None:
        """One entry of a list."""
        self.paragraph(text, indent, hang=2)

    def label(self, label: Text, among: Sequence[Text], number: str = "") -> tuple[int, str]:
        """The column in which a field's text begins where these labels stand below each other, and what is before."""
        column = INDENT + max(cell_len(one.into(self.lang)) for one in among) + 2
        return column, f" {number}".ljust(INDENT) + label.into(self.lang)

    def field(self, label: Text, text: str, among: Sequence[Text], number: str = "") -> None:
        """A label and its text, which hangs under its own beginning."""
        column, first = self.label(label, among, number)
        self.paragraph(text, indent=column, first=first)

    def whole(self, text: str, indent: int, first: str) -> None:
        """A line to be copied: on one line, whatever its length."""
        self.line(Line(padded(first, indent)).append(text, style="cyan"))

    def heading(self, text: Text) -> None:
        self.blank()
        self.paragraph(self.say(text), style="bold")

    def more(self, left: int, unit: str, indent: int = 2) -> None:
        """How many entries of a list are left out, if any are."""
        if left > 0:
            self.paragraph(self.say(Text(f"另有 {left} {unit}", f"and {left} more")), indent)
