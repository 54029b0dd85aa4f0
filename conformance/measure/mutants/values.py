"""A value that is another: a status, a number, a yes or no, a text of the code, the form of a date, a page's bounds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from conformance.measure.mutants.places import Place

_STATUSES: Mapping[int, int] = {
    200: 201,
    201: 200,
    202: 200,
    204: 200,
    303: 302,
    304: 200,
    400: 422,
    401: 403,
    403: 404,
    404: 400,
    405: 404,
    406: 415,
    409: 400,
    410: 404,
    412: 409,
    413: 400,
    415: 400,
    422: 400,
    428: 400,
    429: 503,
    500: 503,
}
"""The status that is easily taken for another."""
_CODE = re.compile(r"[!-~]+")
"""Texts of the code: names, states, media types; what people read has blanks or Chinese in it."""


def swap_status(place: Place) -> Iterator[ast.AST]:
    """An answer has another status."""
    node = place.node
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value in _STATUSES:
        yield ast.Constant(_STATUSES[node.value])


def shift_number(place: Place) -> Iterator[ast.AST]:
    """A number is one more."""
    node = place.node
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value not in _STATUSES:
        yield ast.Constant(node.value + 1)


def flip_boolean(place: Place) -> Iterator[ast.AST]:
    """Yes becomes no."""
    node = place.node
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)


def change_text(place: Place) -> Iterator[ast.AST]:
    """A text of the code is misspelt; the keys of what is made are left, they are dropped."""
    node, parent = place.node, place.parent
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value)):
        return
    if isinstance(parent, ast.Dict) and node in parent.keys:
        return
    if not isinstance(parent, ast.JoinedStr | ast.FormattedValue | ast.Subscript):
        yield ast.Constant(f"{node.value}x")


def change_date_form(place: Place) -> Iterator[ast.AST]:
    """A moment is written in another form, or a length of time is in another unit."""
    node = place.node
    if not isinstance(node, ast.Call):
        return
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "isoformat":
        yield ast.Call(ast.Name("str", ast.Load()), [node.func.value], [])  # type: ignore[attr-defined] # it has an attribute
        if node.keywords:
            for form in ("minutes", "milliseconds"):
                yield ast.Call(node.func, node.args, [ast.keyword("timespec", ast.Constant(form))])
    if name == "timedelta":
        for word in node.keywords:
            if word.arg == "days":
                kept = [each for each in node.keywords if each is not word]
                yield ast.Call(node.func, node.args, [*kept, ast.keyword("hours", word.value)])


def shift_slice(place: Place) -> Iterator[ast.AST]:
    """A part that is cut out begins one later, or ends one earlier."""
    node = place.node
    if isinstance(node, ast.Slice):
        one = ast.Constant(1)
        if node.lower is not None:
            yield ast.Slice(ast.BinOp(node.lower, ast.Add(), one), node.upper, node.step)
        if node.upper is not None:
            yield ast.Slice(node.lower, ast.BinOp(node.upper, ast.Sub(), one), node.step)


def swap_arithmetic(place: Place) -> Iterator[ast.AST]:
    """A sum becomes a difference, a product a quotient, and the other way round."""
    node = place.node
    if not isinstance(node, ast.BinOp) or any(_is_text(each) for each in (node.left, node.right)):
        return
    swapped: Mapping[type[ast.operator], type[ast.operator]] = {
        ast.Add: ast.Sub,
        ast.Sub: ast.Add,
        ast.Mult: ast.FloorDiv,
        ast.FloorDiv: ast.Mult,
        ast.Mod: ast.FloorDiv,
    }
    if other := swapped.get(type(node.op)):
        yield ast.BinOp(node.left, other(), node.right)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
