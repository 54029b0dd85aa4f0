"""Reads English names: where a word of an act stands in them as what is done, and not as a thing or a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from conformance.norms.acts.act import Act, words
from conformance.norms.acts.table import ACTS

_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_PART = re.compile(r"[.;,:，。；、|/()\[\]【】（）\n]|\b(?:and|then|or)\b", re.IGNORECASE)

ASKING = words("can is are has should may allow check verify validate not no was")
"""A name that begins so asks whether; nothing is done."""
READING = words("list query search find count page show view describe lookup select stat stats preview watch read")
"""A name that begins so reads; but `searchClear` clears a search: a thing must follow what is read about."""
TELLING = (
    READING
    | ASKING
    | words(
        "get gets return returns retrieve retrieves lists queries searches finds counts shows views describes fetch "
        "fetches reads look display displays provides provide download downloads status details history number overview"
    )
)
"""A sentence that begins so tells of reading."""
_NO_THING = words("all batch now everything by id ids using get post put delete patch api v do action")
_OBJECTS = words(
    "all mail mails email emails sms msg message messages notice notification cache caches data db database log logs "
    "password pwd passwd user users token tokens session sessions table tables excel csv pdf xls xlsx file files "
    "account order orders queue byid batch item items role code redis"
)
_BEFORE = _OBJECTS | words("do user admin sys system force my app auto bulk mass web api")
_OF_NOUN = words("of list for by in overview report page history log logs records api controller resource count s")
_ASIDE = words("not to for before after can may should who that which")
"""A word behind one of these is not what is done: "users who may approve"."""
_PARTICLES = words("out off down on back")
"""What follows its verb, and never stands before it."""
_GAP = 3
"""Words that may stand inside a pair in a sentence: "log the current user out"."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: in lower case, and where it stands. `segment` counts the parts of a path."""

    text: str
    start: int
    end: int
    segment: int = 0


def tokens(name: str, first: int = 0, segment: int = 0) -> list[Word]:
    """The words of a name in camelCase, snake_case, kebab-case or prose."""
    return [Word(it[0].lower(), first + it.start(), first + it.end(), segment) for it in _TOKEN.finditer(name)]


def parts(text: str) -> Iterator[tuple[int, str]]:
    """The clauses of a sentence, each with its place."""
    start = 0
    for cut in _PART.finditer(text):
        yield start, text[start : cut.start()]
        start = cut.end()
    yield start, text[start:]


def in_name(found: Sequence[Word]) -> tuple[Act, int, int] | None:
    """The act an identifier or a path says, with the place of its words; None where it says none."""
    for at in range(len(found)):
        for act, size in _begun(found, at, gap=0):
            if not _is_thing(act, found, at, at + size) and not _is_asked(act, found, at, at + size):
                return act, found[at].start, found[at + size - 1].end
    last = [word for word in found if word.segment == found[-1].segment] if found else []
    if len(last) == 1:
        alone = _said_alone(last[0].text)
        return None if alone is None else (alone, last[0].start, last[0].end)
    return None


def in_sentence(text: str) -> tuple[Act, int, int] | None:
    """The act a sentence says it does. One that begins with reading says none."""
    for start, part in parts(text):
        found = tokens(part, start)
        if not found or found[0].text in TELLING:
            continue
        plain = [Word(_stem(found), found[0].start, found[0].end), *found[1:]]
        for at in range(len(plain)):
            for act, size in _begun(plain, at, gap=_GAP):
                if not _is_thing(act, plain, at, at + size):
                    return act, plain[at].start, plain[at + size - 1].end
        alone = _said_alone(plain[0].text) if len(plain) == 1 else None
        if alone is not None:
            return alone, plain[0].start, plain[0].end
    return None


def _said_alone(word: str) -> Act | None:
    return next((act for act in ACTS if word in act.alone), None)


def _stem(found: Sequence[Word]) -> str:
    """The first word of a sentence in its base form: "Deletes all" and "Deleting all", but not "Exports of a year"."""
    word = found[0].text
    known = _every_verb()
    if word in known:
        return word
    follows = found[1].text if len(found) > 1 else "of"
    if word.endswith("s") and follows not in _OF_NOUN:
        return next((it for it in (word[:-1], word[:-2]) if it in known), word)
    if word.endswith("ing"):
        bare = word[:-3]
        return next((it for it in (bare, bare + "e", bare[:-1]) if it in known), word)
    return word


@cache
def _every_verb() -> frozenset[str]:
    return frozenset().union(*(act.verbs for act in ACTS))


def _begun(found: Sequence[Word], at: int, gap: int) -> Iterator[tuple[Act, int]]:
    """The acts whose words begin at a place, with how many words they take."""
    for act in ACTS:
        for one, other in act.pairs:
            for size in range(2, min(gap + 3, len(found) - at + 1)):
                ends = (found[at].text, found[at + size - 1].text)
                turned = ends[0] in other and ends[1] in one and ends[0] not in _PARTICLES
                if turned or (ends[0] in one and ends[1] in other):
                    yield act, size
    act_of_one = _verb(found[at].text)
    if act_of_one is not None:
        yield act_of_one, 1


@cache
def _verb(word: str) -> Act | None:
    """The act of one word: a verb, or one grown together with what it is done to (`deleteall`, `sendsms`)."""
    for act in ACTS:
        if word in act.verbs:
            return act
    for act in ACTS:
        for verb in act.verbs:
            after, before = word.removeprefix(verb), word.removesuffix(verb)
            if (after != word and after in _OBJECTS) or (before != word and before in _BEFORE):
                return act
    return None


def _is_thing(act: Act, found: Sequence[Word], at: int, end: int) -> bool:
    """Whether what follows makes a thing of it ("payment methods", `/export/status`)."""
    follows = found[end].text if end < len(found) else ""
    last = found[-1].text if end < len(found) else ""
    asked = at > 0 and found[at - 1].text in _ASIDE
    return follows in act.nouns or (act.is_field and last in act.nouns) or asked


def _is_asked(act: Act, found: Sequence[Word], at: int, end: int) -> bool:
    """Whether the name, or the part of a path it stands in, begins with reading."""
    own = [word for word in found if word.segment == found[at].segment]
    head = own[0].text
    if head in ASKING:
        return True
    follows = [word.text for word in found[end:] if word.segment == found[at].segment]
    return head in READING and (act.is_field or (bool(follows) and follows[0] not in _NO_THING))
