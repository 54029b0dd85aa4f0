"""An act: what a call may do that a tester must not do unasked, and the words by which names say it."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.model.text import Text


def words(text: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(text.split())


@dataclass(frozen=True)
class Act:
    """One kind of act and its words in both languages.

    `verbs` are English words (or pinyin) that say it wherever they stand as a word; `alone` those that say it only as a
    whole name; `pairs` two sets of words that say it side by side, in either order. `nouns` make a thing of it where
    they follow ("payment methods"). `chinese` are its phrases; `following` and `last` are what makes a thing of one,
    right behind it or at the end of the name.

    `is_field`: it also names a field of business 支付 审批, so that a tag does not say it and a search is of it alone.
    `of_record`: it does what it does to one record, so that on a record of the run's own it harms nobody.
    """

    title: Text
    verbs: frozenset[str]
    chinese: frozenset[str]
    alone: frozenset[str] = frozenset()
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    nouns: frozenset[str] = frozenset()
    following: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    is_field: bool = False
    of_record: bool = False
