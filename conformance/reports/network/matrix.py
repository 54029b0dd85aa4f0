"""The matrix of providers and consumers, in letters: as wide as it is counted on every console."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from conformance.model.interop import Cell, Interop
from conformance.model.text import Text
from conformance.model.verdict import VERDICT_WORDS, Verdict, join
from conformance.model.visible import visible
from conformance.reports.bars import STYLES
from conformance.reports.network.sentences import grouped
from conformance.reports.page import Page
from conformance.reports.words import APART, LETTERS, ZONES_APART
from conformance.reports.wrapping import padded

UNDECLARED = "."
# The middle dot would be drawn two columns wide by a Chinese console, and move every column behind it.

LEGEND = {
    **{letter: VERDICT_WORDS[verdict] for verdict, letter in LETTERS.items()},
    APART: ZONES_APART,
    UNDECLARED: Text("未声明", "undeclared"),
}

GAP = 2
Links = dict[tuple[str, str], list[Cell]]


def matrix(interop: Interop, page: Page) -> None:
    """Rows provide, columns need. Where names are too wide for columns their numbers stand, else pairs are listed."""
    links = grouped(interop.cells)
    if not links:
        page.paragraph(page.say(Text("没有声明任何交换", "No exchange is declared")))
        return
    names = [*interop.network.members]
    rows = [name for name in names if any(name == provider for provider, _ in links)]
    columns = [name for name in names if any(name == consumer for _, consumer in links)]
    numbers = {name: str(number) for number, name in enumerate(dict.fromkeys((*columns, *rows)), 1)}
    shown = {name: visible(name) for name in names}
    drawn = _grid(links, rows, columns, shown, shown)
    if _width(drawn) > page.width:
        drawn = _grid(links, rows, columns, {name: f"{numbers[name]} {shown[name]}" for name in numbers}, numbers)
        # A column whose system is no row would have a number without a name.
        drawn += [Line(f"{numbers[name]} {shown[name]}", style="dim") for name in columns if name not in rows]
    title = Text("谁能与谁交换（行提供，列使用）", "Who can exchange with whom (rows provide, columns need)")
    page.heading(page.say(title))
    used = {APART if cell.apart else LETTERS[cell.verdict] for cell in interop.cells}
    if _width(drawn) <= page.width:
        for line in drawn:
            page.line(Line(" " * GAP).append_text(line))
        if any(row != column and (row, column) not in links for row in rows for column in columns):
            used.add(UNDECLARED)
    else:
        _listed(links, rows, page)
    page.paragraph("  ".join(f"{it} {page.say(word)}" for it, word in LEGEND.items() if it in used), 2, style="dim")


def letters(cells: Sequence[Cell]) -> str:
    """What the pairs of one link came to, as `P`, `P3` or `P2 F1`."""
    if not cells:
        return UNDECLARED
    found = Counter(APART if cell.apart else LETTERS[cell.verdict] for cell in cells)
    if len(cells) == 1:
        return next(iter(found))
    return " ".join(f"{letter}{found[letter]}" for letter in LEGEND if found[letter])


def _grid(
    links: Links, rows: Sequence[str], columns: Sequence[str], left: dict[str, str], heads: dict[str, str]
) -> list[Line]:
    first = max(cell_len(left[row]) for row in rows) + GAP
    wide = {
        column: GAP + max(cell_len(heads[column]), *(len(letters(links.get((row, column), []))) for row in rows))
        for column in columns
    }
    lines = [Line(" " * first).append("".join(padded(heads[column], wide[column]) for column in columns), "bold")]
    for row in rows:
        line = Line(padded(left[row], first), end="")
        for column in columns:
            here = links.get((row, column), [])
            text = " " if row == column and not here else letters(here)
            line.append(padded(text, wide[column]), style=_style(here))
        lines.append(line)
    for line in lines:
        line.rstrip()
    return lines


def _width(lines: Sequence[Line]) -> int:
    return GAP + max((line.cell_len for line in lines), default=0)


def _style(cells: Sequence[Cell]) -> str:
    verdicts = [Verdict.NOT_APPLICABLE if cell.apart else cell.verdict for cell in cells]
    return STYLES[join(verdicts)] if verdicts else "dim"


def _listed(links: Links, rows: Sequence[str], page: Page) -> None:
    """One entry for each provider: what its declared pairs came to, by consumer."""
    for row in rows:
        mine = [f"{visible(other)} {letters(cells)}" for (one, other), cells in links.items() if one == row]
        page.item(f"{visible(row)} → {', '.join(mine)}", indent=2)
