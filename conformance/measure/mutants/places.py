"""The places of a module's source where it may be changed, in order, and the source with one of them changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_UNCHANGED = {"annotation", "returns", "decorator_list", "bases", "keywords"}
"""What only says what things are; `keywords` of a class, those of a call are places."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the source, and what it stands in, the nearest first."""

    node: ast.AST
    above: tuple[ast.AST, ...]

    @property
    def parent(self) -> ast.AST | None:
        return self.above[0] if self.above else None


def places(tree: ast.Module) -> Iterator[Place]:
    """Every place in the order of the source; imports, types, decorators and docstrings are none."""
    yield from _below(tree, ())


def _below(node: ast.AST, above: tuple[ast.AST, ...]) -> Iterator[Place]:
    for name, value in ast.iter_fields(node):
        if name in _UNCHANGED and not (name == "keywords" and isinstance(node, ast.Call)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_none(child):
                yield Place(child, (node, *above))
                yield from _below(child, (node, *above))


def _is_none(node: ast.AST) -> bool:
    """Whether a node is no place, with all below it."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def changed(tree: ast.Module, target: ast.AST, instead: ast.AST | None) -> ast.Module:
    """The tree with a node replaced, in place; None drops a statement."""
    _Replacing(target, ast.Pass() if instead is None else instead).visit(tree)
    return ast.fix_missing_locations(tree)


class _Replacing(ast.NodeTransformer):
    def __init__(self, target: ast.AST, instead: ast.AST) -> None:
        self._target, self._instead = target, instead

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self._target:
            return ast.copy_location(self._instead, node)
        kept: ast.AST = self.generic_visit(node)
        return kept
