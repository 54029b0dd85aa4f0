"""The matrix of providers and consumers, in letters: as wide as it is counted on every console."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from conformance.model.text import Text
from conformance.model.verdict import Verdict, join
from conformance.reports.bars import STYLES
from conformance.reports.network.links import LETTERS, WORDS, Links, ends, letters, links, state
from conformance.reports.page import Page
from conformance.reports.reading import Document, Node
from conformance.reports.wrapping import padded

UNDECLARED = "."
# The middle dot would be drawn two columns wide by a Chinese console, and move every column behind it.

GAP = 2


def matrix(document: Document, page: Page) -> None:
    """Rows provide, columns need. Where names are too wide for columns their numbers stand, else pairs are listed."""
    found = links(document)
    if not found:
        page.paragraph(page.say(Text("没有声明任何交换", "No exchange is declared")))
        return
    rows, columns = ends(document)
    names = dict.fromkeys((*columns, *rows))
    numbers = {name: str(number) for number, name in enumerate(names, 1)}
    drawn = _grid(found, rows, columns, {name: name for name in names}, {name: name for name in names})
    if _width(drawn) > page.width:
        drawn = _grid(found, rows, columns, {name: f"{numbers[name]} {name}" for name in names}, numbers)
        # A column whose system is no row would have a number without a name.
        drawn += [Line(f"{numbers[name]} {name}", style="dim") for name in columns if name not in rows]
    page.heading(Text("谁能与谁交换（行提供，列使用）", "Who can exchange with whom (rows provide, columns need)"))
    fits = _width(drawn) <= page.width
    for line in drawn if fits else ():
        page.line(Line(" " * GAP).append_text(line))
    if not fits:
        _listed(found, rows, page)
    gaps = fits and any(row != column and (row, column) not in found for row in rows for column in columns)
    _legend(document, gaps, page)


def _legend(document: Document, gaps: bool, page: Page) -> None:
    """The letters that occur, in words."""
    used = {*map(state, document["interop"]["pairs"])}
    said = [f"{letter} {page.say(WORDS[one])}" for one, letter in LETTERS.items() if one in used]
    if gaps:
        said.append(f"{UNDECLARED} {page.say(Text('未声明', 'undeclared'))}")
    page.paragraph("  ".join(said), 2, style="dim")


def _grid(
    found: Links, rows: Sequence[str], columns: Sequence[str], left: dict[str, str], heads: dict[str, str]
) -> list[Line]:
    first = max(cell_len(left[row]) for row in rows) + GAP
    wide = {
        column: GAP + max(cell_len(heads[column]), *(len(_letters(found.get((row, column), []))) for row in rows))
        for column in columns
    }
    lines = [Line(" " * first).append("".join(padded(heads[column], wide[column]) for column in columns), "bold")]
    for row in rows:
        line = Line(padded(left[row], first), end="")
        for column in columns:
            here = found.get((row, column), [])
            text = " " if row == column and not here else _letters(here)
            line.append(padded(text, wide[column]), style=_style(here))
        lines.append(line)
    for line in lines:
        line.rstrip()
    return lines


def _letters(pairs: Sequence[Node]) -> str:
    return letters(pairs) if pairs else UNDECLARED


def _width(lines: Sequence[Line]) -> int:
    return GAP + max((line.cell_len for line in lines), default=0)


def _style(pairs: Sequence[Node]) -> str:
    verdicts = [Verdict.NOT_APPLICABLE if pair["apart"] else Verdict(pair["verdict"]) for pair in pairs]
    return STYLES[join(verdicts)] if verdicts else "dim"


def _listed(found: Links, rows: Sequence[str], page: Page) -> None:
    """One entry for each provider: what its declared pairs came to, by consumer."""
    for row in rows:
        mine = [f"{other} {letters(pairs)}" for (one, other), pairs in found.items() if one == row]
        page.item(f"{row} → {', '.join(mine)}", indent=2)
