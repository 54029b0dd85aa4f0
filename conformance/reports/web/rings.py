"""The picture of a network: a ring of systems for each island, and the links between them, as numbers to draw."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from conformance.reports.reading import Document
from conformance.reports.web.matrix import Matrix

SYSTEMS = 150
"""Systems beyond which no picture of them is read."""

WIDTH = 960.0
DOT, LETTER, LABEL = 7.0, 6.6, 20
"""Radius of a system, width of a column of text, and columns of a name that are shown."""

_GAP, _ARC, _LEAST = 56.0, 66.0, 78.0
_ROOM = 24.0  # between the names of an island and its circle, where its number stands


@dataclass(frozen=True, slots=True)
class Node:
    """A system: where it stands, and where and how its name is written."""

    name: str
    label: str
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Hull:
    """An island: the circle around its systems, and its number from one."""

    number: int
    x: float
    y: float
    radius: float
    nodes: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link from provider to consumer: a curve and the tip at its end, as SVG path data."""

    state: str
    title: str
    curve: str
    tip: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw, in the user units of a view box of this width and height."""

    width: float
    height: float
    hulls: Sequence[Hull]
    arrows: Sequence[Arrow]


def picture(document: Document, matrix: Matrix) -> Picture | None:
    """The picture of a network; None where it has more systems than anyone could tell apart."""
    islands = document["interop"]["islands"]
    if not islands or sum(map(len, islands)) > SYSTEMS:
        return None
    hulls = _packed([_ring(number, names) for number, names in enumerate(islands, 1)])
    width, height = (round(max(edge) + 4, 1) for edge in zip(*map(_corner, hulls), strict=True))
    places = {node.name: node for hull in hulls for node in hull.nodes}
    return Picture(width, height, hulls, [*_arrows(places, matrix)])


def _ring(number: int, names: Sequence[str]) -> Hull:
    """An island around the origin: one system in the middle, several on a circle with their names outside."""
    if len(names) == 1:
        nodes = [_node(names[0], 0.0, 0.0, math.pi / 2)]
    else:
        radius = max(_LEAST, len(names) * _ARC / math.tau)
        turns = [math.tau * step / len(names) - math.pi / 2 for step in range(len(names))]
        around = zip(names, turns, strict=True)
        nodes = [_node(name, radius * math.cos(turn), radius * math.sin(turn), turn) for name, turn in around]
    return Hull(number, 0.0, 0.0, max(map(_reach, nodes)) + _ROOM, nodes)


def _node(name: str, x: float, y: float, turn: float) -> Node:
    """A system at a place; its name beside it, away from the middle."""
    side = math.cos(turn)
    anchor = "middle" if abs(side) < 0.3 else "start" if side > 0 else "end"
    away = DOT + 6
    if anchor == "middle":
        below = math.sin(turn) > 0
        return Node(name, _label(name), x, y, x, y + away + 8 if below else y - away, anchor)
    return Node(name, _label(name), x, y, x + math.copysign(away, side), y + 4, anchor)


def _label(name: str) -> str:
    if cell_len(name) <= LABEL:
        return name
    kept = ""
    for letter in name:
        if cell_len(kept + letter) >= LABEL:
            break
        kept += letter
    return f"{kept}…"


def _reach(node: Node) -> float:
    """How far from the middle of its island a system's name ends."""
    width = cell_len(node.label) * LETTER
    left = node.text_x - {"start": 0.0, "middle": width / 2, "end": width}[node.anchor]
    return max(math.hypot(x, y) for x in (left, left + width) for y in (node.text_y - 10, node.text_y + 3))


def _corner(hull: Hull) -> tuple[float, float]:
    return hull.x + hull.radius, hull.y + hull.radius


def _packed(rings: Iterable[Hull]) -> list[Hull]:
    """The islands in rows from left to right, each row as high as its widest island."""
    rows: list[list[Hull]] = [[]]
    for ring in rings:
        taken = sum(2 * other.radius + _GAP for other in rows[-1])
        if rows[-1] and taken + 2 * ring.radius > WIDTH:
            rows.append([])
        rows[-1].append(ring)
    placed, top = [], 4.0
    for row in rows:
        tall, x = max(ring.radius for ring in row), 4.0
        for ring in row:
            placed.append(_moved(ring, x + ring.radius, top + tall))
            x += 2 * ring.radius + _GAP
        top += 2 * tall + _GAP
    return placed


def _moved(hull: Hull, x: float, y: float) -> Hull:
    nodes = [
        Node(
            it.name,
            it.label,
            round(it.x + x, 1),
            round(it.y + y, 1),
            round(it.text_x + x, 1),
            round(it.text_y + y, 1),
            it.anchor,
        )
        for it in hull.nodes
    ]
    return Hull(hull.number, round(x, 1), round(y, 1), round(hull.radius, 1), nodes)


def _arrows(places: Mapping[str, Node], matrix: Matrix) -> Iterable[Arrow]:
    for (provider, consumer), link in matrix.links.items():
        if provider != consumer and provider in places and consumer in places:
            curve, tip = _curve(places[provider], places[consumer])
            yield Arrow(link.state, f"{provider} → {consumer}: {link.letters}", curve, tip)


def _curve(one: Node, other: Node) -> tuple[str, str]:
    """A curve bent to its left, so that the two directions of a link are two lines, and the tip of its arrow."""
    across, down = other.x - one.x, other.y - one.y
    middle_x, middle_y = (one.x + other.x) / 2 + down * 0.16, (one.y + other.y) / 2 - across * 0.16
    start_x, start_y = _toward(one.x, one.y, middle_x, middle_y, DOT + 2)
    end_x, end_y = _toward(other.x, other.y, middle_x, middle_y, DOT + 3)
    back_x, back_y = _toward(other.x, other.y, middle_x, middle_y, DOT + 11)
    side_x, side_y = (end_y - back_y) * 0.45, (back_x - end_x) * 0.45
    curve = f"M{start_x:.1f} {start_y:.1f}Q{middle_x:.1f} {middle_y:.1f} {back_x:.1f} {back_y:.1f}"
    wings = f"L{back_x + side_x:.1f} {back_y + side_y:.1f}L{back_x - side_x:.1f} {back_y - side_y:.1f}Z"
    return curve, f"M{end_x:.1f} {end_y:.1f}{wings}"


def _toward(x: float, y: float, to_x: float, to_y: float, far: float) -> tuple[float, float]:
    """The point that lies `far` from the first toward the second."""
    length = math.hypot(to_x - x, to_y - y) or 1.0
    return x + (to_x - x) * far / length, y + (to_y - y) * far / length
