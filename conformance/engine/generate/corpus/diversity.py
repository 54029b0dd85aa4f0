"""Few questions out of many, as unlike each other as possible, and the same ones every time."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import TypeVar

from conformance.engine.generate.corpus.question import Stimulus

T = TypeVar("T")


def spread(items: Iterable[T], kind: Callable[[T], str], place: Callable[[T], str], salt: str) -> list[T]:
    """The items in an order that takes each kind in turn, and of each kind first one of every place.

    Kinds and places are mixed by digest, so that not every operation shows the same ones first.
    """
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(kind(item), []).append(item)
    turns = zip_longest(*(_by_place(groups[name], place, f"{salt}\n{name}") for name in _mixed(groups, salt)))
    return [item for turn in turns for item in turn if item is not None]


def _by_place(group: list[T], place: Callable[[T], str], salt: str) -> list[T]:
    places: dict[str, list[T]] = {}
    for item in group:
        places.setdefault(place(item), []).append(item)
    turns = zip_longest(*(places[name] for name in _mixed(places, salt)))
    return [item for turn in turns for item in turn if item is not None]


def _mixed(names: Iterable[str], salt: str) -> list[str]:
    return sorted(names, key=lambda name: hashlib.sha256(f"{salt}\n{name}".encode()).digest())


def kind_of_origin(question: Stimulus) -> str:
    """What its maker says is special about a question, whichever member it concerns: `Maximum length string`."""
    return re.sub(r"'[^']*'", "…", question.origin.rsplit(": ", 1)[-1])


def content(question: Stimulus) -> str:
    """A question's parts as text, the same for equal questions."""
    parts = [question.path, question.query, question.headers, question.body, question.media]
    parts += [question.cookies] if question.cookies else []
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)
