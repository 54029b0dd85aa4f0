"""The interface document a system publishes: the contract without the extensions that are Hutong's own.

It is taken where every vendor takes it, from `hutong standard contract`, and read by another YAML library than ours.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import Any

from ruamel.yaml import YAML

PRINT = (sys.executable, "-X", "utf8", "-m", "conformance", "standard", "contract")


def document(kind: str, root: str) -> dict[str, Any]:
    return {**_contract(kind), "servers": [{"url": root}]}


@cache
def _contract(kind: str) -> dict[str, Any]:
    printed = subprocess.run((*PRINT, kind), capture_output=True, encoding="utf-8", timeout=60, check=True).stdout
    plain: dict[str, Any] = _without_extensions(YAML(typ="safe").load(printed))
    return plain


def _without_extensions(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _without_extensions(value) for key, value in part.items() if not str(key).startswith("x-hutong")}
    return [_without_extensions(value) for value in part] if isinstance(part, list) else part
