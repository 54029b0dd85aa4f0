"""What may happen meanwhile: another client writes, a year ends, everything is audited."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.systems.contracts import contract
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.faults.changes import at, drop, put
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.mutations import gives, shows
from conformance.systems.faults.parts import around, both
from conformance.systems.faults.values import later
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.accounts import Caller
from conformance.systems.service.clock import AS_OF, Clock
from conformance.systems.twins.data.held import holding_entries, of_each_version
from conformance.systems.twins.data.services import settle
from conformance.systems.twins.http.pace import Answer
from conformance.systems.twins.twin import Lawful, Twin, fixed, of_kind

ACTS_ONE_IN = 40
OTHER = "market"
"""The department whose people register entries meanwhile."""
Act = Callable[[Any, list[Any]], None]


def _meanwhile(act: Act) -> Callable[[Random], Mutation]:
    """Between two requests, now and then, somebody else acts; `held` is what they made so far."""

    def variation(chance: Random) -> Mutation:
        def apply(system: Any) -> None:
            held: list[Any] = []

            async def defect(sound: Answer, request: Request, *given: Any) -> Response:
                if chance.randrange(ACTS_ONE_IN) == 0:
                    act(system, held)
                return await sound(request, *given)

            around("dispatch.answer", defect)(system)

        return Mutation(apply, around("dispatch.answer", lambda sound: sound()).flaws)

    return variation


def _body(kind: str, path: str) -> Any:
    """The contract's example of what is sent there."""
    document = contract(kind)
    (example,) = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["examples"].values()
    named = example.get("$ref", "").rpartition("/")[2]
    return copy.deepcopy((document["components"]["examples"][named] if named else example)["value"])


def _registers(system: Any, held: list[Any]) -> None:
    """An entry is registered and published, or the one before last withdrawn."""
    officer = Caller("officer-13", "officer", OTHER)
    if len(held) > 1:
        entry = system.registry.entry(held.pop(0))
        system.registry.withdraw(entry)
        system.audit.note(officer, "withdrawResource", "DELETE", f"/resources/{entry.id}", 204)
        return
    body = {**_body(CATALOGUE, "/resources"), "name": f"市场主体登记信息{len(held)}号", "relatedCodes": []}
    entry = system.registry.register(officer, body)
    system.audit.note(officer, "registerResource", "POST", "/resources", 201)
    reviewer = system.accounts.of("administrator")
    system.registry.review(reviewer, entry, {"decision": "approve", "opinion": "要素齐全，同意发布。"})
    system.audit.note(reviewer, "reviewResource", "POST", f"/resources/{entry.id}/review", 200)
    held.append(entry.id)


def _requests(system: Any, held: list[Any]) -> None:
    """A resource is asked for, or the request before last withdrawn."""
    officer = Caller("officer-12", "peer", system.identity.peer.key)  # a department with an agreement
    if len(held) > 1:
        record = system.requests.known(held.pop(0))
        system.requests.withdraw(officer, record)
        system.audit.note(officer, "withdrawRequest", "DELETE", f"/requests/{record['id']}", 204)
        return
    shared = (one for one, holding in system.resources.held.items() if holding.share_type == "unconditional")
    resource = next(shared, None)
    if resource is None:
        return
    body = _body(EXCHANGE, "/resources/{id}/requests")
    body["method"] = system.resources.held[resource].methods[0]
    body["scope"] = {"purpose": "核对市场主体登记"}
    record = system.requests.submit(officer, resource, body)
    system.audit.note(officer, "submitRequest", "POST", f"/resources/{resource}/requests", 201)
    held.append(record["id"])


def _asks(system: Any, held: list[Any]) -> None:
    """Somebody applies for information, or takes the application before last back."""
    citizen = Caller("citizen-77", "applicant")
    if len(held) > 1:
        record = system.applications.known(held.pop(0))
        system.applications.withdraw(citizen, record)
        system.audit.note(citizen, "withdrawApplication", "DELETE", f"/applications/{record['id']}", 204)
        return
    record = system.applications.submit(citizen, "", _body(DISCLOSURE, "/applications"))
    system.audit.note(citizen, "submitApplication", "POST", "/applications", 201)
    held.append(record["id"])


def _on(moment: str) -> Mutation:
    """The system stands on another day, with data as fresh as on its own and a security.txt that has not expired."""
    days = (datetime.fromisoformat(moment) - AS_OF).days

    def apply(system: Any) -> None:
        system.clock = Clock(datetime.fromisoformat(moment))
        for one in _FRESHER[system.kind](days) if system.kind in _FRESHER else ():
            one(system)

    expires = f"Expires: {later(200)(moment)}"
    told = gives("declare.security_txt", lambda text: re.sub("Expires: .*", expires, text))
    return both(Mutation(apply), told, shows("declaration", put(asOf=moment)))


def _fresh_entries(days: int) -> Iterator[Mutation]:
    fresh = at("contentUpdatedAt", later(days))
    yield holding_entries(lambda entries: [of_each_version(entry, fresh) for entry in entries])


def _fresh_holdings(days: int) -> Iterator[Mutation]:
    """What was open is answered before, in time; what is held is as fresh as it was."""

    def apply(system: Any) -> None:
        then, system.clock = system.clock, Clock()
        _answer_all(system)
        system.clock = then
        held = system.resources.held.items()
        fresh = {one: replace(holding, updated_at=later(days)(holding.updated_at)) for one, holding in held}
        system.resources.held.update(fresh)

    yield Mutation(apply)


