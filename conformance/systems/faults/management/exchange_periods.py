"""Faults against the periods set for answers, supply and corrections."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.changes import Change, at, only
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import patched_list
from conformance.systems.faults.parts import both
from conformance.systems.faults.values import later
from conformance.systems.service.part import Record


def _decided_later(share_type: str, days: int) -> Change:
    return only(lambda request: request["shareType"] == share_type, at("decision.decidedAt", later(days)))


def _agreed_by_the_requester(request: Record) -> Record:
    """Provider and requester settle a longer time between themselves."""
    extension = request.get("extension", {})
    requester = request["requester"]
    agreed = {"approver": requester["name"], "approverUscc": requester["uscc"]}
    return request | ({"extension": {**extension, **agreed}} if extension else {})


def _told_at_the_end(extension: Record) -> Record:
    return {**extension, "toldAt": f"{extension['until']}T09:00:00+08:00"}


def _until_receipt(request: Record) -> Record:
    held = request.get("extension")
    return request | ({"extension": {**held, "until": request["submittedAt"][:10]}} if held else {})


FAULTS: tuple[Fault, ...] = of_kind(
    EXCHANGE,
    Fault(
        "management.exchange.unconditional-answered-in-time",
        Text("无条件共享也等每周例会", "unconditional requests wait for the weekly meeting too"),
        patched_list("request", _decided_later("unconditional", 5)),
        also=("management.exchange.supplied-in-time",),
    ),
    Fault(
        "management.exchange.conditional-answered-in-time",
        Text("有条件共享等每月例会", "conditional requests wait for the monthly meeting"),
        patched_list("request", _decided_later("conditional", 30)),
        also=("management.exchange.supplied-in-time",),
    ),
    Fault(
        "management.exchange.extension-agreed",
        Text("延长只经需求部门同意，未报主管部门", "the requester agrees to extensions, and not the authority"),
        patched_list("request", Change(_agreed_by_the_requester, ("extension.approver", "extension.approverUscc"))),
    ),
    Fault(
        "management.exchange.extension-explained",
        Text("延长到期时才告知需求部门", "the requester is told when the extension is over"),
        patched_list("request", at("extension", _told_at_the_end)),
    ),
    Fault(
        "management.exchange.extension-extends",
        Text("延长至的日期填为收件之日", "the day of receipt is filled in as that of the extension"),
        patched_list("request", Change(_until_receipt, ("extension.until",))),
    ),
    Fault(
        "management.exchange.supplied-in-time",
        Text("数据按季度批次开通", "data are opened in quarterly rounds"),
        both(
            patched_list("request", at("firstDeliveredAt", later(60))),
            patched_list("grant", at("grantedAt", later(60))),
        ),
    ),
    Fault(
        "management.exchange.corrections-answered-in-time",
        Text("校核申请每月处理一次", "corrections are handled once a month"),
        patched_list("correction", at("reply.repliedAt", later(30))),
    ),
)
