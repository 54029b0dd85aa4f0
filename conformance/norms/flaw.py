"""What is wrong with a clause, before it is known in which file the clause stands."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.model.text import Text
from conformance.norms.yaml_text import Path


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a clause: where below it, which word there, and what was probably meant."""

    text: Text
    path: Path = ()
    word: str = ""
    hint: Text | None = None
