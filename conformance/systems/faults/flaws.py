"""Faults that would change nothing, and where each is written."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from conformance.systems.faults import Fault, by_file, faults
from conformance.systems.faults.fault import Flaw, NoChangeError
from conformance.systems.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Written:
    """Where a fault is written: file, line and column from 1, and the line itself."""

    file: Path
    line: int
    column: int
    source: str


def without_effect() -> Iterator[NoChangeError]:
    """Every fault that would change nothing on a sound system of one of its kinds, or fits none."""
    for fault in (fault for _, made in by_file() for fault in made):
        if not any(fault.fits(kind) for kind in KINDS):
            yield NoChangeError(fault, "", Flaw("", tuple(KINDS)))
    for kind, system in KINDS.items():
        sound = system()
        for fault in faults(kind).values():
            yield from (NoChangeError(fault, kind, flaw) for flaw in fault.apply.flaws(sound))


def written(fault: Fault, name: str = "") -> Written:
    """Where a fault is written, and in it a name: the first of its lines that holds it. Raises LookupError."""
    for file, made in by_file():
        alike = [one for one in made if one.key == fault.key]
        if fault in alike:
            text = file.read_text(encoding="utf-8")
            call = [*_calls(ast.parse(text), fault)][alike.index(fault)]
            return _within(file, text.splitlines(), call, name)
    raise LookupError(f"{fault.key} is in no file of faults")


def _calls(tree: ast.AST, fault: Fault) -> Iterable[ast.Call]:
    """The calls that make faults of that clause and variant, in their order."""
    word = fault.clause.rpartition(".")[2]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    made = [call for call in calls if _said(call.args[0]).split(".")[-1] == word and _variant(call) == fault.variant]
    return sorted(made, key=lambda call: call.lineno)


def _said(node: ast.expr) -> str:
    """The text a literal ends with."""
    while isinstance(node, ast.JoinedStr):
        node = node.values[-1]
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _variant(call: ast.Call) -> str:
    return next((_said(given.value) for given in call.keywords if given.arg == "variant"), "")


def _within(file: Path, lines: list[str], call: ast.Call, name: str) -> Written:
    for number in range(call.lineno, (call.end_lineno or call.lineno) + 1):
        if name and f'"{name}"' in lines[number - 1]:
            return Written(file, number, lines[number - 1].index(f'"{name}"') + 2, lines[number - 1])
    return Written(file, call.lineno, call.col_offset + 1, lines[call.lineno - 1])
