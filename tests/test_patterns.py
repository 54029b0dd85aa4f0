"""Every pattern of ours meets a megabyte of its worst: none costs more than in proportion to what it reads.

Patterns are found by walking the package and the data, so that a new one is covered by itself.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from ruamel.yaml import YAML

import conformance
from conformance.checks.security import access
from conformance.engine.replay import stated_body
from conformance.model.target import Credential
from conformance.reports import normaliser
from conformance.systems import faults
from conformance.wire import unescaping
from conformance.wire.writings import Writings
from tests.pumping import Pump, at_most, cost, pumped, pumps, using

PACKAGE = Path(conformance.__path__[0])
DATA = PACKAGE.parent / "standards"
SIEVE, EARLY, LARGE = 2_000, 12_000, 1_000_000
"""Characters: to find the worst, to see early how it grows, and to hold it to that."""
SECONDS = 3.0
"""Of processor time for a megabyte at most, on a machine that is not ours alone."""
UNMEASURED = 0.3
"""Seconds below which growth is noise; what is quadratic takes longer even on the early text."""
GROWTH = 9.0
"""What four times the text may cost; twice linear, half of quadratic."""

METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(conformance.__path__, "conformance."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def held(value: Any, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    """The patterns a global of a module holds, in whatever it is."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, Mapping):
        for each in value.values():
            yield from held(each, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from held(each, depth - 1)


@cache
def sources() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}


@cache
def used() -> dict[str, set[str]]:
    """The methods that are called on each name that may hold a pattern."""
    found: dict[str, set[str]] = {}
    for tree in sources().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, ast.Name):
                found.setdefault(node.value.id, set()).add(node.attr)
    return found


def of_globals() -> Iterator[tuple[str, re.Pattern[Any], set[str]]]:
    """Compiled patterns of modules, and how they are used; in every way, where that cannot be told."""
    for module in modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(held(value)):
                methods = used().get(name) if isinstance(value, re.Pattern) else None
                yield f"{module.__name__}.{name}[{number}]", pattern, methods or {"search", "finditer"}


def calls() -> Iterator[tuple[Path, ast.Call, bool]]:
    """Every call of a function of `re` that takes a pattern, and whether it is made as the module is loaded."""
    for file, tree in sources().items():
        top = {id(node) for statement in tree.body if not _is_function(statement) for node in ast.walk(statement)}
        for node in ast.walk(tree):
            function = node.func if isinstance(node, ast.Call) else None
            named = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
            if named and function.value.id == "re" and function.attr in (*METHODS, "compile"):  # type: ignore[union-attr] # just asked
                yield file, node, id(node) in top  # type: ignore[misc] # a call


def _is_function(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def in_place() -> Iterator[tuple[str, re.Pattern[Any], set[str]]]:
    """Patterns written where they are used."""
    for file, call, at_the_top in calls():
        written = call.args[0]
        if isinstance(written, ast.Constant) and not at_the_top:
            flags = reduce(or_, (getattr(re, name.attr) for name in _flags(call)), re.RegexFlag(0))
            method = call.func.attr  # type: ignore[attr-defined] # a name of `re`
            methods = {"search", "finditer"} if method == "compile" else {method}
            yield f"{file.relative_to(PACKAGE)}:{call.lineno}", re.compile(written.value, flags), methods


def _flags(call: ast.Call) -> Iterator[ast.Attribute]:
    for argument in (*call.args[1:], *(word.value for word in call.keywords)):
        for part in ast.walk(argument):
            named = isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)
            if named and part.value.id == "re" and part.attr.isupper():
                yield part


EVERY = {name: (pattern, methods) for name, pattern, methods in (*of_globals(), *in_place())}


def of_data(node: Any) -> Iterator[str]:
    """The values of `pattern` in a document."""
    if isinstance(node, Mapping):
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        for part in node.values():
            yield from of_data(part)
    elif isinstance(node, list):
        for part in node:
            yield from of_data(part)


@cache
def written_in_data() -> list[str]:
    files = [file for folder in (DATA, DATA.parent / "profiles", PACKAGE) for file in sorted(folder.rglob("*"))]
    found: dict[str, None] = {}
    for file in files:
        if file.suffix == ".json":
            found |= dict.fromkeys(of_data(json.loads(file.read_text(encoding="utf-8"))))
        elif file.suffix == ".yaml" and PACKAGE not in file.parents:  # those of the package are templates
            found |= dict.fromkeys(of_data(YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))))
    return list(found)


