"""Asks for the data of grants in force (`open`), and of grants past their period, suspended or ended (`closed`).

A batch that a closed grant could start is looked at until it has ended (`batch`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.data_exchange.deliveries import ACCEPTED, MOST_LOOKS, watched
from conformance.probes.data_exchange.exchange_ledgers import TAKES
from conformance.probes.pages import turned

HOLDERS = ("peer", "upper", "lower")
MOST_EACH = 60
MOST_PAGES = 10


def sends(contract: Contract) -> Mapping[str, int]:
    most = 2 * MOST_EACH * len(HOLDERS)
    looks = MOST_LOOKS * MOST_EACH * len(HOLDERS)
    return {"listGrants": MOST_PAGES * len(HOLDERS), **dict.fromkeys(TAKES.values(), most), "getBatch": looks}


def probe(ask: Ask) -> None:
    closed = sum(_asked(ask, role) for role in HOLDERS)
    ask.need(closed, Text("没有到期、暂停或者终止的授权", "no grant is expired, suspended or ended"))


def _asked(ask: Ask, role: str) -> int:
    """Ask by the grants of one holder; how many closed ones there were. A holder without an account has none."""
    with suppress(Undecided):
        first = {"page": 1, "pageSize": 100}
        pages = turned(ask, "listGrants", "grants", first, MOST_PAGES, role=role)
        readable = [grant for page in pages for grant in entries(page) if str(grant.get("method")) in TAKES]
        opened = [grant for grant in readable if not _is_closed(ask, grant)]
        closed = [grant for grant in readable if _is_closed(ask, grant)]
        title = ask.contract.records["grant"].title
        for step, grants in (("open", opened), ("closed", closed)):
            for grant in ask.sample(grants, MOST_EACH, title, step):
                parts = {"id": str(grant.get("id"))}
                taken = ask(TAKES[str(grant["method"])], role=role, step=step, parts=parts)
                if step == "closed" and taken.status == ACCEPTED:
                    watched(ask, taken, parts["id"], (role,), "batch")
        return len(closed)
    return 0


def _is_closed(ask: Ask, grant: Mapping[str, Any]) -> bool:
    """Whether a grant gives nothing any more, by its state or by its period."""
    period = grant.get("period")
    until = str(period.get("to")) if isinstance(period, dict) else ""
    return grant.get("state") != "active" or until < ask.today.isoformat()
