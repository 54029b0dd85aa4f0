"""Faults against agreements, and against the order in which services end and disputes are settled."""

from __future__ import annotations

from collections.abc import Callable

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.changes import Change, at, drop, only
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import patched_list
from conformance.systems.faults.values import later, says
from conformance.systems.service.part import Record

UNSHARED = "30100101/000005"
NOT_RENEWED = at("term", says({"from": "2024-01-01", "to": "2025-12-31"}))


def _consulted_afterwards(record: Record) -> Record:
    return {**record, "consultation": {**record["consultation"], "at": later(10)(record["endedAt"])}}


def _about_people(record: Record) -> bool:
    """Agreements of the pilot, which was about establishments, stand; those about people ended with it."""
    return not record["resource"].startswith("2")


def _of_the_last(record: Record) -> bool:
    return bool(record["id"] == "x-000072")


def _of_one_party(part: str, party: str) -> Change:
    return at(part, lambda clauses: [clause for clause in clauses if clause["party"] == party])


def _without(duty: str) -> Callable[[list[Record]], list[Record]]:
    return lambda clauses: [clause for clause in clauses if clause["id"] != duty]


FAULTS: tuple[Fault, ...] = of_kind(
    EXCHANGE,
    Fault(
        "management.exchange.no-unilateral-end",
        Text("服务终止之后才协商", "consultation follows the end of the service"),
        patched_list("termination", Change(_consulted_afterwards, ("consultation.at", "endedAt"))),
    ),
    Fault(
        "management.exchange.disputes-recorded",
        Text("争议解决后不登记结果", "what became of a dispute is not recorded"),
        patched_list("dispute", drop("outcome")),
    ),
    Fault(
        "management.exchange.agreement",
        Text("协议到期没有续签", "agreements were not renewed"),
        patched_list("agreement", NOT_RENEWED),
        also=("management.exchange.agreement-personal",),
    ),
    Fault(
        "management.exchange.agreement-shareable",
        Text("协议不随资源改为不予共享而终止", "an agreement goes on when its resource is no longer shared"),
        patched_list("agreement", only(_of_the_last, at("resource", says(UNSHARED)))),
    ),
    Fault(
        "management.exchange.agreement-personal",
        Text("含个人信息的资源不在协议之内", "agreements leave out resources with personal information"),
        patched_list("agreement", only(_about_people, NOT_RENEWED)),
        also=("management.exchange.agreement",),
    ),
    Fault(
        "management.exchange.agreement-rights",
        Text("协议只写提供部门的权利", "agreements state the provider's rights only"),
        patched_list("agreement", _of_one_party("rights", "provider")),
        also=("management.exchange.agreement-named",),
    ),
    Fault(
        "management.exchange.agreement-duties",
        Text("协议只写需求部门的义务", "agreements state the consumer's duties only"),
        patched_list("agreement", _of_one_party("duties", "consumer")),
        also=("management.exchange.agreement-named",),
    ),
    Fault(
        "management.exchange.agreement-named",
        Text("协议沿用旧模板，没有处置义务", "agreements follow an old template without the duty to dispose"),
        patched_list("agreement", at("duties", _without("dispose"))),
    ),
    Fault(
        "management.exchange.agreement-named",
        Text("协议不写查阅使用记录的权利", "agreements leave out the right to read records of use"),
        patched_list("agreement", at("rights", _without("read-uses"))),
        variant="rights",
    ),
    Fault(
        "management.exchange.agreement-term",
        Text("协议不写止日", "agreements have no last day"),
        patched_list("agreement", at("term.to", says("长期"))),
        also=("overall.datetime.valid",),
    ),
    Fault(
        "management.exchange.agreement-contact",
        Text("需求部门联系人填“待定”", "a placeholder stands for the consumer's contact"),
        patched_list("agreement", at("consumer.contact.name", says("待定"))),
    ),
    Fault(
        "management.exchange.agreement-escalation",
        Text("协议没有协商一级", "agreements leave consultation out"),
        patched_list("agreement", at("escalation", lambda levels: levels[1:])),
    ),
)
