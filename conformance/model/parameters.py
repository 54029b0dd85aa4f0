"""What a clause tells a check besides plain values: steps, places in answers, and its own words for what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal


@dataclass(frozen=True, slots=True)
class Names:
    """Marks a text that names something there must be."""

    what: Literal["step", "place", "member"]


@dataclass(frozen=True, slots=True)
class Values:
    """Marks a sentence in which `{name}` stands for a value that the check fills in."""

    names: tuple[str, ...]


Step = Annotated[str, Names("step")]
"""A step of the probe."""
Place = Annotated[str, Names("place")]
"""A step, or a member of its answer: `registered`, `registered.id`, `within.items[]`."""
Member = Annotated[str, Names("member")]
"""A member by its path: `provider.uscc`."""


def parted(place: str) -> tuple[str, str]:
    """The step of a place and the path of the member; an empty path for the answer as a whole."""
    step, _, path = place.partition(".")
    return step, path
