"""The figures of a measurement of truth: mutants by what came of them, clauses by what they caught, and survivors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from conformance.measure.mutants.mutant import shown, source_of
from conformance.measure.mutants.sample import SYSTEMS
from conformance.measure.outcomes import Ended
from conformance.measure.truth.campaign import Tried
from conformance.model.clause import Profile, Standard


@dataclass(frozen=True, slots=True)
class Count:
    """Mutants by what came of them.

    Those `made` are stillborn, ended at their deadline, broken (by a bug of ours), equivalent or observable. Of the
    observable, a clause fails of those `caught`; of those `refused` the gate is not met, by a fail or undecided.
    """

    made: int
    stillborn: int
    deadline: int
    broken: int
    equivalent: int
    observable: int
    caught: int
    refused: int

    @property
    def share(self) -> float | None:
        """The share of the observable that is caught; None where none is."""
        return round(self.caught / self.observable, 4) if self.observable else None

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "share": self.share}


def counted(tried: Iterable[Tried]) -> Count:
    """How many of some mutants came to what."""
    held = [*tried]
    done = [each.outcome.result for each in held if each.outcome.ended is Ended.DONE and each.outcome.result]
    born = [result for result in done if not result["stillborn"]]
    seen = [result for result in born if result["observed"]]
    ended = Counter(each.outcome.ended for each in held)
    return Count(
        made=len(held),
        stillborn=len(done) - len(born),
        deadline=ended[Ended.DEADLINE],
        broken=ended[Ended.BROKE],
        equivalent=len(born) - len(seen),
        observable=len(seen),
        caught=sum(bool(result["failed"]) for result in seen),
        refused=sum(not result["gate"] for result in seen),
    )


def document(tried: Sequence[Tried], head: Mapping[str, Any], standard: Standard, profiles: Sequence[Profile]) -> Any:
    """All figures as one JSON document; `head` says what was measured with what."""
    return {
        "measured": dict(head),
        "parts": _grouped(tried, lambda each: each.part),
        "modules": _grouped(tried, lambda each: _short(each.mutant.module)),
        "operators": _grouped(tried, lambda each: each.mutant.operator),
        "clauses": _clauses(tried, standard, profiles),
        "compared": _compared(tried),
        "survivors": [*_survivors(tried)],
        "unmeasured": [*_unmeasured(tried)],
    }


def _grouped(tried: Sequence[Tried], name: Callable[[Tried], str]) -> dict[str, Any]:
    names = sorted({name(each) for each in tried})
    return {each: counted(one for one in tried if name(one) == each).as_json() for each in names}


def _short(module: str) -> str:
    return module.removeprefix(f"{SYSTEMS}.").replace(".", "/")


def _results(tried: Iterable[Tried]) -> Iterator[tuple[Tried, Mapping[str, Any]]]:
    return ((each, each.outcome.result) for each in tried if each.outcome.result)


def _clauses(tried: Sequence[Tried], standard: Standard, profiles: Sequence[Profile]) -> dict[str, Any]:
    """How many mutants each clause failed on, and which automatic clauses of the profiles failed on `none`.

    Those that were `undecided` on whatever mutant they were asked of, or asked of none, stand apart.
    """
    caught = Counter(clause for _, result in _results(tried) for clause in result["failed"])
    known = {
        profile.kind: {clause for clause in profile.clauses if not standard.clauses[clause].manual}
        for profile in profiles
    }
    decided = set[str]()
    for _, result in _results(tried):
        for kind, undecided in result["examined"].items():
            decided |= known.get(kind, set()).difference(undecided)
    ranked = sorted(caught.items(), key=lambda pair: (-pair[1], pair[0]))
    left = set[str]().union(*known.values()) - caught.keys()
    return {"caught": dict(ranked), "none": sorted(left & decided), "undecided": sorted(left - decided)}


def _compared(tried: Sequence[Tried]) -> dict[str, dict[str, int]]:
    """How many answers of each kind at least were those of the clean system where nothing differs: by where asked."""
    found: dict[str, dict[str, int]] = {}
    for _, result in _results(tried):
        for kind, same in result["compared"].items():
            least = found.setdefault(kind, dict(same))
            found[kind] = {name: min(least[name], number) for name, number in same.items()}
    return dict(sorted(found.items()))


def _survivors(tried: Sequence[Tried]) -> Iterator[dict[str, Any]]:
    """The observable mutants on which no clause fails: where, what was changed, and the first exchange that differs."""
    for each, result in sorted(_results(tried), key=lambda pair: (pair[0].mutant.module, pair[0].mutant.place)):
        if result["observed"] and not result["failed"]:
            yield {
                **_place(each),
                "gate": "met" if result["gate"] else "not met",
                "observed": result["observed"],
                "differs": result["differs"],
            }


def _unmeasured(tried: Sequence[Tried]) -> Iterator[dict[str, Any]]:
    for each in tried:
        if each.outcome.ended is not Ended.DONE:
            yield {**_place(each), "ended": each.outcome.ended.value, "trace": each.outcome.trace}


def _place(each: Tried) -> dict[str, Any]:
    mutant = each.mutant
    before, after = shown(mutant, source_of(mutant.module)[0])
    file = f"{mutant.module.replace('.', '/')}.py"
    return {
        "part": each.part,
        "file": file,
        "line": mutant.line,
        "operator": mutant.operator,
        "before": before,
        "after": after,
    }
