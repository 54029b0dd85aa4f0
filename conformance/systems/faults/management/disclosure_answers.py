"""Faults against what answers tell, fees, annual reports, and requests for correction."""

from __future__ import annotations

from typing import Any

from conformance.model.text import Text
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.faults.changes import Change, at, drop, each, only
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import patched_list, refuses
from conformance.systems.faults.values import later, says
from conformance.systems.service.part import Record


def _of(change: Change, **wanted: Any) -> Change:
    """The change of the records that say this at their top, or in their answer."""

    def holds(record: Record) -> bool:
        said = {**record, **record.get("answer", {})}
        return all(said.get(name) in ((value,) if isinstance(value, str) else value) for name, value in wanted.items())

    return only(holds, change)


def _charged(record: Record) -> Record:
    noticed = {"by": "files", "quantity": 1, "amount": 50, "noticedAt": record["submittedAt"]}
    return {"fee": noticed} | record


def _more(number: int) -> int:
    return number + 1


WITHHELD = ("refused", "partial")
FAULTS: tuple[Fault, ...] = of_kind(
    DISCLOSURE,
    Fault(
        "management.disclosure.refusal-reasoned",
        Text("不予公开的理由只写“无”", "refusals give no reason"),
        patched_list("application", _of(at("answer.reason", says("无")), outcome=WITHHELD)),
    ),
    Fault(
        "management.disclosure.unavailable-explained",
        Text("无法提供的不写情况", "what is unavailable is not explained"),
        patched_list("application", _of(at("answer.reason", says("无")), outcome="unavailable")),
    ),
    Fault(
        "management.disclosure.partial-released",
        Text("部分公开的只发告知书，不附内容", "a partial disclosure is a letter and nothing else"),
        patched_list("application", _of(drop("answer.provided"), outcome="partial")),
    ),
    Fault(
        "management.disclosure.refusal-remedy",
        Text("答复模板只写可以起诉或者复议", "the letter says that one may sue or apply"),
        patched_list("application", at("answer.remedy.order", says("either"))),
    ),
    Fault(
        "management.disclosure.refusal-remedy",
        Text("复议期限写作三十日", "the period for reconsideration is said to be thirty days"),
        patched_list("application", at("answer.remedy.period", says("P30D"))),
        variant="period",
    ),
    Fault(
        "management.disclosure.remedy-told",
        Text("信息不存在的答复没有救济途径", "that information is not held tells no remedy"),
        patched_list("application", _of(drop("answer.remedy"), outcome="unavailable")),
    ),
    Fault(
        "management.disclosure.fee-only-excess",
        Text("每件申请收取五十元", "fifty yuan are taken for every application"),
        patched_list("application", _of(Change(_charged, ("fee",)), state="answered")),
        also=(
            "management.disclosure.answered-in-time",
            "management.disclosure.clock-restarts",
            "management.disclosure.fee-by-steps",
        ),
    ),
    Fault(
        "management.disclosure.fee-by-steps",
        Text("自第一件起计费", "the first ten are charged as well"),
        patched_list("application", at("fee.amount", lambda amount: amount + 1000)),
    ),
    Fault(
        "management.disclosure.report-of-department",
        Text("部门年度报告与政府的一并公布", "departments publish along with the government"),
        patched_list("report", _of(at("publishedAt", later(60)), level="department")),
    ),
    Fault(
        "management.disclosure.report-of-government",
        Text("政府年度报告四月才公布", "the government's report comes in April"),
        patched_list("report", _of(at("publishedAt", later(30)), level="government")),
    ),
    Fault(
        "management.disclosure.report-contents",
        Text("复议诉讼一节留空", "the part on reconsiderations and suits is left blank"),
        patched_list("report", at("disputes", says(" "))),
    ),
    Fault(
        "management.disclosure.report-assessment",
        Text("政府的报告沿用部门的模板", "the government uses the departments' template"),
        patched_list("report", drop("assessment")),
    ),
    Fault(
        "management.disclosure.report-format",
        Text("总体情况一节留空", "the part on the year in general is left blank"),
        patched_list("report", at("general", says(" "))),
    ),
    Fault(
        "management.disclosure.report-adds-up",
        Text("总计由人工填报", "the total is filled in by hand"),
        patched_list("report", at("counts.total", _more)),
        also=("management.disclosure.report-of-cases",),
    ),
    Fault(
        "management.disclosure.report-of-cases",
        Text("年终前补录一件没有登记的申请", "an application nobody registered is counted in"),
        patched_list(
            "report",
            _of(each(*(at(f"counts.{name}", _more) for name in ("received", "disclosed", "total"))), year="2025"),
        ),
    ),
    Fault(
        "management.disclosure.corrections-told",
        Text("更正申请的入口已下线", "the form for corrections is gone"),
        refuses("corrections.submit", 404, "没有此服务。There is no such service."),
    ),
    Fault(
        "management.disclosure.corrections-told",
        Text("更正结果不告知申请人", "nobody tells the applicant what came of it"),
        patched_list("correction", drop("reply.toldAt")),
        also=("support.contract.answers-match", "support.description.own-document"),
        variant="silent",
    ),
)
