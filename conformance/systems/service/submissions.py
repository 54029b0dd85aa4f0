"""What was submitted under which key, so that a repeat makes nothing twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Part
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.service.system import Service


class Submissions(Part["Service"]):
    """Carries a submission out once for each Idempotency-Key of a caller."""

    def once(self, caller: Caller, key: str | None, body: Any, make: Callable[[], str]) -> str:
        """The id of what `make` makes; a repeat of the key gives the id made before, with another body it is 409."""
        if key is None:
            return make()
        digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        before = self.before(caller.user, key)
        if before is None:
            made = make()
            self.remember(caller.user, key, digest, made)
            return made
        if before[0] != digest:
            raise Refusal(409, "此键已用于另一份内容。The key was used for another body.")
        return before[1]

    def before(self, user: str, key: str) -> tuple[str, str] | None:
        """What was submitted under a user's key before: digest of the body and id of what was made; else None."""
        row = self._system.connection.execute(
            "select digest, id from submissions where caller = ? and key = ?", (user, key)
        ).fetchone()
        return (row["digest"], row["id"]) if row else None

    def remember(self, user: str, key: str, digest: str, identifier: str) -> None:
        """Keep what a user's key made."""
        self._system.connection.execute("insert into submissions values (?, ?, ?, ?)", (user, key, digest, identifier))
