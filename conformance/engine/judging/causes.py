"""What makes findings of one clause one cause: who judged, what was due, and what was seen in its stead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from conformance.engine.judging.judgement import Found
from conformance.model.clause import When

Kind = tuple[str, ...]

_VALUES = re.compile(r'"[^"]*"|\b[0-9A-Z]\b|\d+')
"""What differs by place in what was due."""
_STATUS = re.compile(r"\b(?:status|answers|answered|got) ([1-5])\d\d\b")
_KEYWORD = re.compile(r"\bbreaks (\w+)")
_ASKED = re.compile(r"\babout (\S+ \S*) ?\((\w+)\)")
_INDEX = re.compile(r"\[\d+\]")


def cause(found: Found) -> Kind:
    """The kind of a finding within its clause: a 500 is another than a 400, and one member another than the next."""
    finding = found.finding
    seen, due = finding.seen.en, _VALUES.sub("#", finding.due.en)
    status, keyword, asked = _STATUS.search(seen), _KEYWORD.search(seen), _ASKED.search(seen)
    of_status = "5" if is_of_failure(found) else status[1] if status else ""
    of_schema = (keyword[1], _INDEX.sub("[]", finding.at)) if keyword else ()
    return (found.verify.check, due, of_status, *of_schema, *(asked.groups() if asked else ()))


def departure(found: Found) -> Kind:
    """Which departure from which schema a finding is, whatever clause looked at the answer; nothing for any other."""
    finding = found.finding
    keyword = _KEYWORD.search(finding.seen.en)
    return ("", finding.due.en, keyword[1], _INDEX.sub("[]", finding.at)) if keyword else ()


def is_of_failure(found: Found) -> bool:
    """Whether the answer that proves a finding is a 5xx, and that has to do with it.

    What is judged of any answer whatever, as a header that all carry, is no other thing on a 5xx.
    """
    exchanges = found.finding.exchanges
    return found.verify.when != When() and bool(exchanges) and exchanges[-1].status >= 500


def most_telling_first(found: Sequence[Found], repeated: Iterable[int]) -> list[int]:
    """The positions of findings in the order in which they are listed.

    One of every kind comes before a second of any, and one at every operation before a second there; among these what
    broke the system comes first, then what a second asking showed again.
    """
    shown = frozenset(repeated)
    rank = {at: (not is_of_failure(each), at not in shown, at) for at, each in enumerate(found)}
    kinds: dict[Kind, int] = {}
    places: dict[tuple[Kind, str], int] = {}
    for at in sorted(rank, key=rank.__getitem__):
        kind, exchanges = cause(found[at]), found[at].finding.exchanges
        kinds.setdefault(kind, at)
        places.setdefault((kind, exchanges[-1].operation.id if exchanges else ""), at)
    of_kind, of_place = frozenset(kinds.values()), frozenset(places.values())
    return sorted(rank, key=lambda at: (at not in of_kind, at not in of_place, *rank[at]))
