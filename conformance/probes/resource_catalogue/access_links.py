"""Opens resources of all three sharing classes, by the links their entries state, without having asked for consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.record import entries, member
from conformance.model.template import names, values
from conformance.model.text import Text

STEPS = {"unconditional": "1", "conditional": "2", "not-shared": "3"}
MOST_EACH = 40
PAGE_SIZE = 100
RESOURCES = Text("该共享类型的资源", "resources of the class")
OPEN = "openResource"


def sends(contract: Contract) -> Mapping[str, int]:
    reads = [one for one in contract.operations.values() if one.method == "GET" and "{" in one.path]
    return {**{one.id: MOST_EACH for one in reads}, "listResources": len(STEPS), OPEN: MOST_EACH * len(STEPS)}


def probe(ask: Ask) -> None:
    for step, sharing in STEPS.items():
        asked = {"sharingClass": sharing, "status": "published", "pageSize": PAGE_SIZE}
        listed = ask("listResources", step=f"{step}-listed", query=asked)
        total = member(listed.data, "total")
        for entry in ask.sample(_of_class(listed.data, sharing), MOST_EACH, RESOURCES, step, of=total):
            if step != "unconditional":
                ask(OPEN, step=step, parts={"id": entry["id"]})
                continue
            for operation, parts in led_to(ask.contract, listed, entry):
                ask(operation, step=step, parts=parts)


def led_to(contract: Contract, listed: Exchange, entry: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """The operation and path the entry's own link leads to, if any.

    A link to another host is left to the contract's operation for it; one of this host that is no operation's path
    cannot be followed.
    """
    here = urlsplit(listed.request.url)
    try:
        there = urlsplit(urljoin(listed.request.url, str(entry.get("accessUrl") or "")))
        elsewhere = (there.hostname, there.port) != (here.hostname, here.port)
    except ValueError:
        return
    if elsewhere:
        yield OPEN, {"id": entry["id"]}
        return
    base = here.path.removesuffix(listed.operation.path)
    for operation in contract.operations.values():
        found = values(operation.path, there.path.removeprefix(base))
        if operation.method == "GET" and found:
            yield operation.id, dict(zip(names(operation.path), map(unquote, found), strict=True))
            return


def _of_class(data: object, sharing: str) -> list[Mapping[str, Any]]:
    """The published entries of that class on a page, whatever else a filter that does not work lets through."""
    due = {"sharingClass": sharing, "status": "published"}
    return [item for item in entries(data) if isinstance(item.get("id"), str) and due.items() <= item.items()]
