"""Faults against agreements, and against the order in which services end and disputes are settled."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.faults.exchange_shelves import KIND, Change, later, listed
from conformance.systems.faults.fault import Fault
from conformance.systems.service.part import Record


def _consulted_afterwards(record: Record) -> Record:
    return {**record, "consultation": {**record["consultation"], "at": later(record["endedAt"], 10)}}


def _outcome_by_word_of_mouth(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != "outcome"}


def _not_renewed(record: Record) -> Record:
    return {**record, "term": {"from": "2024-01-01", "to": "2025-12-31"}}


def _of_a_pilot(record: Record) -> Record:
    """Agreements of the pilot, which was about establishments, stand; those about people ended with it."""
    return record if record["resource"].startswith("2") else _not_renewed(record)


def _of_one_party(part: str, party: str) -> Change:
    def change(record: Record) -> Record:
        return {**record, part: [clause for clause in record[part] if clause["party"] == party]}

    return change


def _open_end(record: Record) -> Record:
    return {**record, "term": {"from": record["term"]["from"], "to": "长期"}}


def _no_contact(record: Record) -> Record:
    contact = {**record["consumer"]["contact"], "name": "待定"}
    return {**record, "consumer": {**record["consumer"], "contact": contact}}


def _straight_to_the_top(record: Record) -> Record:
    return {**record, "escalation": record["escalation"][1:]}


FAULTS: tuple[Fault, ...] = (
    Fault(
        "management.exchange.no-unilateral-end",
        Text("服务终止之后才协商", "consultation follows the end of the service"),
        listed("terminations", _consulted_afterwards),
        KIND,
    ),
    Fault(
        "management.exchange.disputes-recorded",
        Text("争议解决后不登记结果", "what became of a dispute is not recorded"),
        listed("disputes", _outcome_by_word_of_mouth),
        KIND,
    ),
    Fault(
        "management.exchange.agreement",
        Text("协议到期没有续签", "agreements were not renewed"),
        listed("agreements", _not_renewed),
        KIND,
        also=("management.exchange.agreement-personal",),
    ),
    Fault(
        "management.exchange.agreement-personal",
        Text("含个人信息的资源不在协议之内", "agreements leave out resources with personal information"),
        listed("agreements", _of_a_pilot),
        KIND,
        also=("management.exchange.agreement",),
    ),
    Fault(
        "management.exchange.agreement-rights",
        Text("协议只写提供部门的权利", "agreements state the provider's rights only"),
        listed("agreements", _of_one_party("rights", "provider")),
        KIND,
    ),
    Fault(
        "management.exchange.agreement-duties",
        Text("协议只写需求部门的义务", "agreements state the consumer's duties only"),
        listed("agreements", _of_one_party("duties", "consumer")),
        KIND,
    ),
    Fault(
        "management.exchange.agreement-term",
        Text("协议不写止日", "agreements have no last day"),
        listed("agreements", _open_end),
        KIND,
        also=("overall.datetime.valid",),
    ),
    Fault(
        "management.exchange.agreement-contact",
        Text("需求部门联系人填“待定”", "a placeholder stands for the consumer's contact"),
        listed("agreements", _no_contact),
        KIND,
    ),
    Fault(
        "management.exchange.agreement-escalation",
        Text("协议没有协商一级", "agreements leave consultation out"),
        listed("agreements", _straight_to_the_top),
        KIND,
    ),
)
