"""Whether the messages of a batch name who sends them to whom, and the regions of a grant add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.reading import Postponed, array, not_exercised, path_of, query, record, shown
from conformance.checks.support.delivery import grants_of, name_of, records_of, resources_of
from conformance.model.divisions import lies_within
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries, whole
from conformance.model.text import Text


def batch_messages_name_their_parties(trace: Trace) -> Iterator[Finding]:
    """The messages of a batch go from provider to consumer, about the resource granted."""
    grants, judged = grants_of(trace), 0
    listed = [item for page in trace.at("resources") for item in entries(page.data)]
    providers = {str(item.get("code")): record(item.get("provider")).get("uscc") for item in listed}
    for batch in trace.at("batch"):
        grant = next((grants[one] for one in path_of("", batch.request.url).split("/") if one in grants), {})
        due = {
            "sender": providers.get(str(grant.get("resource"))),
            "receiver": record(grant.get("consumer")).get("uscc"),
        }
        due |= {"resource": grant.get("resource")}
        for place, message in enumerate(array(record(batch.data).get("messages"))):
            judged += 1
            header = record(record(message).get("header"))
            for name in (name for name, value in due.items() if value and header.get(name) != value):
                seen = Text(f"{name} 为 {shown(header.get(name))}", f"{name} is {shown(header.get(name))}")
                wanted = Text(shown(due[name]), shown(due[name]))
                yield Finding(seen, wanted, f"messages[{place}].header.{name}", (batch,))
    if not judged:
        raise not_exercised("没有交付报文", "no message was delivered")


def regions_add_up(trace: Trace) -> Iterator[Finding]:
    """The records of a grant asked for region by region are as many as those asked for at once.

    Records that tell no region come at once only. Those of a region that is part of another one may come with both.
    """
    resources, judged, postponed = resources_of(trace), 0, Postponed()
    for identifier, grant in grants_of(trace).items():
        parts = {query(it).get("region"): it for it in trace.at("region") if _is_of(it, identifier)}
        at_once = next((it for it in trace.at("service") if _is_of(it, identifier)), None)
        counted = {region: whole(record(it.data).get("total")) for region, it in parts.items()}
        total = whole(record(at_once.data).get("total")) if at_once else None
        regions = {str(region) for region in array(grant.get("regions"))}
        name = name_of(resources.get(str(grant.get("resource")), {}), "region")
        is_told = name in array(grant.get("items"))
        if at_once is None or total is None or set(counted) != regions or None in counted.values() or not is_told:
            continue
        judged += 1
        found = sum(number or 0 for number in counted.values())
        outer = [one for one in regions if not any(lies_within(one, other) for other in regions - {one})]
        with postponed:
            whole_number = total - _of_no_region(at_once, name, total)
            if whole_number not in (found, sum(counted[region] or 0 for region in outer)):
                zh = f"一并查询 {whole_number} 条，分区划共 {found} 条"
                en = f"{whole_number} at once, {found} region by region"
                due = Text("两者相同", "the same number")
                yield Finding(Text(zh, en), due, exchanges=(at_once, *parts.values()))
    postponed.settle()
    if not judged:
        raise not_exercised("没有分区划取得的记录", "no grant was asked for region by region")


def _of_no_region(page: Exchange, name: str, total: int) -> int:
    """How many records of a list tell no region. Raises Undecided where some do not, and only a part was read."""
    read = [*records_of(page)]
    blank = sum(entry.get(name) is None for entry in read)
    if blank and len(read) < total:
        raise not_exercised("有的记录没有写明区划", "some records do not tell their region")
    return blank


def _is_of(exchange: Exchange, grant: str) -> bool:
    """Whether an answer with data came under a grant."""
    return exchange.status == 200 and grant in path_of("", exchange.request.url).split("/")
