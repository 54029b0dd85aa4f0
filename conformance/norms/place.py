"""Where the data lies: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

PACKED = "_data"
"""The folder of the installed package that holds the data."""


def data(name: str) -> Traversable:
    """The folder `standards`, `profiles` or `locks` of the release this package came with."""
    packed = files("conformance") / PACKED / name
    if packed.is_dir():
        return packed
    return Path(__file__).resolve().parents[2] / name
