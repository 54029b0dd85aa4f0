"""Obtains grants for a year from today on, for today alone and for days to come, and asks for data under each.

The platform's time is read before and after, for the day may change between.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.verdict import Undecided
from conformance.probes.data_exchange.misuse import GRANTING, granted

SOON, LATER = timedelta(days=3), timedelta(days=30)
"""First and last day of a period that has not begun, whatever the hour and the zone."""


def sends(contract: Contract) -> Mapping[str, int]:
    return {**{name: 3 * most for name, most in GRANTING.items()}, "queryRecords": 3, "getTime": 2}


def probe(ask: Ask) -> None:
    today = ask.today.isoformat()
    soon = {"from": (ask.today + SOON).isoformat(), "to": (ask.today + LATER).isoformat()}
    ask("getTime", step="time")
    for step, elements in (("in-force", {}), ("one-day", {"from": today, "to": today}), ("to-come", soon)):
        with suppress(Undecided):  # a period that is not granted leaves the others to be asked for
            _, grant = granted(ask, **({"period": elements} if elements else {}))
            ask("queryRecords", role="peer", step=step, parts={"id": grant})
    ask("getTime", step="time")