def _answer_all(system: Any) -> None:
    officer = system.accounts.of("officer")
    for record in system.requests.kept.all():
        if record["state"] in ("submitted", "extended"):
            system.requests.decide(officer, record, _REFUSAL)
    for record in system.corrections.kept.all():
        if record["state"] == "submitted":
            system.corrections.decide(officer, record, {"result": "upheld", "explanation": "经核实与登记材料一致。"})


def _applies(system: Any, held: list[Any]) -> None:
    """Somebody applies for a licence, or withdraws the case before last."""
    caller = Caller("citizen-77", "applicant")
    if len(held) > 1:
        record = system.cases.known(held.pop(0))
        system.cases.withdraw(caller, record)
        system.audit.note(caller, "withdrawCase", "DELETE", f"/cases/{record['id']}", 204)
        return
    items = (one for one in system.items.kept.all() if one["atCentre"] == "1" and one["handling"] == "2")
    item = next(items, None)
    if item is None:
        return
    record = system.cases.submit(caller, item["id"], _body(CENTRE, "/items/{id}/cases"))
    system.audit.note(caller, "submitCase", "POST", f"/items/{item['id']}/cases", 201)
    held.append(record["id"])


def _fresh_cases(days: int) -> Iterator[Mutation]:
    """What was open is closed before, in time."""

    def apply(system: Any) -> None:
        then, system.clock = system.clock, Clock()
        settle(system)
        system.clock = then

    yield Mutation(apply)


def _fresh_applications(days: int) -> Iterator[Mutation]:
    """What was open is answered before, in time, and all that is closed is in the archive."""

    def apply(system: Any) -> None:
        then, system.clock = system.clock, Clock()
        officer, applications = system.accounts.of("officer"), system.applications
        for record in applications.kept.all():
            if record["state"] in ("received", "supplied", "extended"):
                record = applications.decide(officer, record, {"outcome": "disclosed", "provided": [record["subject"]]})
            if record["state"] == "answered" and "archiveNumber" not in record:
                applications.archive(record, f"GK-{record['id']}")
        system.clock = then

    yield Mutation(apply)


_REFUSAL = {
    "result": "refuse",
    "reason": "申请的数据项超出所述用途，且未说明最小必要。",
    "legalBasis": "《政务数据共享条例》第二十条",
}
_FRESHER: Mapping[str, Callable[[int], Iterable[Mutation]]] = {
    CATALOGUE: _fresh_entries,
    EXCHANGE: _fresh_holdings,
    DISCLOSURE: _fresh_applications,
    CENTRE: _fresh_cases,
}
"""How the data of each kind are made as fresh on a later day as they were."""
_ALIVE = Lawful(
    Text("系统在检测时照常有他人使用。", "Others go on using a system while it is examined."), "support.sequences"
)
_DAYS = Lawful(Text("条款对任何一天都有效。", "Clauses hold on any day."), "GB/T 7408.1")
TWINS = (
    Twin(
        "audits-everything",
        Text("公众的读取也记入审计", "audits what the public reads too"),
        Lawful(Text("审计可多于要求。", "More may be audited than is asked for."), "GB/T 22239"),
        fixed(gives("audit.wanted", lambda wanted: True)),
        frozenset({"audit"}),
    ),
    Twin(
        "no-fixed-day",
        Text("声明中没有固定日", "declares no fixed day"),
        Lawful(Text("规约：真实系统没有。", "The contract says that a real system has none."), "contract"),
        fixed(shows("declaration", drop("asOf"))),
        frozenset({"day"}),
    ),
    Twin(
        "year-ends",
        Text("运行中跨年", "has the year end meanwhile"),
        _DAYS,
        fixed(_on("2026-12-31T23:59:50+08:00")),
        frozenset({"day"}),
        leaves={"management.exchange.period-days": Reason.PRECONDITION_NOT_MET},
        lacks=frozenset({Reason.CALENDAR}),
    ),
    Twin(
        "leap-day",
        Text("处于闰日", "stands on a leap day"),
        _DAYS,
        fixed(_on("2028-02-29T10:00:00+08:00")),
        frozenset({"day"}),
        lacks=frozenset({Reason.CALENDAR}),
    ),
    *of_kind(
        CATALOGUE,
        Twin(
            "others-write-meanwhile",
            Text("检测期间他人不时登记、发布与撤销条目", "has others register, publish and withdraw meanwhile"),
            _ALIVE,
            _meanwhile(_registers),
            frozenset({"meanwhile"}),
            lacks=frozenset({Reason.FLAKY}),
        ),
    ),
    *of_kind(
        EXCHANGE,
        Twin(
            "others-write-meanwhile",
            Text("检测期间他人不时提出与撤回申请", "has others ask and withdraw meanwhile"),
            _ALIVE,
            _meanwhile(_requests),
            frozenset({"meanwhile"}),
            lacks=frozenset({Reason.FLAKY}),
        ),
    ),
    *of_kind(
        DISCLOSURE,
        Twin(
            "others-write-meanwhile",
            Text("检测期间他人不时提出与撤回申请", "has others apply and withdraw meanwhile"),
            _ALIVE,
            _meanwhile(_asks),
            frozenset({"meanwhile"}),
            lacks=frozenset({Reason.FLAKY}),
        ),
    ),
    *of_kind(
        CENTRE,
        Twin(
            "others-write-meanwhile",
            Text("检测期间他人不时申办与撤回办件", "has others apply and withdraw meanwhile"),
            _ALIVE,
            _meanwhile(_applies),
            frozenset({"meanwhile"}),
            lacks=frozenset({Reason.FLAKY}),
        ),
    ),
)
