"""What is sent twice under one Idempotency-Key takes effect once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import g

from tests.second_system import asked
from tests.second_system.refusal import Refused

Keys = dict[tuple[str, str], tuple[str, str]]
"""By user and key: what was sent, and the id of what it made."""


def once(keys: Keys, where: str, content: Any, make: Callable[[], str]) -> str:
    """The id of what the same content under the same key made before, or of what it makes now."""
    key = asked.header("Idempotency-Key", "[A-Za-z0-9-]{8,64}")
    if not key:
        return make()
    same = json.dumps([where, content], sort_keys=True)
    before = keys.get((g.account.user, key))
    if before and before[0] != same:
        raise Refused(409, "该键已用于另一份内容")
    made = before[1] if before else make()
    keys[g.account.user, key] = (same, made)
    return made
