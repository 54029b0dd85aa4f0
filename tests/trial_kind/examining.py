"""Examines the imaginary kind, sound or with a fault, the way the command line does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from conformance.model.report import Report
from conformance.model.target import Credential, Limits, Target, variable_of
from conformance.systems.serve import Running
from conformance.systems.service.accounts import tokens
from conformance.systems.service.application import application
from tests.examining import examine_target
from tests.trial_kind.release import KIND
from tests.trial_kind.system import System


def examined(fault: Callable[[System], None] | None = None, *only: str) -> Report:
    """The report on a freshly served register, on some clauses or on all of its profile."""
    system = System()
    if fault is not None:
        fault(system)
    credentials = {role: Credential(role, variable_of(role), secret=it) for role, it in tokens(system.identity).items()}
    target = Target(
        "register", "", KIND, "test", True, credentials, limits=Limits(requests=20000), facts={"publiclyFunded": True}
    )
    with Running(application(system), 0) as running:
        return examine_target(replace(target, address=running.address), frozenset(only), shrink=False)
