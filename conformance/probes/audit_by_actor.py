"""Reads the audit records of all, of one user they name, and of a user there is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import filter_by
from conformance.probes.pages import one_page

NEEDS = Text("写明操作人、可按操作人筛选", "an account that acted, and a filter by it")
PAGE_SIZE = 100


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list") and record.tells("acts") and filter_by(record, "acts") is not None


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: 3}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, reader, size = record.operations["list"], record.roles.get("reader", ""), record.listing.size
    narrowed = filter_by(record, "acts")
    listed = ask(operation, role=reader, step="all", query={size: PAGE_SIZE})
    named = [record.part(item, "acts") for item in record.entries(listed.data)]
    users = Counter(user for user in named if isinstance(user, str) and user.strip())
    ask.need(users, Text("审计记录没有写明用户", "no audit record names a user"))
    if narrowed is not None:
        rarest = min(users, key=lambda user: (users[user], user))
        for step, user in (("of-one", rarest), ("of-nobody", ask.unique("nobody-"))):
            query = {narrowed.parameter: user, size: PAGE_SIZE}
            one_page(ask, operation, step, query, role=reader, form=record.listing)
