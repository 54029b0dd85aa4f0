"""Something that is no longer done: a statement, a check of rights, an audit write, a sort."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from conformance.measure.mutants.places import Place

_IN_ORDER = re.compile(r" order by (?:(?! order by | limit)[\w, ])+(?= limit|$)")
_LEAST = {"strip", "lower", "upper", "casefold"}
"""Methods that make texts alike before they are compared."""


def drop_statement(place: Place) -> Iterator[None]:
    """What is done for its effect is left undone."""
    node = place.node
    if _is_effect(node) and not (_is_audit(node) or _is_check(node) or sets_header(node)):
        yield None


def drop_check(place: Place) -> Iterator[None]:
    """What is refused is let through: an `if` that only raises, or a call that refuses."""
    if _is_check(place.node):
        yield None


def drop_audit(place: Place) -> Iterator[None]:
    """What is audited is not noted."""
    if _is_effect(place.node) and _is_audit(place.node):
        yield None


def drop_guard(place: Place) -> Iterator[None]:
    """A case that is dealt with early is dealt with like all others."""
    node = place.node
    leaves = (ast.Return, ast.Continue, ast.Break)
    if isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], leaves):
        yield None


def drop_sort(place: Place) -> Iterator[ast.AST]:
    """What is in an order is in the order it came: `sorted`, `reversed`, `order by`, `desc`."""
    node = place.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        if node.func.id in ("sorted", "reversed"):
            yield ast.Call(ast.Name("list", ast.Load()), [node.args[0]], [])
        if node.func.id in ("sorted", "max", "min") and any(word.arg == "key" for word in node.keywords):
            yield ast.Call(node.func, node.args, [word for word in node.keywords if word.arg != "key"])
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        for other in (_IN_ORDER.sub("", node.value), node.value.replace(" desc", "")):
            if other != node.value:
                yield ast.Constant(other)


def drop_likening(place: Place) -> Iterator[ast.AST]:
    """A text is taken as it is, with its blanks and its case."""
    node = place.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _LEAST:
        yield node.func.value


def _is_effect(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
    return isinstance(node, ast.AugAssign | ast.Delete)


def _is_audit(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and bool({"audit", "journal"} & _names(node.value))


def _is_check(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return not node.orelse and isinstance(node.body[-1], ast.Raise)
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    names = _names(node.value)
    return bool({"rules", "checking"} & names) or any(name.startswith("may_") for name in names)


def sets_header(node: ast.AST) -> bool:
    """Whether a statement puts a header on an answer."""
    return isinstance(node, ast.Assign) and "headers" in _names(node.targets[0])


def _names(node: ast.AST) -> set[str]:
    """The names of what is called, from the object to the method; of a target likewise."""
    called = node.func if isinstance(node, ast.Call) else node
    found = set[str]()
    while isinstance(called, ast.Attribute | ast.Subscript):
        if isinstance(called, ast.Attribute):
            found.add(called.attr)
        called = called.value
    return found
