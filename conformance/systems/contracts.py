"""The contract of a kind of system, as the reference systems serve it and keep it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml


@cache
def contract(kind: str) -> dict[str, Any]:
    """The OpenAPI document of a kind, the same object every time: read-only. Raises FileNotFoundError."""
    file = _standards() / "application" / "contracts" / f"{kind}.openapi.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe one
    return document


def _standards() -> Traversable:
    """The standards folder of the installed package, else that of the checkout."""
    packed = files("conformance") / "_data" / "standards"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "standards"
