"""What is wrong with a piece of data: what, in which file and line, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from conformance.model.text import Lang, Text
from conformance.model.visible import visible

LINE = 200
"""Characters of a line of somebody's file that are shown."""


@dataclass
class DataError(Exception):
    """A fault in a data file, with its place. Lines and columns count from 1; 0 when not known."""

    text: Text
    file: str = ""
    line: int = 0
    column: int = 0
    source: str = ""
    width: int = 1
    help: Text | None = None
    about: str = "data"

    def __str__(self) -> str:
        return self.render("en")

    def render(self, lang: Lang) -> str:
        """The error as a person reads it: what is wrong, an arrow to the place, the line with a caret, what to do.

        Names, files and lines are others' text: nothing of them acts, and each stays on its own line.
        """
        lines = [f"error[{self.about}]: {visible(self.text.into(lang))}"]
        if self.file:
            place = f":{self.line}:{self.column}" if self.line else ""
            lines.append(f"  --> {visible(self.file, limit=0)}{place}")
        if self.source:
            lines += self._shown()
        if self.help:
            lines.append(f"help: {visible(self.help.into(lang))}")
        return "\n".join(lines)

    def _shown(self) -> list[str]:
        """The line in which it is, and below the place a caret; of a line beyond all reading what is around it."""
        at = max(0, self.column - 1)
        begun = max(0, at - LINE)
        before, marked = self.source[begun:at], self.source[at : at + max(1, self.width)]
        line = visible(self.source[begun:], limit=LINE + len(before))
        caret = " " * len(visible(before, limit=0)) + "^" * max(1, len(visible(marked, limit=LINE)))
        return [f"{self.line:>3} | {line}", f"    | {caret}"]


class TrustError(DataError):
    """What was found is not what its digest seals: nothing that rests on it can be believed."""


def near(word: str, known: list[str]) -> Text:
    """A "did you mean" for a word nobody knows; lists what is known when nothing is near and the list is short."""
    close = get_close_matches(word, known, n=1)
    if close:
        return Text(f"是不是 `{close[0]}`？", f"did you mean `{close[0]}`?")
    if 0 < len(known) <= 12:
        names = ", ".join(sorted(known))
        return Text(f"可用的有：{names}", f"known are: {names}")
    return Text("请核对拼写", "check the spelling")
