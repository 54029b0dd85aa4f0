"""Lines of mixed Chinese and Latin text, measured in columns of a terminal."""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells

# A Latin word or one wide character, with the marks that may not be parted from it: no line begins with a comma,
# nor with the dot that stands between facts.
_UNIT = re.compile(
    r"\s+|[（「『《【〔]*(?:[\u2e80-\U0003ffff]|[^\s\u2e80-\U0003ffff]+)(?:[，。；：、！？）」』》】〕…—]|\s·(?=\s))*"
)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken at blanks and between wide characters; never empty."""
    return [line for part in text.split("\n") for line in _filled(part, max(width, 2))]


def _filled(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for unit in _UNIT.findall(text):
        if cell_len(line) + cell_len(unit) <= width:
            line += unit
            continue
        if line.strip():
            lines.append(line.rstrip())
        *whole, line = chop_cells(unit.lstrip(), width) or [""]
        lines.extend(whole)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def width_of(text: str) -> int:
    """How many columns a text takes."""
    return cell_len(text)


def padded(text: str, width: int) -> str:
    """The text filled with blanks up to a number of columns."""
    return text + " " * (width - cell_len(text))
