"""Conditions that decide otherwise: comparisons flipped or shifted, tests negated, operands and filters dropped."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from conformance.measure.mutants.places import Place

_FLIPPED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_SHIFTED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}


def flip_comparison(place: Place) -> Iterator[ast.AST]:
    """A comparison says the opposite."""
    yield from _compared(place.node, _FLIPPED)


def shift_comparison(place: Place) -> Iterator[ast.AST]:
    """A comparison of order takes in its bound, or leaves it out."""
    yield from _compared(place.node, _SHIFTED)


def _compared(node: ast.AST, instead: Mapping[type[ast.cmpop], type[ast.cmpop]]) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for at, each in enumerate(node.ops):
            if other := instead.get(type(each)):
                yield ast.Compare(node.left, [*node.ops[:at], other(), *node.ops[at + 1 :]], node.comparators)


def negate_condition(place: Place) -> Iterator[ast.AST]:
    """A test that is no comparison decides the other way round."""
    node = place.node
    if isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.Compare):
        test = node.test
        is_negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        other = test.operand if is_negated and isinstance(test, ast.UnaryOp) else ast.UnaryOp(ast.Not(), test)
        if isinstance(node, ast.If):
            yield ast.If(other, node.body, node.orelse)
        else:
            yield ast.IfExp(other, node.body, node.orelse)


def swap_logic(place: Place) -> Iterator[ast.AST]:
    """`and` becomes `or`, and the other way round."""
    node = place.node
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def drop_operand(place: Place) -> Iterator[ast.AST]:
    """One of several conditions, or fallbacks, is forgotten."""
    node = place.node
    if isinstance(node, ast.BoolOp):
        for at in range(len(node.values)):
            left = [*node.values[:at], *node.values[at + 1 :]]
            yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def take_branch(place: Place) -> Iterator[ast.AST]:
    """Of two values that a condition chooses from, one is taken whatever it says."""
    if isinstance(place.node, ast.IfExp):
        yield place.node.body
        yield place.node.orelse


def drop_filter(place: Place) -> Iterator[ast.AST]:
    """What a comprehension leaves out is let in."""
    node = place.node
    if not isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return
    for at, part in enumerate(node.generators):
        for left_out in range(len(part.ifs)):
            ifs = [*part.ifs[:left_out], *part.ifs[left_out + 1 :]]
            fresh = ast.comprehension(part.target, part.iter, ifs, part.is_async)
            yield _with_generators(node, [*node.generators[:at], fresh, *node.generators[at + 1 :]])


def _with_generators(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, parts: list[ast.comprehension]
) -> ast.AST:
    if isinstance(node, ast.DictComp):
        return ast.DictComp(node.key, node.value, parts)
    return type(node)(node.elt, parts)
