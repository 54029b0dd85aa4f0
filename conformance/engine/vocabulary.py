"""The names a clause may use: every probe and check there is, found in the folders they live in."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

import conformance.checks
import conformance.probes
from conformance.model.asking import CheckEntry, ProbeEntry, Subject, Vocabulary
from conformance.model.contract import Contract, Schema
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.network import Pair

SUBJECTS: Mapping[type, Subject] = {Exchange: "exchange", Trace: "trace", Value: "value"}
GIVEN = {"today": date, "contract": Contract, "pair": Pair}
"""Parameters the engine fills in, whatever `with:` says."""


@dataclass(frozen=True)
class Tools:
    """The probes and checks themselves, by name, beside what the vocabulary says of them."""

    vocabulary: Vocabulary
    probes: Mapping[str, ModuleType]
    checks: Mapping[str, Callable[..., Iterator[Finding]]]


@cache
def tools() -> Tools:
    """Every probe and check of this release. Raises ValueError where two checks share a name."""
    probes = {_name(module.__name__): module for module in _modules(conformance.probes) if hasattr(module, "probe")}
    functions: dict[str, Callable[..., Iterator[Finding]]] = {}
    for name, function in _judging():
        if name in functions:
            raise ValueError(f"two checks are called {name}: {_file(functions[name])}, {_file(function)}")
        functions[name] = function
    return Tools(
        Vocabulary(
            probes={name: _probe_entry(name, module) for name, module in sorted(probes.items())},
            checks={name: _check_entry(name, function) for name, function in sorted(functions.items())},
        ),
        probes,
        functions,
    )


def _judging() -> Iterator[tuple[str, Callable[..., Iterator[Finding]]]]:
    """Every check by its name, as often as there is one of that name."""
    for module in _modules(conformance.checks):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_") and _judges(function):
                yield _name(name), function


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not found.ispkg:
            yield importlib.import_module(found.name)


def _name(dotted: str) -> str:
    return dotted.rpartition(".")[2].replace("_", "-")


def _judges(function: Callable[..., Any]) -> bool:
    hints = get_type_hints(function)
    first = next(iter(inspect.signature(function).parameters), "")
    return hints.get(first) in SUBJECTS and hints.get("return") == Iterator[Finding]


def _probe_entry(name: str, module: ModuleType) -> ProbeEntry:
    line, pair = inspect.getsourcelines(module.probe)[1], "parties" in inspect.signature(module.probe).parameters
    return ProbeEntry(name, _summary(module), _file(module), line, pair)


def _check_entry(name: str, function: Callable[..., Any]) -> CheckEntry:
    hints = get_type_hints(function)
    parameters = inspect.signature(function).parameters
    subject, *rest = parameters
    open_ones = [parameter for parameter in rest if parameter not in GIVEN]
    return CheckEntry(
        name=name,
        subject=SUBJECTS[hints[subject]],
        parameters={
            "type": "object",
            "additionalProperties": False,
            "required": [p for p in open_ones if parameters[p].default is inspect.Parameter.empty],
            "properties": {p: _schema_of(hints[p]) for p in open_ones},
        },
        summary=_summary(function),
        file=_file(function),
        line=inspect.getsourcelines(function)[1],
        family=function.__module__.split(".")[2],
    )


def _schema_of(hint: Any) -> dict[str, Any]:
    simple = {str: "string", int: "integer", float: "number", bool: "boolean", Schema: "string"}
    if hint in simple:
        return {"type": simple[hint]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema_of(get_args(hint)[0])}
    if get_origin(hint) in (dict, Mapping):
        return {"type": "object", "additionalProperties": _schema_of(get_args(hint)[1])}
    raise TypeError(f"a check cannot take a parameter of type {hint}")


def _summary(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _file(thing: Any) -> str:
    path = inspect.getsourcefile(thing) or ""
    return path[path.rindex("conformance") :].replace("\\", "/") if "conformance" in path else path
