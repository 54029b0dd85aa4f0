"""One mutant, or the clean system, in a process of its own: does any answer differ, and does a clause fail."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from conformance.measure.mutants.loading import lay
from conformance.measure.mutants.mutant import Mutant
from conformance.measure.reference_run import examined, reference_target
from conformance.measure.truth.again import first_difference
from conformance.measure.truth.prepared import LOADED
from conformance.measure.truth.requests import ask_seeded
from conformance.measure.truth.tap import Heard, Tap
from conformance.model.report import Report
from conformance.model.target import Target
from conformance.model.verdict import Verdict

RUN, SEEDED = "run", "requests"
"""Where a mutant is compared with the clean system: in what a whole run asks, or in seeded requests beyond it."""


class StillbornError(Exception):
    """A mutant that cannot be imported, or does not start."""


def clean(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Run the clean system of a kind, and keep what it was asked and answered in files; which clauses fail."""
    kind, seed = given["kind"], given["seed"]
    heard: dict[str, list[Heard]] = {RUN: [], SEEDED: []}
    with _served(given["tokens"][kind], kind, heard[RUN]) as target:
        report = examined(target, LOADED[kind], seed)
    with _served(given["tokens"][kind], kind, heard[SEEDED]) as target:
        ask_seeded(target, LOADED[kind], seed)
    for name, held in heard.items():
        _file(given["folder"], kind, name).write_text(
            "".join(f"{json.dumps(asdict(each))}\n" for each in held), "utf-8"
        )
    return {"failed": _failed(report), "gate": report.gate.met, "exchanges": sum(map(len, heard.values()))}


def judge(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Judge a mutant kind by kind until a clause fails: those that fail, whether the gate is met, what differs first.

    Where nothing differs a run would see the clean system, and is spared; `observed` is then empty. It is stillborn
    where no kind of system starts with it.
    """
    found: dict[str, Any] = {"stillborn": "", "failed": [], "gate": True, "observed": "", "differs": None}
    try:
        lay(Mutant(**given["mutant"]))
    except (SyntaxError, ValueError) as error:
        return found | {"stillborn": f"{type(error).__name__}: {error}"}
    unborn = list[str]()
    for kind in given["kinds"]:
        try:
            _judge(given, kind, found)
        except StillbornError as error:
            unborn.append(str(error))
        if found["failed"]:
            break
    return found | ({"stillborn": unborn[0]} if len(unborn) == len(given["kinds"]) else {})


def _judge(given: Mapping[str, Any], kind: str, found: dict[str, Any]) -> None:
    where, differs = _differs(kind, given["folder"])
    if differs is None:
        return
    with _served(given["tokens"][kind], kind, []) as target:
        report = examined(target, LOADED[kind], given["seed"])
    found |= {"failed": _failed(report), "gate": found["gate"] and report.gate.met}
    if not found["observed"]:
        found |= {"observed": where, "differs": {"kind": kind, **differs}}


def _differs(kind: str, folder: str) -> tuple[str, dict[str, str] | None]:
    """The first answer that is not the clean system's, and where it was asked for."""
    for name in (RUN, SEEDED):
        with _file(folder, kind, name).open(encoding="utf-8") as lines:
            if differs := first_difference(_application(kind), map(_heard, lines)):
                return name, differs
    return "", None


def _file(folder: str, kind: str, name: str) -> Path:
    return Path(folder) / f"{kind}.{name}.jsonl"


def _heard(line: str) -> Heard:
    said = json.loads(line)
    pairs = {name: tuple((one, other) for one, other in said[name]) for name in ("sent", "headers")}
    return Heard(**{**said, **pairs})


@contextmanager
def _served(tokens: Mapping[str, str], kind: str, heard: list[Heard]) -> Iterator[Target]:
    """A fresh system on the loopback; afterwards what it heard is known."""
    tap = Tap(_application(kind))
    from conformance.systems.serve import Running

    running = Running(tap, 0)
    try:
        yield reference_target(running.address, kind, tokens)
    finally:
        running.stop(wait=False)
        heard += tap.heard


def _application(kind: str) -> ASGIApp:
    """A fresh system. Those that serve it are imported here and not before: by then the change is laid."""
    try:
        from conformance.systems.serve import application

        return application(kind)
    except Exception as error:
        raise StillbornError(f"{type(error).__name__}: {error}") from error


def _failed(report: Report) -> list[str]:
    return sorted(result.clause.id for result in report.results if result.verdict is Verdict.FAIL)
