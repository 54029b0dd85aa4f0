"""The links of a network: everything one system declared to give another, and what it came to in letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from conformance.model.text import Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports.reading import Document, Node

APART = "apart"
"""What a pair came to whose network zones keep the two from meeting: nobody's failure."""

LETTERS: Mapping[str, str] = {
    Verdict.PASS: "P",
    Verdict.FAIL: "F",
    Verdict.INCONCLUSIVE: "?",
    Verdict.ERROR: "E",
    Verdict.MANUAL: "M",
    Verdict.NOT_APPLICABLE: "N",
    APART: "Z",
}
WORDS: Mapping[str, Text] = {
    **{str(verdict): word for verdict, word in VERDICT_WORDS.items()},
    APART: Text("网络区域隔离", "zones apart"),
}

Links = Mapping[tuple[str, str], list[Node]]
"""The pairs by (provider, consumer), in order."""


def links(document: Document) -> Links:
    """The declared pairs of each link."""
    found: dict[tuple[str, str], list[Node]] = {}
    for pair in document["interop"]["pairs"]:
        found.setdefault((pair["provider"], pair["consumer"]), []).append(pair)
    return found


def ends(document: Document) -> tuple[list[str], list[str]]:
    """The systems that provide something, and those that need something, in the order of the file."""
    names, pairs = [system["name"] for system in document["interop"]["systems"]], document["interop"]["pairs"]
    providers, consumers = ({pair[role] for pair in pairs} for role in ("provider", "consumer"))
    return [name for name in names if name in providers], [name for name in names if name in consumers]


def state(pair: Node) -> str:
    """What a pair came to, as `LETTERS` and `WORDS` know it."""
    return APART if pair["apart"] else str(pair["verdict"])


def letters(pairs: Iterable[Node]) -> str:
    """What the pairs of one link came to, as `P`, `P3` or `P2 F1`."""
    found = Counter(map(state, pairs))
    if found.total() == 1:
        return LETTERS[next(iter(found))]
    return " ".join(f"{letter}{found[one]}" for one, letter in LETTERS.items() if found[one])
