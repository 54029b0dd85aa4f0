"""Reads the tags and texts of a page in one pass, whatever is left open in it, as the HTML standard has readers do.

`html.parser` takes hours over a megabyte of `<a `, and differs from one Python to the next.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_OPENING = re.compile(r"<(?:!--|([!?])|(/?)([A-Za-z][^\s/>]*))")
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']*)))?")
_END_OF_TAG = re.compile(r"[\s/]*+>")
UNREAD = ("script", "style", "template", "title")
"""Elements whose text stands nowhere on the page."""
RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "title", "textarea")}
"""Elements whose content is text up to their own end, whatever it looks like."""


@dataclass(frozen=True, slots=True)
class Start:
    """A tag that begins an element: its name and attributes in lower case, each attribute as first stated."""

    name: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class End:
    """A tag that ends an element."""

    name: str


def pieces(text: str) -> Iterator[Start | End | str]:
    """The tags and texts of a page in order; comments, declarations and a tag the text breaks off in are left out."""
    at = 0
    while found := _OPENING.search(text, at):
        if found.start() > at:
            yield html.unescape(text[at : found.start()])
        if found[3] is None:
            end = text.find(">" if found[1] else "-->", found.end())
            if end < 0:
                return
            at = end + (1 if found[1] else 3)
            continue
        attributes, at = _attributes(text, found.end())
        if at < 0:
            return
        name = found[3].lower()
        yield End(name) if found[2] else Start(name, attributes)
        if name == "svg" and not found[2] and text[at - 2] == "/":  # of another language: there a slash closes it
            yield End(name)
        if name in RAW and not found[2]:
            closing = RAW[name].search(text, at)
            end = closing.start() if closing else len(text)
            yield text[at:end] if name in ("script", "style") else html.unescape(text[at:end])
            at = end
    if at < len(text):
        yield html.unescape(text[at:])


def words(page: str) -> str:
    """What a page says to who reads it: its texts in order, no scripts and styles, not the title of its window."""
    told: list[str] = []
    unread = ""
    for piece in pieces(page):
        if isinstance(piece, Start):
            unread = unread or (piece.name if piece.name in UNREAD else "")
        elif isinstance(piece, End):
            unread = "" if piece.name == unread else unread
        elif not unread:
            told.append(piece)
    return "".join(told)


def title(page: str) -> str:
    """The title of the window of a page, not of a drawing in it; one that is never closed swallows the page."""
    heard, opened, drawings = "", False, 0
    for piece in pieces(page):
        if isinstance(piece, str):
            heard = piece
        elif isinstance(piece, Start):
            heard, opened, drawings = "", piece.name == "title", drawings + (piece.name == "svg")
        elif piece.name == "title" and opened and heard and not drawings:
            return heard
        else:
            opened, drawings = False, max(drawings - (piece.name == "svg"), 0)
    return ""


def unbroken(text: str) -> str:
    """A text without the blanks and breaks that a page may set in it."""
    return "".join(text.split())


def digits(text: str) -> str:
    """A text's digits alone: a telephone number may be grouped in any way."""
    return re.sub(r"\D", "", text)


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag, and the place behind it; -1 where the text ends within it."""
    found: dict[str, str] = {}
    while not (end := _END_OF_TAG.match(text, at)):
        stated = _ATTRIBUTE.match(text, at)
        if stated is None:
            return found, -1
        value = next((part for part in stated.groups()[1:] if part is not None), "")
        found.setdefault(stated[1].lower(), html.unescape(value))
        at = stated.end()
    return found, end.end()
