"""Systems that are odd and yet lawful: what a standard leaves open, decided otherwise than the reference systems do."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import combinations
from pathlib import Path

from conformance.systems.twins.twin import Twin

__all__ = ["Twin", "combinable", "twins"]


def twins(kind: str) -> dict[str, Twin]:
    """The twins of a kind of system by name, sorted. Raises ValueError when two share a name."""
    mine = [twin for twin in _all() if twin.fits(kind)]
    found = {twin.name: twin for twin in sorted(mine, key=lambda twin: twin.name)}
    if len(found) < len(mine):
        raise ValueError(f"two twins of {kind} share a name")
    return found


def combinable(chosen: tuple[Twin, ...]) -> bool:
    """Whether a system can be all of these at once: no two of them decide the same thing."""
    return all(not one.touches & other.touches for one, other in combinations(chosen, 2))


def _all() -> Iterator[Twin]:
    for file in sorted(Path(__file__).parent.glob("*/*.py")):
        if file.stem != "__init__":
            yield from import_module(f"{__name__}.{file.parent.name}.{file.stem}").TWINS
