"""One mutant, or the clean system, in a process of its own: does any answer differ, and does a clause fail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.types import ASGIApp

from conformance.measure.mutants.loading import lay
from conformance.measure.mutants.mutant import Mutant
from conformance.measure.prepared import loaded
from conformance.measure.reference_run import examined, reference_target
from conformance.measure.truth.again import first_difference
from conformance.measure.truth.requests import ask_seeded
from conformance.measure.truth.tap import Heard, Tap
from conformance.model.report import Report
from conformance.model.verdict import Verdict

if TYPE_CHECKING:
    from conformance.systems.serve import Running

RUN, SEEDED = "run", "requests"
"""Where a mutant is compared with the clean system: in what a whole run asks, or in seeded requests beyond it."""


class StillbornError(Exception):
    """A mutant that cannot be imported, or does not start."""


def clean(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Run the clean system of a kind, and keep what it was asked and answered in files; which clauses fail."""
    kind, seed = given["kind"], given["seed"]
    whole, beyond = Tap(_application(kind)), Tap(_application(kind))
    with _served(whole) as running:
        report = examined(reference_target(running.address, kind, given["tokens"][kind]), loaded(kind), seed)
    with _served(beyond) as running:
        ask_seeded(reference_target(running.address, kind, given["tokens"][kind]), loaded(kind), seed)
    for name, tap in ((RUN, whole), (SEEDED, beyond)):
        lines = (f"{json.dumps(asdict(each))}\n" for each in tap.heard)
        _file(given["folder"], kind, name).write_text("".join(lines), "utf-8")
    return {"failed": _of(report, Verdict.FAIL), "gate": report.gate.met}


def judge(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Judge a mutant kind by kind until a clause fails: those that fail, whether the gate is met, what differs first.

    Where nothing differs a run would see the clean system, and is spared: `compared` says of how many answers that is
    so, `observed` is empty where it is so of every kind. `examined` names the kinds that were, each with the clauses
    that nothing was decided on. It is stillborn where a kind does not start with it, and no other shows it.
    """
    found: dict[str, Any] = {"stillborn": "", "failed": [], "gate": True, "observed": "", "differs": None}
    found |= {"compared": {}, "examined": {}}
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
    return found | ({"stillborn": unborn[0]} if unborn and not found["observed"] else {})


def _judge(given: Mapping[str, Any], kind: str, found: dict[str, Any]) -> None:
    same = dict[str, int]()
    differs = _differs(kind, given["folder"], same)
    if differs is None:
        found["compared"][kind] = same
        return
    with _served(_application(kind)) as running:
        target = reference_target(running.address, kind, given["tokens"][kind])
        report = examined(target, loaded(kind), given["seed"])
    found |= {"failed": _of(report, Verdict.FAIL), "gate": found["gate"] and report.gate.met}
    found["examined"][kind] = _of(report, Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE, Verdict.ERROR)
    if not found["observed"]:
        found |= {"observed": SEEDED if same else RUN, "differs": {"kind": kind, **differs}}


def _differs(kind: str, folder: str, same: dict[str, int]) -> dict[str, str] | None:
    """The first answer that is not the clean system's; in `same`, how many of each part are, where all of it are."""
    for name in (RUN, SEEDED):
        with _file(folder, kind, name).open(encoding="utf-8") as lines:
            clean = [*map(_heard, lines)]
        if differs := first_difference(_application(kind), clean):
            return differs
        same[name] = len(clean)
    return None


def _file(folder: str, kind: str, name: str) -> Path:
    return Path(folder) / f"{kind}.{name}.jsonl"


def _heard(line: str) -> Heard:
    said = json.loads(line)
    pairs = {name: tuple((one, other) for one, other in said[name]) for name in ("sent", "headers")}
    return Heard(**{**said, **pairs})


def _served(app: ASGIApp) -> Running:
    from conformance.systems.serve import Running

    return Running(app, 0)


def _application(kind: str) -> ASGIApp:
    """A fresh system. What serves it is imported here and in `_served`, not before: by then the change is laid."""
    try:
        from conformance.systems.serve import application

        return application(kind)
    except Exception as error:
        raise StillbornError(f"{type(error).__name__}: {error}") from error


def _of(report: Report, *verdicts: Verdict) -> list[str]:
    return sorted(result.clause.id for result in report.results if result.verdict in verdicts)
