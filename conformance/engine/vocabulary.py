"""The names a clause may use: every probe, script and check there is, found in the folders they live in."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any, get_type_hints

import conformance.checks
import conformance.probes
from conformance.engine.parameters import schema_of
from conformance.model.asking import CheckEntry, ProbeEntry, Subject, Vocabulary
from conformance.model.clause import ANY, Verify
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.network import Pair
from conformance.model.working_days import WorkingDays
from conformance.norms.data_files import data
from conformance.norms.scripts import entry, scripts_of, taken
from conformance.probes.scripted import Scripted

SUBJECTS: Mapping[type, Subject] = {Exchange: "exchange", Trace: "trace", Value: "value"}
ANY_ANSWER = ProbeEntry(
    ANY,
    "Every answer of the run, whichever probe asked for it; it asks nothing itself.",
    "conformance/engine/judging/traffic.py",
    1,
)
GIVEN = {"today": date, "contract": Contract, "pair": Pair, "facts": Mapping, "calendar": WorkingDays}
"""Parameters the engine fills in, whatever `with:` says."""


_WORD = re.compile(r'"([a-z][a-z0-9-]*)"')

Wanted = Callable[[pkgutil.ModuleInfo], bool]


def _any(found: pkgutil.ModuleInfo) -> bool:
    return True


@dataclass(frozen=True)
class Tools:
    """The probes and checks themselves, by name, beside what the vocabulary says of them.

    A probe is a module, whose `probe` and `sends` no type can name, or a script that has both.
    """

    vocabulary: Vocabulary
    probes: Mapping[str, Any]
    checks: Mapping[str, Callable[..., Iterator[Finding]]]


@cache
def tools() -> Tools:
    """Every probe, script and check of this release. Raises ValueError where two checks share a name, and DataError."""
    modules = (module for module in _modules(conformance.probes) if hasattr(module, "probe"))
    probes: dict[str, Any] = {_name(module.__name__): module for module in modules}
    for name, script in scripts_of(data("standards")).items():
        if name in probes:
            raise taken(name, script.file, _file(probes[name]))
        probes[name] = Scripted(script)
    functions: dict[str, Callable[..., Iterator[Finding]]] = {}
    for name, function in _judging():
        if name in functions:
            raise ValueError(f"two checks are called {name}: {_file(functions[name])}, {_file(function)}")
        functions[name] = function
    return Tools(
        Vocabulary(
            probes={ANY: ANY_ANSWER} | {name: _probe_entry(name, module) for name, module in sorted(probes.items())},
            checks={name: _check_entry(name, function) for name, function in sorted(functions.items())},
        ),
        probes,
        functions,
    )


def vocabulary_of(verifies: Iterable[Verify]) -> Vocabulary:
    """The vocabulary as far as these use it, without loading the rest; the whole where they name what there is not."""
    named = [*verifies]
    probes = {name: _probe(name) for name in {verify.probe for verify in named}}
    checks = {name: _check(name) for name in {verify.check for verify in named}}
    if None in probes.values() or None in checks.values():
        return tools().vocabulary
    return Vocabulary(
        {name: entry for name, entry in probes.items() if entry},
        {name: entry for name, entry in checks.items() if entry},
    )


def _probe(name: str) -> ProbeEntry | None:
    if name == ANY:
        return ANY_ANSWER
    modules = _modules(conformance.probes, lambda found: _name(found.name) == name)
    found = (_probe_entry(name, module) for module in modules if hasattr(module, "probe"))
    return next(found, None) or next(map(entry, scripts_of(data("standards"), name).values()), None)


def _check(name: str) -> CheckEntry | None:
    defined = f"\ndef {name.replace('-', '_')}("
    checks = _judging(lambda found: defined in _source(found))
    return next((_check_entry(name, function) for own, function in checks if own == name), None)


def _judging(
    wanted: Wanted = _any,
) -> Iterator[tuple[str, Callable[..., Iterator[Finding]]]]:
    """The checks of the files that are wanted, by name, as often as there is one of that name."""
    for module in _modules(conformance.checks, wanted):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_") and _judges(function):
                yield _name(name), function


def _modules(package: ModuleType, wanted: Wanted = _any) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not found.ispkg and wanted(found):
            yield importlib.import_module(found.name)


def _source(found: pkgutil.ModuleInfo) -> str:
    spec: Any = found.module_finder.find_spec(found.name, None)
    text: str = spec.loader.get_source(found.name)
    return text


def _name(dotted: str) -> str:
    return dotted.rpartition(".")[2].replace("_", "-")


def _judges(function: Callable[..., Any]) -> bool:
    hints = get_type_hints(function)
    first = next(iter(inspect.signature(function).parameters), "")
    return hints.get(first) in SUBJECTS and hints.get("return") == Iterator[Finding]


def _probe_entry(name: str, module: ModuleType | Scripted) -> ProbeEntry:
    if isinstance(module, Scripted):
        return entry(module.script)
    pair = "parties" in inspect.signature(module.probe).parameters
    words = frozenset(word for source in _sources(module) for word in _WORD.findall(source))
    return ProbeEntry(name, _summary(module), _file(module), _line(module.probe), pair, words)


def _sources(module: ModuleType) -> Iterator[str]:
    """The text of a probe, and of what it has other probes do for it."""
    yield inspect.getsource(module)
    for function in vars(module).values():
        if (
            inspect.isfunction(function)
            and function.__module__ != module.__name__
            and function.__module__.startswith(conformance.probes.__name__)
        ):
            yield inspect.getsource(function)


def _check_entry(name: str, function: Callable[..., Any]) -> CheckEntry:
    hints = get_type_hints(function, include_extras=True)
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
            "properties": {p: schema_of(hints[p]) for p in open_ones},
        },
        summary=_summary(function),
        file=_file(function),
        line=_line(function),
        family=function.__module__.split(".")[2],
    )


def _summary(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _line(function: Callable[..., Any]) -> int:
    line: int = inspect.unwrap(function).__code__.co_firstlineno
    return line


def _file(thing: Any) -> str:
    path = inspect.getsourcefile(thing) or ""
    return path[path.rindex("conformance") :].replace("\\", "/") if "conformance" in path else path