def is_linear(pattern: re.Pattern[Any], methods: set[str]) -> None:
    """No pump makes the pattern cost more than in proportion to its length."""
    source = pattern.pattern
    in_bytes = isinstance(source, bytes)
    made = pumps(source.decode("latin-1"), 0) if in_bytes else pumps(source, pattern.flags & ~re.UNICODE)

    def text(pump: Pump, size: int) -> Any:
        return pumped(pump, size).encode("latin-1", "replace") if in_bytes else pumped(pump, size)

    for method in sorted(methods):
        run = using(pattern, method)

        def costs(pump: Pump, size: int, best_of: int = 1, run: Any = run, method: str = method) -> float:
            subject = text(pump, size)
            with at_most(SECONDS * best_of, f"{method} on {pump!r} of {size}"):
                return cost(lambda: run(subject), best_of)

        worst = sorted(made, key=lambda pump: costs(pump, SIEVE), reverse=True)[:3]
        for pump in worst:
            grows_in_proportion(pump, *(costs(pump, size, 2) for size in (EARLY, 4 * EARLY)))
        grows_in_proportion(worst[0], *(costs(worst[0], size, 2) for size in (LARGE // 4, LARGE)))


def grows_in_proportion(pump: Pump, small: float, great: float) -> None:
    assert great < max(UNMEASURED, GROWTH * small), (pump, small, great)


@pytest.mark.parametrize("name", EVERY)
def test_a_pattern_is_linear_on_its_worst(name: str) -> None:
    is_linear(*EVERY[name])


# Patterns made of what is found elsewhere, at their worst: secrets, addresses and ids that begin alike.
ALIKE = [f"{'a' * 40}{number}" for number in range(8)]
MADE: Mapping[str, Callable[[], re.Pattern[Any]]] = {
    "wire/writings.py": lambda: Writings(Credential(word, "HUTONG_X", secret=word) for word in ALIKE)._pattern,  # type: ignore[return-value,dict-item] # there are secrets
    "checks/security/access.py": lambda: access._of_variables(ALIKE),
    "engine/replay/stated_body.py": lambda: stated_body._any_of(ALIKE),
    "norms/argument_flaws.py": lambda: re.compile(written_in_data()[0]),  # of the data, each of which is held below
    "systems/faults/__init__.py": lambda: faults._call_of(f"support.paging.{ALIKE[0]}"),
    "wire/unescaping.py": lambda: unescaping._OF_ALL[False][0],  # type: ignore[dict-item] # of bytes
    "reports/normaliser.py _addresses": lambda: normaliser._addresses(["http", "https"], ALIKE),
    "reports/normaliser.py renamer_of_all": lambda: re.compile("|".join(map(re.escape, ALIKE))),
}


@pytest.mark.parametrize("name", MADE)
def test_a_pattern_that_is_made_as_we_go_is_linear(name: str) -> None:
    is_linear(MADE[name](), {"search", "sub"})


def test_every_place_where_a_pattern_is_made_is_known() -> None:
    places = [
        str(file.relative_to(PACKAGE))
        for file, call, at_the_top in calls()
        if not at_the_top and not isinstance(call.args[0], ast.Constant)
    ]
    assert sorted(places) == sorted(name.partition(" ")[0] for name in MADE)


@pytest.mark.parametrize("pattern", written_in_data())
def test_a_pattern_of_the_data_is_linear_by_both_engines(pattern: str) -> None:
    """Python reads our own files with it, where messages matter; a linear engine reads everything else."""
    is_linear(re.compile(pattern), {"search"})
    jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions())


def test_the_walk_finds_what_there_is() -> None:
    assert "conformance.checks.security.exposure.INTERNALS[0]" in EVERY
    assert "conformance.wire.masking._CANDIDATE[0]" in EVERY
    assert len(EVERY) > 60
    assert len(written_in_data()) > 30


def test_the_measure_tells_quadratic_from_linear() -> None:
    is_linear(re.compile(r"\w+\.[0-9]"), {"match"})
    for slow in (r"[a-z]+=:x", r"^(a|a)*$", r"a.*b", r"(?:\w+\s?)+!"):
        with pytest.raises(AssertionError):
            is_linear(re.compile(slow), {"search"})
