"""What a disclosure platform may hold: no application, rare characters, delays the regulation allows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.disclosure.periods import due
from conformance.systems.faults.changes import Change, at, only
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.mutations import patched_list
from conformance.systems.faults.values import later, says
from conformance.systems.service.part import Record
from conformance.systems.twins.data.held import RARE
from conformance.systems.twins.twin import Lawful, Order, Twin, fixed, of_kind


def _rare(system: Any) -> None:
    for record in system.documents.kept.all():
        record = {**record, "title": record["title"] + RARE, "summary": RARE + record["summary"]}
        system.documents.save({**record, "files": system.documents.files(record)})


def _first_day_set_aside(record: Record) -> Record:
    """The day a letter goes out is the first of those that do not count."""
    consultations = record["consultations"]
    if not consultations or "dueOn" not in record or "extension" in record:
        return record
    earlier = [
        {**one, "sentAt": str(date.fromisoformat(one["sentAt"][:10]) - timedelta(days=1))} for one in consultations
    ]
    return {**record, "dueOn": str(due({**record, "consultations": earlier}))}


def _delayed(record: Record) -> Record:
    told = record["answer"]["answeredAt"]
    delay = {"reason": "为课题研究所需，数量较多。", "until": later(60)(told)[:10], "toldAt": told}
    return {**record, "answer": {**record["answer"], "answeredAt": later(40)(told)}, "delay": delay}


def _is_delayed(record: Record) -> bool:
    """Some of those answered in the spring, so that they stay in their year."""
    return record["state"] == "answered" and record["submittedAt"][5:7] == "04" and "fee" not in record


_NOTHING = frozenset({Reason.PRECONDITION_NOT_MET, Reason.NOTHING_EXERCISED})
TWINS = of_kind(
    DISCLOSURE,
    Twin(
        "no-application",
        Text("没有任何申请", "holds no application"),
        Lawful(
            Text("没有条款要求系统中必有多少数据。", "No clause asks a system to hold so many records."),
            "support.paging",
        ),
        fixed(
            Mutation(lambda system: system.connection.execute("delete from records where collection = 'application'"))
        ),
        frozenset({"held"}),
        order=Order.FIRST,
        lacks=_NOTHING,
    ),
    Twin(
        "rare-characters",
        Text("名称与概述含扩展区汉字、组合字符与表情符号", "holds rare characters in titles and summaries"),
        Lawful(
            Text("文本可含任何 Unicode 字符，含基本平面之外的汉字。", "A text may hold any character of Unicode."),
            "RFC 8259 8.1, GB 18030",
        ),
        fixed(Mutation(_rare)),
        frozenset({"documents"}),
        order=Order.FIRST,
    ),
    Twin(
        "report-on-the-monday",
        Text("年度报告在周末之后的星期一公布", "publishes its report on the Monday after a weekend"),
        Lawful(
            Text(
                "期限的最后一日是休息日的，以其后的首个工作日为最后一日。",
                "A period that ends on a day off ends on the next working day.",
            ),
            "民法典 203",
        ),
        fixed(
            patched_list(
                "report",
                only(
                    lambda one: one["level"] == "department" and one["year"] == "2025",
                    at("publishedAt", says("2026-02-02T09:00:00+08:00")),
                ),
            )
        ),
        frozenset({"reports"}),
    ),
    Twin(
        "first-day-set-aside",
        Text("发出征求意见书的当日也不计入答复期限", "sets aside the day a letter goes out as well"),
        Lawful(
            Text(
                "征求意见所需时间不计算在内，自何时起不计没有写明。",
                "The time of consultations does not count; from which hour on is not said.",
            ),
            "OGI 33",
        ),
        fixed(patched_list("application", Change(_first_day_set_aside, ("dueOn",)))),
        frozenset({"periods"}),
    ),
    Twin(
        "delays-with-reason",
        Text("数量明显超过合理范围的延迟答复", "delays the answer to what is plainly beyond reason"),
        Lawful(
            Text(
                "无法在期限内答复的，可以确定延迟答复的合理期限并告知申请人。",
                "Where it cannot answer in time, a body may set a reasonable later time and tell the applicant.",
            ),
            "OGI 35",
        ),
        fixed(patched_list("application", only(_is_delayed, Change(_delayed, ("answer.answeredAt", "delay"))))),
        frozenset({"answers"}),
    ),
)
