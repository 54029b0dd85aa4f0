"""What the JSON report says alike of a run on one system and on a network, before a language is chosen.

Leaves say what they are: `str` a word from anywhere, `Text` a sentence, a tuple of them sentences, `bytes` a body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from conformance.model.interop import Cell, Interop
from conformance.model.report import ClauseResult, Report
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.reports import words

Body = dict[str, Any]
NOTHING = Text("", "")


def opening(found: Report | Interop) -> Body:
    """What every document says first, of a run on one system or on a network: what it was and what it came to."""
    gate = found.gate
    return {
        "run": {"seed": found.seed, "tool": found.tool, "release": found.release, "as_of": found.today},
        "gate": {"met": gate.met, "exit_code": gate.exit_code, "reasons": gate.reasons},
    }


def origin_body(target: Target) -> Body:
    """Where the tester wrote a system down."""
    file, line = target.origin
    return {"file": file, "line": line}


def sources(results: Iterable[ClauseResult]) -> list[Body]:
    """The laws and standards that clauses rest on, by their keys."""
    documents = {item.clause.source.doc: item.clause.source.document for item in results}
    return [{"doc": key, "title": both_body(it.title), "read": it.read} for key, it in sorted(documents.items())]


def closing(found: Report | Interop) -> Body:
    """What every document says last: what was sent, what there is to note, and what was left behind."""
    return {
        "exchanges": {"count": found.requests, "requests_by_method": dict(sorted(found.requests_by_method.items()))},
        "notes": [{"text": note} for note in found.notes],
        "left_behind": list(found.left_behind),
        "signal": found.signal,
    }


def counts(results: Iterable[ClauseResult | Cell]) -> Body:
    """How many clauses, or pairs, came to each verdict, every verdict named."""
    found = Counter(item.verdict for item in results)
    return {verdict.value: found[verdict] for verdict in words.SHOWN}


def both_body(text: Text) -> Body:
    """A title, which stands in both languages side by side."""
    return {"zh": text.zh, "en": text.en}
