"""Faults against the clauses of the support family."""

from __future__ import annotations

from conformance.systems.faults import (
    support_contract,
    support_http,
    support_lists,
    support_sequences,
    support_sharing,
    support_submission,
)
from conformance.systems.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    *support_lists.FAULTS,
    *support_http.FAULTS,
    *support_contract.FAULTS,
    *support_submission.FAULTS,
    *support_sharing.FAULTS,
    *support_sequences.FAULTS,
)
