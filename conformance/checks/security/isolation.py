"""Whether what a platform keeps about one department stays between it and those it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.places import tells_nothing
from conformance.checks.reading import asker, first, not_exercised, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

CLOSED = (403, 404, 410)
PARTIES = ("requester", "consumer")
DUE = Text("只对有关部门开放", "it is open to those it concerns only")


def records_stay_with_their_department(trace: Trace, *, operations: tuple[str, ...]) -> Iterator[Finding]:
    """What a department reads of its own is refused to others by its id, and stands in none of their lists.

    `operations` are the reads and lists in question: without an answer to others by each nothing is concluded. Who
    provides the data is concerned, and no other.
    """
    department = _uscc(record(succeeded(trace, "held").data))
    if not department:
        raise not_exercised("看不出授权属于哪个部门", "it is not said whose the grant is")
    served = {it.operation.id: it for it in trace.at("own") if it.status == 200}
    holding = {it.operation.id: it for it in trace.at("own-list") if any(_of(department, it))}
    strange = [it for it in (*trace.at("as-stranger"), *trace.at("listed-as-stranger")) if _is_strange(trace, it)]
    judged = [it for it in strange if it.operation.id in operations and it.operation.id in {**served, **holding}]
    if not judged:
        raise not_exercised("没有其他部门查阅过", "no other department asked for any")
    for exchange in (it for it in trace.at("own-list") if it.operation.id in operations):
        yield from _of_others(trace, department, exchange)
    for exchange in (it for it in judged if 200 <= it.status < 300):
        name = exchange.operation.id
        if exchange.step == "listed-as-stranger":
            yield from _listed(trace, department, holding[name], exchange)
        else:
            role = asker(exchange)
            seen = Text(f"{role.zh}的 {name} 得到 {exchange.status}", f"{name} by {role.en}: {exchange.status}")
            yield Finding(seen, DUE, exchanges=(served[name], exchange))
    for exchange in (it for it in judged if not 200 <= it.status < 300 and it.status not in CLOSED):
        raise tells_nothing(exchange)
    left = [name for name in operations if name not in {it.operation.id for it in judged}]
    if left:
        names = ", ".join(left)
        zh, en = f"看不出对其他部门是否开放：{names}", f"whether others are shut out cannot be told of {names}"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _listed(trace: Trace, department: str, own: Exchange, exchange: Exchange) -> Iterator[Finding]:
    """The first record of the department in a list that another one reads and does not provide the data of."""
    providers, other = _providers(trace), strangers(trace).get(exchange.role)
    for item in _of(department, exchange):
        if providers.get(str(item.get("resource")), other) != other:
            role, name, what = asker(exchange), exchange.operation.id, shown(item.get("id"))
            seen = Text(f"{role.zh}的 {name} 列有他部门的 {what}", f"{name} by {role.en} lists {what} of another")
            yield Finding(seen, DUE, exchanges=(own, exchange))
            return


def _of_others(trace: Trace, department: str, exchange: Exchange) -> Iterator[Finding]:
    """The first record in a department's own list that is another's, and not about data it provides."""
    providers = _providers(trace)
    for item in entries(exchange.data):
        other, provider = _uscc(item), providers.get(str(item.get("resource")), department)
        if other and department not in (other, provider):
            name, what = exchange.operation.id, shown(item.get("id"))
            seen = Text(f"{name} 列有他部门的 {what}", f"{name} lists {what} of another department")
            yield Finding(seen, DUE, exchanges=(exchange,))
            return


def _is_strange(trace: Trace, exchange: Exchange) -> bool:
    """Whether who asked is known, is another department, and does not provide what was granted."""
    made = record(succeeded(trace, "held").data)
    other, provider = strangers(trace).get(exchange.role), _providers(trace).get(str(made.get("resource")))
    return bool(other and provider) and other not in (provider, _uscc(made))


def strangers(trace: Trace) -> Mapping[str, Any]:
    """The departments of the others by their roles, as the requests they made name them."""
    return {it.role: _uscc(record(it.data)) for it in trace.at("stranger") if 200 <= it.status < 300}


def _providers(trace: Trace) -> Mapping[str, Any]:
    listed = (item for page in trace.at("resources") for item in entries(page.data))
    return {str(item.get("code")): record(item.get("provider")).get("uscc") for item in listed}


def request_reaches_its_provider(trace: Trace) -> Iterator[Finding]:
    """Those who provide a resource find in their list of requests the one that was made for it."""
    made = record(succeeded(trace, "held").data)
    request, resource = made.get("request"), made.get("resource")
    known = [item.get("resource") for page in trace.at("officers") for item in entries(page.data)]
    if resource not in known or not trace.at("listed-as-provider"):
        raise not_exercised("不知道由谁提供此资源", "it is not known who provides the resource")
    puzzling = None
    for role in dict.fromkeys(exchange.role for exchange in trace.at("listed-as-provider")):
        pages = [exchange for exchange in trace.at("listed-as-provider") if exchange.role == role]
        if pages[0].status in (401, 403, 429) or pages[0].status >= 500:
            puzzling = puzzling or pages[0]
            continue
        held = [item.get("id") for page in pages for item in entries(page.data)]
        if request not in held and not 200 <= pages[-1].status < 300:
            puzzling = puzzling or pages[-1]
        elif request not in held and not record(pages[-1].data).get("next"):
            who = asker(pages[0])
            seen = Text(f"{who.zh}的申请列表没有 {shown(request)}", f"the list of {who.en} lacks {shown(request)}")
            due = Text("列出针对其资源的申请", "the requests for its resources")
            yield Finding(seen, due, exchanges=(first(trace, "held"), *pages))
    if puzzling:
        raise tells_nothing(puzzling)


def _of(department: str, page: Exchange) -> Iterator[Mapping[str, Any]]:
    """The records on a page that are of a department."""
    return (item for item in entries(page.data) if _uscc(item) == department)


def _uscc(item: Mapping[str, Any]) -> Any:
    """The credit code of the department that asked, or was granted."""
    return next((record(item[name]).get("uscc") for name in PARTIES if name in item), None)
