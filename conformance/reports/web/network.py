"""What the page of a network says of its graph: ratios, blame, catalogues, resources."""

from __future__ import annotations

from collections import Counter

from conformance.model.interop import BLAME_WORDS, WAY_WORDS, Blame, Comparison
from conformance.model.network import ADMINISTRATIVE_WORDS, ZONE_WORDS
from conformance.model.text import Text
from conformance.reports.reading import Document, Node

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


MISFITS = {
    Comparison.ACCEPTANCE: Text("不被接受的最小报文", "Smallest message not taken"),
    Comparison.SAMPLES: Text("提供方不可能发送的最小样例", "Smallest sample the provider never sends"),
    Comparison.REQUESTS: Text("不被接受的最小请求", "Smallest request not taken"),
    Comparison.COMPATIBILITY: Text("与上一版本不相容的最小报文", "Smallest message the version before did not send"),
}
OPEN = {
    Comparison.ACCEPTANCE: Text("按模式比较报文，未能判定", "Messages by their schemas: undecided"),
    Comparison.SAMPLES: Text("按模式核对样例，未能判定", "Samples by the schema: undecided"),
    Comparison.REQUESTS: Text("按模式比较请求，未能判定", "Requests by their schemas: undecided"),
    Comparison.COMPATIBILITY: Text("与上一版本比较，未能判定", "Against the version before: undecided"),
}


def compared(pair: Node) -> list[tuple[Text, Node]]:
    """What does not fit or stays open of all that was compared without either system, and what it is."""
    found = [(which, pair[which]) for which in Comparison if pair[which]]
    return [
        (MISFITS[which] if it["misfit"] else OPEN[which], it) for which, it in found if it["misfit"] or it["detail"]
    ]
