"""What the page shows in which order: groups of clauses, families, reasons left open, waivers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.model.clause import BASIS_WORDS
from conformance.model.report import OWN_BUG
from conformance.model.text import Text, many
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports import reading, words
from conformance.reports.digests import digests as all_digests
from conformance.reports.drawn import drawn as drawn  # the page asks it of this module
from conformance.reports.drawn import undrawn as undrawn  # and this
from conformance.reports.flaws import alike as alike  # the page asks it of this module
from conformance.reports.reading import Document, Node, state
from conformance.reports.subject import part

CAUSES = 5
ALLOWED = "allowed"
"""The group of failures somebody answers for: they stay failures, and do not count against the gate."""

ORDER = (
    Verdict.FAIL,
    Verdict.ERROR,
    Verdict.INCONCLUSIVE,
    Verdict.MANUAL,
    ALLOWED,
    Verdict.PASS,
    Verdict.NOT_APPLICABLE,
)
LINE = 160
"""Characters of a departure shown before its drawer is opened."""

LISTED = 50
"""Entries of a list of the network that are named one by one."""

OPEN = (Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.MANUAL)
GROUP_WORDS = {
    **{str(verdict): word for verdict, word in VERDICT_WORDS.items()},
    ALLOWED: Text("让步与已知", "waived and known"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses, or pairs, that came to the same; `unfolded` where they need somebody's eye."""

    key: str
    word: Text
    unfolded: bool
    nodes: Sequence[Node]


def groups(document: Document) -> list[Group]:
    """Clauses, or the pairs of a network, by what they came to: what needs attention first, must and severe before."""
    return _grouped(part(document, "sentences").ordered(document))


def _grouped(nodes: Iterable[Node]) -> list[Group]:
    kept: dict[str, list[Node]] = {key: [] for key in ORDER}
    for node in nodes:
        kept[ALLOWED if _allowed(node) else node["verdict"]].append(node)
    return [Group(key, headed(GROUP_WORDS[key]), key in OPEN, found) for key, found in kept.items() if found]


def headed(word: Text) -> Text:
    """A word as it stands at the head of something."""
    return Text(word.zh, word.en.capitalize())


def _allowed(node: Node) -> bool:
    return node["verdict"] == Verdict.FAIL and bool(node.get("waiver") or node.get("known"))


def conclusion(document: Document) -> Text:
    """What the run comes to, in a sentence."""
    said: Text = part(document, "sentences").conclusion(document)
    return said


def ended(document: Document) -> bool:
    """Whether the run was ended before its time, by a signal or a bug of ours."""
    return bool(document["signal"]) or document["gate"]["exit_code"] == OWN_BUG


def tone(document: Document) -> str:
    """met, not-met or undecided; an interrupted run decides nothing."""
    return "undecided" if ended(document) else state(document)


def families(document: Document) -> list[tuple[str, Mapping[str, int]]]:
    """Each family that has clauses, with the number of them by verdict, those that occur only."""
    return [(family, _shown(words.counts(clauses))) for family, clauses in reading.families(document)]


def _shown(numbers: Mapping[Any, int]) -> dict[str, int]:
    return {verdict: numbers[verdict] for verdict in words.SHOWN if numbers.get(verdict)}


def counted(document: Document) -> dict[str, int]:
    """How many clauses came to each verdict that occurs."""
    return _shown(document["counts"])


def causes(document: Document) -> list[Node]:
    """The causes worth one's time, the widest first."""
    return sorted(document["causes"], key=lambda it: -int(it["places"]))[:CAUSES]


def untested(document: Document) -> list[tuple[Text, list[str]]]:
    """The clauses that stay open by why, the reason of most first."""
    found: dict[Text, list[str]] = {}
    for node in document["coverage"]["untested"]:
        found.setdefault(reading.both(node, "why"), []).append(node["clause"])
    return sorted(found.items(), key=lambda it: -len(it[1]))


def anchor(node: Node) -> str:
    """The place of a clause or a pair on the page: an id that needs no escaping, whatever the names."""
    if "id" in node:
        return str(node["id"])
    ends = "\n".join((node["provider"], node["consumer"], node["item"]))
    return f"pair-{hashlib.sha256(ends.encode('utf-8', 'backslashreplace')).hexdigest()[:12]}"


def remark(clause: Node) -> Text:
    """A clause in a line of a table: why it was not decided, how often it departs, who answers for it."""
    mark = Text(reading.waiver_words(clause, "zh"), reading.waiver_words(clause, "en"))
    places = many(clause["places"], "处", "place") if clause["places"] else Text("", "")
    why = Text("", "")
    if clause["verdict"] != Verdict.ERROR:
        why = Text(reading.why(clause, "zh"), reading.why(clause, "en"))
    parts = (places, why, mark)
    return Text("；".join(it.zh for it in parts if it.zh), "; ".join(it.en for it in parts if it.en))


def proven(node: Node) -> bool:
    """Whether there is evidence to show for a clause or a pair."""
    return bool(node["findings"] if "findings" in node else node["evidence"] or node["clauses"])


def first(clause: Node) -> Text:
    """The first departure of a clause, in a line."""
    message = reading.both(clause["findings"][0], "message")
    return Text(_short(message.zh), _short(message.en))


def _short(text: str) -> str:
    return text if len(text) <= LINE else f"{text[:LINE]}…"


def basis(clause: Node) -> Text:
    """How well the source of a clause is known."""
    word = BASIS_WORDS[clause["source"]["basis"]]
    return Text(f"（{word.zh}）", f" ({word.en})")


def gate_reason(document: Document, index: int) -> Text:
    """One of the reasons of the gate."""
    zh, en = (document["gate"]["translations"][lang]["reasons"][index] for lang in ("zh", "en"))
    return Text(zh, en)


def request(message: Node) -> str:
    """A request as it went over the wire."""
    return _message(f"{message['method']} {message['url']}", message)


def response(message: Node) -> str:
    """An answer as it came over the wire."""
    return _message(str(message["status"]), message)


def _message(first_line: str, message: Node) -> str:
    head = "\n".join([first_line, *(f"{it['name']}: {it['value']}" for it in message["headers"])])
    return f"{head}\n\n{message['body']}" if message["body"] else head


def shrunk(smallest: Node) -> Text:
    """What it took to make a request smaller, and whether it may get smaller still."""
    sent = many(smallest["requests"], "次请求", "request")
    if smallest["complete"]:
        return Text(f"用了 {sent.zh}", f"in {sent.en}")
    return Text(f"用了 {sent.zh}；请求用尽，或许还能更小", f"in {sent.en}; they ran out, it may get smaller still")


def moment(time: str) -> str:
    """A time to the second, with its zone, as a person reads it; as it stands where it is no time."""
    return re.sub(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$", r"\1 \2 \3", time)


def tool(document: Document) -> str:
    """The name in print, with the version."""
    return words.in_print(document["run"]["tool"])


def digests(document: Document) -> list[tuple[Text, str]]:
    """What the result was made from, each by its word and digest."""
    return [(headed(it.word), it.value) for it in all_digests(document) if it.value and it.part != "document"]


def methods(document: Document) -> str:
    """How many requests there were by method."""
    return " · ".join(f"{name} {number}" for name, number in document["exchanges"]["requests_by_method"].items())
