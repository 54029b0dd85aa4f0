"""What holds where nothing else is said: the name and place of a hutong.yaml, and the seed of a run."""

from __future__ import annotations

from pathlib import Path

NAME = "hutong.yaml"

DEFAULT_SEED = 20261101
"""The seed of a run that names none."""


def find_config(start: Path) -> Path | None:
    """The nearest hutong.yaml upward from a folder, to the root of its repository."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
        if (folder / ".git").exists():
            return None
    return None
