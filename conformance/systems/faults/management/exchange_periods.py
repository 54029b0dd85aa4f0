"""Faults against the periods set for answers, supply and corrections."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.faults.exchange_shelves import KIND, Change, later, listed
from conformance.systems.faults.fault import Fault
from conformance.systems.service.part import Record


def _decided_later(share_type: str, days: int) -> Change:
    def change(record: Record) -> Record:
        decision = record.get("decision")
        if decision is None or record["shareType"] != share_type:
            return record
        return {**record, "decision": {**decision, "decidedAt": later(decision["decidedAt"], days)}}

    return change


def _told_at_the_end(record: Record) -> Record:
    extension = record.get("extension")
    if extension is None:
        return record
    return {**record, "extension": {**extension, "toldAt": f"{extension['until']}T09:00:00+08:00"}}


def _agreed_by_the_requester(record: Record) -> Record:
    """Provider and requester settle a longer time between themselves."""
    extension = record.get("extension")
    if extension is None:
        return record
    requester = record["requester"]
    agreed = {"approver": requester["name"], "approverUscc": requester["uscc"]}
    return {**record, "extension": {**extension, **agreed}}


def _supplied_quarterly(record: Record) -> Record:
    first = record.get("firstDeliveredAt")
    return {**record, "firstDeliveredAt": later(first, 60)} if first else record


def _answered_monthly(record: Record) -> Record:
    reply = record.get("reply")
    return {**record, "reply": {**reply, "repliedAt": later(reply["repliedAt"], 30)}} if reply else record


FAULTS: tuple[Fault, ...] = (
    Fault(
        "management.exchange.unconditional-answered-in-time",
        Text("无条件共享也等每周例会", "unconditional requests wait for the weekly meeting too"),
        listed("requests", _decided_later("unconditional", 5)),
        KIND,
    ),
    Fault(
        "management.exchange.conditional-answered-in-time",
        Text("有条件共享等每月例会", "conditional requests wait for the monthly meeting"),
        listed("requests", _decided_later("conditional", 30)),
        KIND,
    ),
    Fault(
        "management.exchange.extension-agreed",
        Text("延长只经需求部门同意，未报主管部门", "the requester agrees to extensions, and not the authority"),
        listed("requests", _agreed_by_the_requester),
        KIND,
    ),
    Fault(
        "management.exchange.extension-explained",
        Text("延长到期时才告知需求部门", "the requester is told when the extension is over"),
        listed("requests", _told_at_the_end),
        KIND,
    ),
    Fault(
        "management.exchange.supplied-in-time",
        Text("数据按季度批次开通", "data are opened in quarterly rounds"),
        listed("requests", _supplied_quarterly),
        KIND,
    ),
    Fault(
        "management.exchange.corrections-answered-in-time",
        Text("校核申请每月处理一次", "corrections are handled once a month"),
        listed("corrections", _answered_monthly),
        KIND,
    ),
)
