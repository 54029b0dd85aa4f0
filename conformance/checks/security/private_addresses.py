"""Private addresses in a text: told from the numbers of pictures and versions, which look the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.checks.markup import Start, pieces

ADDRESS = re.compile(
    r"(?<![\w.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?::\d{2,5})?(?![\w.]|-\d)"
)
_READ = frozenset(["action", "alt", "content", "href", "src", "title", "value"])
"""Attributes whose text is told to callers or leads somewhere; others hold coordinates, styles and data of the page."""
_AROUND = 40
"""Characters before and after an address in which a word tells that it is one."""
_BEFORE = re.compile(
    r"(?i)(?://|@|(?<![a-z])(?:address|addr|backend|client|connect|dial|from|gateway|host|hostname|inet|ip|ipv4|listen|node"
    r"|peer|proxy|remote|server|tcp|to|upstream|via)(?![a-z])[\s\"'=:(\[]*|(?:地址|主机|内网|节点|服务器)[\s:：为是]*)$"
)
_AFTER = re.compile(
    r"(?i)^\W{0,3}(?:\w+\W){0,2}(?:closed|connection|denied|down|failed|not responding|refused|reset|timed out"
    r"|timeout|unavailable|unreachable|拒绝|超时|无法|不可达)"
)


def private_addresses(text: str, is_page: bool) -> Iterator[tuple[str, bool]]:
    """The private addresses in a text, each with whether its surroundings leave no doubt that it is one."""
    said = "\n".join(map(_read, _apart(text))) if is_page else text
    for found in ADDRESS.finditer(said):
        address, _, port = found[0].partition(":")
        if any(int(part) > 255 for part in address.split(".")):
            continue
        before, after = said[max(0, found.start() - _AROUND) : found.start()], said[found.end() :][:_AROUND]
        yield found[0], bool(port or _BEFORE.search(before) or _AFTER.search(after))


def _apart(page: str) -> list[str]:
    """A page and its comments, which nobody sees who does not look, and which often name the system behind."""
    return [page, *(part.partition("-->")[0] for part in page.split("<!--")[1:])]


def _read(page: str) -> str:
    """What a page tells: its texts and the attributes that do, a line each; no styles and no pictures drawn in it."""
    told: list[str] = []
    drawing = 0
    skipped = ""
    for piece in pieces(page):
        if isinstance(piece, Start):
            drawing += piece.name == "svg"
            skipped = piece.name if piece.name == "style" else ""
            told += [value for name, value in piece.attributes.items() if name in _READ] if not drawing else []
        elif isinstance(piece, str):
            told += [] if drawing or skipped else [piece]
        else:
            drawing -= bool(drawing) and piece.name == "svg"
            skipped = ""
    return "\n".join(told)
