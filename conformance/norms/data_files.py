"""Where the data lies, inside the installed package or beside it in a checkout, and what a user's runs keep."""

from __future__ import annotations

import os
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

PACKED = "_data"
"""The folder of the installed package that holds the data."""


def state() -> Path:
    """The user's folder for what outlives a run. RuntimeError where there is no home."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "hutong"


def data(name: str) -> Traversable:
    """The folder `standards`, `profiles` or `locks` of the release this package came with."""
    packed = files("conformance") / PACKED / name
    if packed.is_dir():
        return packed
    return Path(__file__).resolve().parents[2] / name
