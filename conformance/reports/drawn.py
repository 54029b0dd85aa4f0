"""How many of the answers a contract states a run drew out, and why the others did not come: in every form the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from conformance.model.drawn import UNDRAWN_WORDS, Undrawn
from conformance.model.text import Text
from conformance.reports.page import Page
from conformance.reports.reading import Document, Node

HEADING = Text("接口规约载明的应答", "Answers the contract states")


@dataclass(frozen=True)
class Drawn:
    """Pairs of operation and status: how many are stated, how many came, and how many did not for which reason."""

    stated: int
    came: int
    missing: Counter[Undrawn]

    @property
    def text(self) -> Text:
        """The figures in a sentence."""
        zh, en = f"已引出 {self.came}／{self.stated}", f"{self.came} of {self.stated} were drawn out"
        whys = [(UNDRAWN_WORDS[why], number) for why, number in self.missing.most_common()]
        if whys:
            zh += "；其余：" + "，".join(f"{word.zh} {number}" for word, number in whys)
            en += "; the others: " + ", ".join(f"{word.en} ({number})" for word, number in whys)
        return Text(zh, en)


def drawn(document: Document) -> Drawn:
    """The figures of a report; one of before there were any tells of none."""
    operations = document["coverage"]["operations"]
    missing = Counter(Undrawn(it["why"]) for one in operations for it in one.get("undrawn", ()))
    came = sum(len(_stated(one)) for one in operations)
    return Drawn(came + missing.total(), came, missing)


def _stated(operation: Node) -> list[int]:
    return [status for status in operation["statuses"] if status in operation.get("stated", ())]


def section(document: Document, page: Page) -> None:
    """The section of the terminal; nothing where a contract states no answer."""
    found = drawn(document)
    if found.stated:
        page.heading(HEADING)
        page.paragraph(page.say(found.text), indent=2)


def undrawn(missing: Node) -> Text:
    """Why one of them did not come."""
    return UNDRAWN_WORDS[Undrawn(missing["why"])]
