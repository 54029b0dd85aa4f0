"""What is wrong with a piece of data: what, in which file and line, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from conformance.model.text import Lang, Text


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
        """The error as a person reads it: what is wrong, an arrow to the place, the line with a caret, what to do."""
        lines = [f"error[{self.about}]: {self.text.into(lang)}"]
        if self.file:
            place = f":{self.line}:{self.column}" if self.line else ""
            lines.append(f"  --> {self.file}{place}")
        if self.source:
            margin = f"{self.line:>3} | "
            lines.append(margin + self.source)
            lines.append("    | " + " " * (self.column - 1) + "^" * max(1, self.width))
        if self.help:
            lines.append(f"help: {self.help.into(lang)}")
        return "\n".join(lines)


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
