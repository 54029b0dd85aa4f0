"""The mutants of a module: what each changes, where, and the module's code with the change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import decode_source, find_spec
from itertools import zip_longest
from pathlib import Path
from types import CodeType

from conformance.measure.differing import near_difference
from conformance.measure.mutants.operators import OPERATORS
from conformance.measure.mutants.places import changed, places


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a module: by which operator, at which place of it, and which of its ways there; line from 1."""

    module: str
    operator: str
    place: int
    way: int
    line: int

    @property
    def key(self) -> str:
        """Its name; the same for the same source."""
        return f"{self.module}:{self.line}:{self.operator}:{self.place}.{self.way}"


def source_of(module: str) -> tuple[str, str]:
    """The source of a module and its file, without importing it. Raises LookupError."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise LookupError(f"there is no source of {module}")
    return decode_source(Path(spec.origin).read_bytes()), spec.origin


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its places. A change that leaves the source as it was is none."""
    for number, place in enumerate(places(ast.parse(source))):
        for name, operator in OPERATORS.items():
            for way, instead in enumerate(operator(place)):
                if instead is None or ast.dump(instead) != ast.dump(place.node):
                    yield Mutant(module, name, number, way, _line(place.node, place.above))


def _line(node: ast.AST, above: tuple[ast.AST, ...]) -> int:
    return next((each.lineno for each in (node, *above) if hasattr(each, "lineno")), 1)


def mutated(mutant: Mutant, source: str) -> ast.Module:
    """The tree of a module's source with the change of a mutant. Raises LookupError where the source is another."""
    tree = ast.parse(source)
    for number, place in enumerate(places(tree)):
        if number == mutant.place:
            for way, instead in enumerate(OPERATORS[mutant.operator](place)):
                if way == mutant.way:
                    return changed(tree, place.node, instead)
    raise LookupError(mutant.key)


def code_of(mutant: Mutant, source: str, file: str) -> CodeType:
    """The compiled module with the change. Raises SyntaxError, ValueError where it cannot be compiled."""
    return compile(mutated(mutant, source), file, "exec", dont_inherit=True)


def shown(mutant: Mutant, source: str) -> tuple[str, str]:
    """The first line that differs, written out plainly, before and after the change: of a long one what is near it."""
    before = ast.unparse(ast.parse(source)).splitlines()
    after = ast.unparse(mutated(mutant, source)).splitlines()
    pairs = zip_longest(before, after, fillvalue="")
    one, other = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    return near_difference(one.strip(), other.strip())
