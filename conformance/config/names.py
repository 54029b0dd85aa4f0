"""Where a hutong.yaml is looked for."""

from __future__ import annotations

from pathlib import Path

NAME = "hutong.yaml"


def find_config(start: Path) -> Path | None:
    """The nearest hutong.yaml upward from a folder, to the root of its repository."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
        if (folder / ".git").exists():
            return None
    return None
