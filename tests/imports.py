"""Which module of the package imports which, read from the source, wherever the import stands; and what goes round."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import networkx

Modules = Mapping[str, ast.Module]


def modules(root: Path, package: str) -> dict[str, ast.Module]:
    """Every module of a package that lies in `root`, by its dotted name."""
    files = {file.relative_to(root).with_suffix(""): file for file in sorted((root / package).rglob("*.py"))}
    named = {".".join(place.parts).removesuffix(".__init__"): file for place, file in files.items()}
    return {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in named.items()}


def imports(known: Modules, for_types_too: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Who imports whom, at the top or in a function; one for type checkers only where `for_types_too` of the importer.

    A module that is named in a string, to be loaded by that name, counts as imported.
    """
    for name, tree in known.items():
        left_out = set() if for_types_too(name) else {it for block in _for_types(tree) for it in ast.walk(block)}
        for node in ast.walk(tree):
            if node not in left_out:
                yield from ((name, other) for other in _named(node, known) if other != name)


def _for_types(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).rpartition(".")[2] == "TYPE_CHECKING":
            yield from node.body


def _named(node: ast.AST, known: Modules) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in known)
    elif isinstance(node, ast.ImportFrom):
        assert not node.level, "no import of ours is relative"
        for alias in node.names:
            yield from [it for it in (f"{node.module}.{alias.name}", node.module or "") if it in known][:1]
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known:
        yield node.value


def circles(pairs: Iterator[tuple[str, str]]) -> list[list[str]]:
    """The groups of names each of which leads back to itself through others."""
    graph = networkx.DiGraph(pair for pair in pairs if pair[0] != pair[1])
    return sorted(sorted(group) for group in networkx.strongly_connected_components(graph) if len(group) > 1)
