"""What the page of a network says of its graph: ratios, blame, catalogues, resources."""

from __future__ import annotations

from collections import Counter

from conformance.model.interop import BLAME_WORDS, WAY_WORDS, Blame
from conformance.model.network import ADMINISTRATIVE_WORDS, ZONE_WORDS
from conformance.model.text import Text
from conformance.reports.formats import Document
from conformance.reports.reading import Node

__all__ = ["ADMINISTRATIVE_WORDS", "BLAME_WORDS", "WAY_WORDS", "ZONE_WORDS"]

RATIOS = {
    "vertical": Text("纵向（不同层级）", "Vertical: between levels"),
    "horizontal": Text("横向（同一层级）", "Horizontal: on one level"),
    "regional": Text("跨区域（同一层级、不同区域）", "Cross-region: one level, two regions"),
}


def ratios(document: Document) -> list[tuple[Text, Node]]:
    """The ratios of pairs that really exchange, by what they are about."""
    return [(word, document["interop"][key]) for key, word in RATIOS.items()]


def share(ratio: Node) -> Text:
    """A ratio in figures."""
    if ratio["share"] is None:
        return Text("没有声明", "none declared")
    figures = f"{ratio['working']}/{ratio['declared']}"
    return Text(f"{figures}（{ratio['share']:.0%}）", f"{figures} ({ratio['share']:.0%})")


def blame(document: Document) -> list[tuple[str, Text, int]]:
    """Who answers for failed pairs: the system, or nobody yet, in which part, and for how many."""
    failed = [pair for pair in document["interop"]["pairs"] if pair["verdict"] == "fail" and not pair["apart"]]
    numbers = Counter((pair["blamed"], pair["blame"] or Blame.UNDECIDED) for pair in failed)
    return [(name, BLAME_WORDS[Blame(part)], number) for (name, part), number in numbers.most_common()]


def unused(document: Document) -> list[Node]:
    """The advertised resources nobody uses."""
    return [use for use in document["interop"]["uses"] if not use["used"]]


def carriers(document: Document) -> list[str]:
    """The systems that only carry the exchanges of others, and are no islands."""
    nodes = {name for island in document["interop"]["islands"] for name in island}
    return [system["name"] for system in document["interop"]["systems"] if system["name"] not in nodes]


def undeclared(document: Document) -> int:
    """How many ordered pairs of systems declared nothing to each other."""
    return sum(len(one["consumers"]) for one in document["interop"]["undeclared"])


def misfits(pair: Node) -> list[tuple[Text, Node]]:
    """The smallest messages that do not fit: against what the consumer takes, and against the version before."""
    words = {
        "acceptance": Text("不被接受的最小报文", "Smallest message not taken"),
        "compatibility": Text("与上一版本不相容的最小报文", "Smallest message the version before did not send"),
    }
    return [(word, pair[key]["misfit"]) for key, word in words.items() if pair[key] and pair[key]["misfit"]]
