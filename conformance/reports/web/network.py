"""What the page of a network says of its graph: ratios, blame, catalogues, resources."""

from __future__ import annotations

from collections import Counter

from conformance.model.interop import BLAME_WORDS, WAY_WORDS, Blame, Comparison
from conformance.model.network import ADMINISTRATIVE_WORDS, ZONE_WORDS
from conformance.model.text import Text
from conformance.reports.network import sentences
from conformance.reports.network.sentences import BETWEEN, BREAKS, RATIOS, carriers, link, share
from conformance.reports.reading import Document, Node
from conformance.reports.web.view import headed

__all__ = ["ADMINISTRATIVE_WORDS", "BETWEEN", "BLAME_WORDS", "BREAKS", "WAY_WORDS", "ZONE_WORDS", "carriers", "link"]


def ratios(document: Document) -> list[tuple[Text, Text]]:
    """The ratios of pairs that really exchange: what each is about, and its figures."""
    return [(headed(RATIOS[key]), share(ratio)) for key, ratio in sentences.ratios(document)]


def blame(document: Document) -> list[tuple[str, Text, int]]:
    """Who answers for failed pairs: the system, or nobody yet, in which part, and for how many."""
    failing = filter(sentences.failing, document["interop"]["pairs"])
    numbers = Counter((pair["blamed"], pair["blame"] or Blame.UNDECIDED) for pair in failing)
    return [(name, BLAME_WORDS[Blame(part)], number) for (name, part), number in numbers.most_common()]


def unused(document: Document) -> list[Node]:
    """The advertised resources nobody uses."""
    return [use for use in document["interop"]["uses"] if not use["used"]]


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
    return [
        (MISFITS[which] if it["misfit"] else OPEN[which], it)
        for which, it in sentences.compared(pair)
        if it["misfit"] or it["detail"]
    ]
