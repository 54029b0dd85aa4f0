"""How the page says a sentence: in both languages, each marked as what it is, and once where they are the same."""

from __future__ import annotations

from markupsafe import Markup

from conformance.model.clause import FAMILY_WORDS, LEVEL_WORDS, SEVERITY_WORDS
from conformance.model.text import Text, many
from conformance.model.verdict import REASON_WORDS, VERDICT_WORDS
from conformance.reports.drawn import HEADING as STATED
from conformance.reports.not_called import HEADING
from conformance.reports.words import DEPTHS, ENVIRONMENTS, LEFT_BEHIND, STATEMENT, SUBTITLE, took

words = {
    "family": FAMILY_WORDS,
    "level": LEVEL_WORDS,
    "severity": SEVERITY_WORDS,
    "verdict": VERDICT_WORDS,
    "reason": REASON_WORDS,
    "depth": DEPTHS,
    "environment": ENVIRONMENTS,
    "left_behind": LEFT_BEHIND,
    "statement": STATEMENT,
    "subtitle": SUBTITLE,
    "many": many,
    "took": took,
    "held": HEADING,
    "stated": STATED,
}
"""The fixed words of the reports, as templates look them up."""


def t(zh: str | Text, en: str = "") -> Markup:
    """A sentence given as a pair, or as its Chinese and its English; each is escaped unless it is markup."""
    one, other = (zh.zh, zh.en) if isinstance(zh, Text) else (zh, en)
    if one == other:
        return Markup("{}").format(one)
    return Markup("<span lang=zh>{}</span><span lang=en>{}</span>").format(one, other)
