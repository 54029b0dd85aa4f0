"""The run that tells whether a reference system keeps its profile: whole, natively, with every role and with writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from conformance.config.loading import Loaded, planned
from conformance.engine.examine import examine
from conformance.engine.vocabulary import tools
from conformance.model.report import Report
from conformance.model.target import Credential, Limits, Target, variable_of

BEGUN = datetime.fromisoformat("2026-11-02T10:00:00+08:00")
"""When every such run begins: the day on which the reference systems stand."""
PATIENCE = 20.0
"""Seconds an answer may take: many runs share the machine."""
REQUESTS = 20000


def reference_target(address: str, kind: str, tokens: Mapping[str, str]) -> Target:
    """A served reference system as a target, with these tokens by role."""
    credentials = {role: Credential(role, variable_of(role), secret=token) for role, token in tokens.items()}
    limits = Limits(request_seconds=PATIENCE, requests=REQUESTS)
    return Target("reference", address, kind, "test", True, credentials, limits=limits)


def examined(target: Target, loaded: Loaded, seed: int, only: frozenset[str] = frozenset()) -> Report:
    """The report on a reference system, on some clauses or on all.

    What fails is not made smaller: only which clauses fail is asked.
    """
    plan = replace(planned(target, loaded, only), shrink=False)
    return examine(plan, tools(), seed, lambda: BEGUN, lambda event: None)
