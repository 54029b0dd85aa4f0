"""The interface document a system publishes: the contract without the extensions that are Hutong's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

CONTRACTS = Path(__file__).parents[2] / "standards/application/contracts"


def document(kind: str, root: str) -> dict[str, Any]:
    return {**_contract(kind), "servers": [{"url": root}]}


@cache
def _contract(kind: str) -> dict[str, Any]:
    plain: dict[str, Any] = _without_extensions(YAML(typ="safe").load(CONTRACTS / f"{kind}.openapi.yaml"))
    return plain


def _without_extensions(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _without_extensions(value) for key, value in part.items() if not str(key).startswith("x-hutong")}
    return [_without_extensions(value) for value in part] if isinstance(part, list) else part
