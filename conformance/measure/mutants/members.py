"""Something that is missing in an answer or a table: a member, a header, an element."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from conformance.measure.mutants.dropping import sets_header
from conformance.measure.mutants.places import Place

_HEADER = re.compile(r"[A-Z][A-Za-z]*(-[A-Z][A-Za-z]*)*")


def drop_key(place: Place) -> Iterator[ast.AST]:
    """A member is left out of what is made."""
    yield from _without(place.node, is_header=False)


def drop_header(place: Place) -> Iterator[ast.AST | None]:
    """A header is left out of an answer."""
    node = place.node
    if sets_header(node):
        yield None
    if isinstance(node, ast.Call):
        for word in node.keywords:
            if word.arg == "headers":
                yield ast.Call(node.func, node.args, [each for each in node.keywords if each is not word])
    yield from _without(node, is_header=True)


def _without(node: ast.AST, is_header: bool) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Dict):
        return
    for at, key in enumerate(node.keys):
        named = isinstance(key, ast.Constant) and isinstance(key.value, str) and _HEADER.fullmatch(key.value)
        if bool(named) == is_header:
            yield ast.Dict([*node.keys[:at], *node.keys[at + 1 :]], [*node.values[:at], *node.values[at + 1 :]])


def drop_element(place: Place) -> Iterator[ast.AST]:
    """One of the texts, numbers or rows of a table is missing; a row itself keeps its length."""
    node = place.node
    if not isinstance(node, ast.Tuple | ast.List | ast.Set) or len(node.elts) < 2:
        return
    if isinstance(place.parent, ast.Tuple | ast.List) or not _is_table(node.elts):
        return
    for at in range(len(node.elts)):
        left = [*node.elts[:at], *node.elts[at + 1 :]]
        yield ast.Set(left) if isinstance(node, ast.Set) else type(node)(left, ast.Load())


def _is_table(elements: list[ast.expr]) -> bool:
    return any(all(isinstance(each, kind) for each in elements) for kind in (ast.Constant, ast.Tuple))
