"""Which mutants are tried: of each part of the reference systems a seeded share of every module and operator."""

from __future__ import annotations

import hashlib
import pkgutil
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from conformance.measure.mutants.mutant import Mutant, mutants, source_of

SYSTEMS = "conformance.systems"
SERVICE = "service"
"""The part that every reference system shares."""
DATA = frozenset({"seed", "seed_audit", "code_lists", "categories", "units", "identity", "people"})
"""Modules that hold what a system is filled with and no rule: fictitious units and people, seeds, published lists."""


def part_of(kind: str) -> str:
    """The package of a kind's own modules."""
    return kind.replace("-", "_")


def modules_of(part: str) -> list[str]:
    """The modules of a part whose rules are changed, by name."""
    package = f"{SYSTEMS}.{part}"
    spec = find_spec(package)
    held = pkgutil.iter_modules(spec.submodule_search_locations if spec else None)
    return sorted(f"{package}.{each.name}" for each in held if each.name not in DATA)


def all_mutants(part: str) -> list[Mutant]:
    """Every mutant of a part, in the order of its modules."""
    return [mutant for module in modules_of(part) for mutant in mutants(module, source_of(module)[0])]


def sampled(every: Iterable[Mutant], number: int, seed: int) -> list[Mutant]:
    """So many of the mutants: of every module and operator the same share, chosen by the seed; a smaller sample is the
    beginning of a larger one.
    """
    strata: dict[tuple[str, str], list[Mutant]] = {}
    for mutant in every:
        strata.setdefault((mutant.module, mutant.operator), []).append(mutant)
    ranked = (ranked for stratum, held in strata.items() for ranked in _ranked(stratum, held, seed))
    return [mutant for _, mutant in sorted(ranked, key=lambda pair: (pair[0], pair[1].key))[:number]]


def _ranked(stratum: tuple[str, str], held: list[Mutant], seed: int) -> Iterator[tuple[float, Mutant]]:
    """The mutants of a stratum, each with its share of the stratum, from 0 to 1."""
    begins = _drawn(f"{seed}:{stratum[0]}:{stratum[1]}")
    shuffled = sorted(held, key=lambda mutant: _drawn(f"{seed}:{mutant.key}"))
    return (((at + begins) / len(held), mutant) for at, mutant in enumerate(shuffled))


def _drawn(text: str) -> float:
    """A number from 0 to 1 that the text decides."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6]) / 2**48
