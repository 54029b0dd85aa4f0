"""Refusals that say more than the others."""

from __future__ import annotations

from conformance.systems.service.refusal import Refusal


class NotShared(Refusal):
    """A resource that is not shared: 403 with the reason and the legal basis (D809 14, 15)."""

    def __init__(self, reason: str, legal_basis: str) -> None:
        super().__init__(403, f"{reason} This resource is not shared.")
        self.legal_basis = legal_basis
