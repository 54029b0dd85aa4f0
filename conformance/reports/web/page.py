"""Makes the page, and the pages beside it, of a JSON report."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from conformance.model.text import Lang
from conformance.reports.reading import Document, Node
from conformance.reports.subject import room
from conformance.reports.web import view
from conformance.reports.web.setting import templates

INDEX, STYLE, ICON = "index.html", "style.css", "icon.svg"

LIMIT = 2_000_000
"""Bytes of the page."""

FRAME, LINK, DRAWER = 55, 35, 90
"""Bytes of the element that holds a line, its id left out; of a link around it; of what holds a drawer besides."""

AROUND = 120_000
"""Bytes kept for what is neither a clause nor a pair: head, coverage, pictures, style."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause or a pair as the page shows it: its place, a line, and its drawer or where that lies."""

    node: Node
    place: str
    line: Markup
    drawer: Markup | None
    beside: str = ""


def pages(document: Document, lang: Lang, linked: bool) -> dict[str, bytes]:
    """The files of the page by relative path. `linked`: style and long evidence in files beside it, nothing inline."""
    made = templates(__package__, document, lang, bilingual=True)
    style = _file("page.css")
    head = {"linked": linked, "style": Markup(style), "seal": _seal(style), "root": ""}  # noqa: S704 - our own file
    kind = room(document)
    groups = view.groups(document)
    macros: Any = made.get_template(f"{kind}_entry.j2").module
    entries = _entries([node for group in groups for node in group.nodes], macros, linked)
    shown = {id(entry.node): entry for entry in entries}
    page = made.get_template(f"{kind}.html.j2")
    full = any(entry.drawer is None for entry in entries)
    files = {INDEX: page.render(head, groups=groups, full=full, shown=lambda node: shown[id(node)])}
    if linked:
        files |= {STYLE: style, ICON: _file(ICON)}
        files |= _beside(entries, macros, made, {**head, "root": "../"})
    return {name: text.encode("utf-8", "backslashreplace") for name, text in files.items()}


def _file(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _seal(style: str) -> str:
    """The digest by which a policy lets one inline style through and no other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _entries(nodes: Sequence[Node], macros: Any, linked: bool) -> list[Entry]:
    """Every node with its line; drawers in the order given, as long as there is room."""
    room = LIMIT - AROUND - len(nodes) * (FRAME + LINK * linked) - _size(map(view.anchor, nodes))
    lines = [macros.line(node, brief=False) for node in nodes]
    if _size(lines) > room:
        lines = [macros.line(node, brief=True) for node in nodes]
    room -= _size(lines)
    entries: list[Entry] = []
    places = _places(nodes)
    for number, (node, line) in enumerate(zip(nodes, lines, strict=True), 1):
        drawer = macros.drawer(node)
        size = _size([drawer]) + DRAWER
        fits = size <= room
        room -= size if fits else 0
        beside = f"evidence/{number:05}.html" if linked and not fits and view.proven(node) else ""
        entries.append(Entry(node, places[number - 1], line, drawer if fits else None, beside))
    return entries


def _places(nodes: Iterable[Node]) -> list[str]:
    """The anchor of each node; of nodes that share one, the first has it and the others have their number in it too."""
    met: Counter[str] = Counter()
    places = []
    for anchor in map(view.anchor, nodes):
        places.append(f"{anchor}-{met[anchor]}" if met[anchor] else anchor)
        met[anchor] += 1
    return places


def _size(parts: Iterable[str]) -> int:
    return sum(len(part.encode("utf-8", "backslashreplace")) for part in parts)


def _beside(entries: Iterable[Entry], macros: Any, made: Environment, head: dict[str, Any]) -> dict[str, str]:
    page = made.get_template("beside.html.j2")
    return {it.beside: page.render(head, entry=it, drawer=macros.drawer(it.node)) for it in entries if it.beside}
