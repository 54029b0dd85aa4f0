"""Text put into Markdown so that nothing in it acts."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Signs of markup, and what makes a link of an address that is only named: `://` and `www.`.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$-]|:(?=//)|(?<=www)\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Summary:
    """What the summary of a step is made of, in lines: `listed` stands for `failed` where that is too long."""

    title: str
    head: list[str]
    failed: list[str]
    listed: list[str]
    open: list[str]


def plain(text: str) -> str:
    """Text in which nothing is markup, on one line."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def code(text: str) -> list[str]:
    """A block of code whose fence is longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}sh", text, fence]


def html(text: str) -> str:
    """Text inside an HTML element of Markdown."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
