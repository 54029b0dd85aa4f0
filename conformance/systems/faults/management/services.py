"""Faults against the periods and the supervision of services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.changes import Change, at, drop, each, only
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import gives, patched_list, skips
from conformance.systems.faults.values import later, says
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.service.part import Record

UNTIL = "2026-06"
"""What came later would be moved into a year whose working days nobody knows."""


def _licence(joint: str, **more: str) -> Callable[[Record], bool]:
    said = {"itemType": "01", "joint": joint, **more}
    return lambda case: all(case[name] == value for name, value in said.items())


def _closed_later(joint: str, days: int) -> Change:
    """Licences decided, delivered and archived so many days later."""
    moved = ("decision.decidedAt", "delivery.deliveredAt", "archive.archivedAt")
    is_meant = _licence(joint)
    return only(
        lambda case: is_meant(case) and case.get("decision", {}).get("decidedAt", UNTIL) < UNTIL,
        each(*(at(name, later(days)) for name in moved)),
    )


def _before(member: str, name: str, change: Change) -> Change:
    return only(lambda record: record.get(member, {}).get(name, UNTIL) < UNTIL, change)


def _for(objects: set[str], change: Change) -> Change:
    """Items that serve nobody but these."""
    return only(lambda item: {*item["serviceObjects"]} <= objects, change)


def _by_clerk(joint: str, approver: Record) -> Change:
    return only(_licence(joint), at("extension.approver", says(approver)))


def _longer(days: Any) -> int:
    return int(days) + 120


CLERK = {"name": "李明", "post": "经办人", "unit": "云州市民政局"}
CHIEF = {"name": "李明", "post": "局长", "unit": "云州市民政局"}
COMPANIES = {"2", "3", "4", "5", "6"}

FAULTS: tuple[Fault, ...] = of_kind(
    CENTRE,
    Fault(
        "management.services.missing-told-in-time",
        Text("补正每半月告知一批", "what is missing is told every fortnight"),
        patched_list("case", at("toldAt", later(14))),
    ),
    Fault(
        "management.services.decided-in-time",
        Text("许可每季度集中审批", "licences are decided in quarterly rounds"),
        patched_list("case", _closed_later("0", 90)),
        also=("management.services.overdue-explained", "management.services.delivered-in-time"),
    ),
    Fault(
        "management.services.joint-decided-in-time",
        Text("联合办理各部门依次审批", "departments decide one after the other in joint handling"),
        patched_list("case", _closed_later("1", 120)),
        also=("management.services.overdue-explained",),
    ),
    Fault(
        "management.services.extension-approved",
        Text("经办人自行延长期限", "clerks extend periods by themselves"),
        patched_list("case", _by_clerk("0", CLERK)),
    ),
    Fault(
        "management.services.joint-extension-approved",
        Text("联合办理的延长由牵头部门批准", "the lead department approves extensions of joint handling"),
        patched_list("case", _by_clerk("1", CHIEF)),
    ),
    Fault(
        "management.services.first-review",
        Text("下级积压审查", "the lower level lets reviews pile up"),
        patched_list("case", at("firstReview.to", later(40))),
    ),
    Fault(
        "management.services.procedures-told",
        Text("特别程序不告知申请人", "applicants are not told of special procedures"),
        patched_list("case", drop("procedures[].toldAt")),
    ),
    Fault(
        "management.services.delivered-in-time",
        Text("证件每月集中制发", "licences are made once a month"),
        patched_list("case", _before("decision", "decidedAt", at("delivery.deliveredAt", later(30)))),
    ),
    Fault(
        "management.services.published-in-time",
        Text("公示每月推送一次", "decisions are made public once a month"),
        patched_list("publicity", at("publishedAt", later(20))),
    ),
    Fault(
        "management.services.promise",
        Text("承诺时限按自然日填写", "promises are filled in as if they were calendar days"),
        patched_list("item", _for(COMPANIES, at("promisedLimit.days", _longer))),
    ),
    Fault(
        "management.services.promise-to-persons",
        Text("面向个人的承诺长于法定时限", "promises to persons are longer than the statutory periods"),
        patched_list("item", _for({"1"}, at("promisedLimit.days", _longer))),
    ),
    Fault(
        "management.services.overdue-explained",
        Text("超时办件不说明理由", "overdue cases give no reason"),
        patched_list("case", drop("overrun")),
    ),
    Fault(
        "management.services.overdue-listed",
        Text("超时清单没有理由", "the list of overdue cases has no reasons"),
        patched_list("overdue", at("reason", says(""))),
    ),
    Fault(
        "management.services.bad-evaluations-handled",
        Text("差评不派单", "bad evaluations open no task"),
        skips("rectifications.open"),
    ),
    Fault(
        "management.services.rectified-in-time",
        Text("整改任务半年清理一次", "tasks are cleared twice a year"),
        patched_list("rectification", only(lambda task: task["openedAt"] < UNTIL, at("closedAt", later(60)))),
    ),
    Fault(
        "management.services.rectification-results",
        Text("整改任务没有结果即办结", "tasks are closed without a result"),
        patched_list("rectification", drop("measure")),
    ),
    Fault(
        "management.services.called-back",
        Text("实名差评不回访", "nobody calls back who gave a name"),
        patched_list("rectification", drop("calledBackAt")),
    ),
    Fault(
        "management.services.results-public",
        Text("评价汇总没有更新", "the sums of evaluations are not brought up to date"),
        gives("departments.grades", says({})),
    ),
    Fault(
        "management.services.archived",
        Text("办结的办件没有归档", "closed cases are not archived"),
        patched_list("case", drop("archive")),
    ),
    Fault(
        "management.services.complaints-answered",
        Text("投诉每月答复一次", "complaints are answered once a month"),
        patched_list("complaint", at("reply.repliedAt", later(40))),
    ),
)
