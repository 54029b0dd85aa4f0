"""A result is of a system or of a network: that is asked in one place, and both answers lead to the same parts."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import conformance.reports
from conformance.reports import subject

FOLDER = Path(conformance.reports.__file__).parent
FILES = [*sorted(FOLDER.rglob("*.py"))]


def used(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What is taken of which part: `part(document, "rows").rows`, or the same by way of a name."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        named = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and (name := _part(node.value)):
                named[ast.unparse(node.targets[0])] = name
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
                pairs = zip(node.targets[0].elts, getattr(node.value, "elts", ()), strict=False)
                named |= {ast.unparse(one): name for one, value in pairs if (name := _part(value))}
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and (name := _part(node.value) or named.get(ast.unparse(node.value))):
                yield name, node.attr


def _part(node: ast.AST) -> str:
    is_part = isinstance(node, ast.Call) and ast.unparse(node.func) == "part"
    return ast.literal_eval(node.args[1]) if is_part else ""  # type: ignore[attr-defined] # a call, as just seen


USED = sorted({it for file in FILES for it in used(ast.parse(file.read_text(encoding="utf-8")))})


@pytest.mark.parametrize(("name", "attribute"), USED)
def test_both_rooms_have_what_is_taken_of_a_part(name: str, attribute: str) -> None:
    for room in ("system", "network"):
        assert hasattr(importlib.import_module(f"conformance.reports.{room}.{name}"), attribute)


def test_every_call_for_a_part_is_looked_at() -> None:
    calls = sum(file.read_text(encoding="utf-8").count("part(document,") for file in FILES)
    assert len(USED) >= calls - 2 > 10
    assert {"terminal", "plain", "rows", "cases", "summary", "alerts", "sentences"} == {name for name, _ in USED}


def test_which_it_is_is_asked_in_one_place() -> None:
    asking = {file.name for file in FILES if '"interop" in' in file.read_text(encoding="utf-8")}
    templates = [file for file in FOLDER.rglob("*.j2") if "'interop' in" in file.read_text(encoding="utf-8")]
    assert asking == {Path(subject.__file__).name}
    assert not templates
