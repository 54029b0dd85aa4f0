"""The contract of a kind of system, as the reference systems serve it and keep it.

It is put together here once more: what the systems keep is not to rest on how their judge reads it.
"""

from __future__ import annotations

from functools import cache
from heapq import merge
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml


@cache
def contract(kind: str) -> dict[str, Any]:
    """The OpenAPI document of a kind, the same object every time: read-only. Raises FileNotFoundError."""
    own = _read(_standards() / "application" / "contracts" / f"{kind}.openapi.yaml")
    name, adds = own.pop("x-hutong-base", ""), own.pop("x-hutong-adds", {})
    if not name:
        return own
    base = _read(_standards() / "support" / "contracts" / f"{name}.openapi.yaml")
    for pointer, part in adds.items():
        _add(base, pointer, part)
    paths = _in_order([tag["name"] for tag in own.get("tags", ())], base["paths"], own["paths"])
    return {**_over(own, base), "paths": paths}


def _add(node: Any, pointer: str, part: Any) -> None:
    """Put a part where a JSON pointer leads: into a list before the item it names."""
    *way, last = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    for step in way:
        node = node[int(step)] if isinstance(node, list) else node[step]
    if isinstance(node, list):
        node.insert(int(last), part)
    else:
        node[last] = part


def _in_order(tags: list[str], *paths: dict[str, Any]) -> dict[str, Any]:
    """The paths of several documents in the order of the tags of their operations; without a known one at the end."""

    def place(item: tuple[str, dict[str, Any]]) -> int:
        said = [each["tags"][0] for each in item[1].values() if isinstance(each, dict) and "tags" in each]
        return tags.index(said[0]) if said and said[0] in tags else len(tags)

    return dict(merge(*(each.items() for each in paths), key=place))


def _over(own: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """What the kind says, and beside it what the base says."""
    both = [name for name in own if isinstance(own[name], dict) and name in base]
    return {**base, **own, **{name: _over(own[name], base[name]) for name in both}}


def _read(file: Traversable) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe one
    return document


def _standards() -> Traversable:
    """The standards folder of the installed package, else that of the checkout."""
    packed = files("conformance") / "_data" / "standards"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "standards"
