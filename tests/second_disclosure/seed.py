"""The seed: two years of a platform of 临澜市, laid out in time before the fixed day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.second_disclosure.applications import with_remedy
from tests.second_disclosure.files import Files, Row, body
from tests.second_disclosure.reports import published
from tests.second_disclosure.seed_rows import APPLICANTS, APPLICATIONS, DOCUMENTS, PENALTIES, REASONS, UNITS
from tests.second_system.accounts import WATER, Account
from tests.second_system.audit import Audit
from tests.second_system.clock import stamp
from tests.second_system.days import working_days_after

OFFICERS = {"w": "water:lin.yue", "c": "culture:bai.qing", "d": "dataoffice:su.ming"}


def at(day: str, hour: str = "10:20") -> str:
    """A moment by Shanghai time, as the platform writes it."""
    return stamp(datetime.fromisoformat(f"{day}T{hour}:00+08:00"))


def after(day: str, count: int) -> str:
    return working_days_after(date.fromisoformat(day), count).isoformat()


def planted(files: Files) -> Files:
    """The platform as it stands on the fixed morning."""
    for line in DOCUMENTS.strip().splitlines():
        _document(files, line)
    _odd_documents(files)
    for line in APPLICATIONS.strip().splitlines():
        _application(files, line)
    _corrected(files)
    _consulted(files)
    _longer(files)
    _charged(files)
    _in_hand(files)
    _corrections(files)
    _penalties(files)
    published(files)
    return files


def _document(files: Files, line: str, **fixed: str) -> Row:
    unit, made, out, heading, rest = line.split(" ", 4)
    title, summary = rest.rsplit(" ", 1)
    text = {"title": title, "summary": summary, "heading": heading, "madeOn": made,
            "content": f"{summary}详见附件，咨询可到政府信息公开窗口。"}  # fmt: skip
    document = files.register(UNITS[unit], text, at(made, "16:40"))
    document.fixed.update(fixed)
    if out != "-":
        review = {"decision": "approve", "reviewedAt": at(out, "08:50")}
        document.in_force, document.draft = {**text, "publishedAt": at(out, "09:05"), "review": review}, None
    return text


def _odd_documents(files: Files) -> None:
    """Passed on from others, on the period of another law, changed, drafted, and returned."""
    _document(files, "w 2025-11-03 2026-03-10 rules 河湖管理通知 转发上级通知。", origin="forwarded")
    law = {"periodRule": "other-law", "periodBasis": "《水文条例》第二十三条"}
    _document(files, "w 2026-01-30 2026-06-30 statistics 水文年报 按水文法规汇交后公布。", **law)
    _document(files, "w 2025-04-01 2026-07-17 welfare 饮水安全 监测点名单 列明监测点位。")
    changed = files.documents[max(files.documents)].in_force
    assert changed
    changed["changedOn"] = "2026-06-23"
    _document(files, "w 2026-10-26 - fees 污水处理费标准 拟公布调整后的标准。")
    returned = _document(files, "c 2026-10-21 - plans 旅游旺季安排 拟公布旺季接待安排。")
    returned["review"] = {"decision": "return", "opinion": "缺少联系电话。", "reviewedAt": at("2026-10-23")}


def _application(files: Files, line: str, **members: Any) -> Row:
    unit, channel, who, sent, received, answered, outcome, ground, subject = line.split(" ", 8)
    owner, kind, name = APPLICANTS[who]
    proof = {"kind": "credit-code" if kind == "organisation" else "resident-card", "tail": f"{owner[-3:]}X"}
    applicant = {"kind": kind, "name": name, "proof": proof, "contact": f"{owner[-5:]}@linlan.example"}
    steps = [{"step": "registered", "at": at(sent)}]
    row = files.add("applications", {
        "body": body(UNITS[unit]), "channel": channel, "applicant": applicant, "subject": subject,
        "form": {"medium": "electronic", "means": "online"}, "state": "submitted", "submittedAt": at(sent),
        "corrections": [], "consultations": [], "steps": steps, "_owner": owner,
    })  # fmt: skip
    if received != "-":
        row.update(state="received", receivedOn=received)
        row.update({"registered-post": {"signedOn": received}, "in-person": {}}.get(channel, {"confirmedOn": received}))
        steps.append({"step": "reviewed", "at": at(received, "15:10")})
    row.update(members)
    if answered != "-":
        _answer(row, OFFICERS[unit], received, answered, outcome, ground)
    return row


def _answer(row: Row, by: str, received: str, answered: str, outcome: str, ground: str) -> None:
    said: Row = {"outcome": outcome}
    if ground != "-":
        reason, basis = REASONS[ground]
        said |= {"ground": ground, "reason": reason, "legalBasis": basis}
    if outcome in ("disclosed", "partial"):
        said["provided"] = [row["subject"] + "（电子文本）"]
    if ground == "not-held":
        said["competent"] = "临澜市民政局（电话 0999-5553300）"
    row.update(state="answered", answer={**with_remedy(said), "answeredAt": at(answered, "16:00"), "answeredBy": by})
    handled = max(after(received, 1), received)
    row["steps"] += [
        {"step": "handled", "at": at(min(handled, answered))},
        {"step": "answered", "at": at(answered, "16:00")},
    ]
    if answered < "2026-04-01":
        filed = after(answered, 45)
        row["archiveNumber"] = f"澜水公开-{answered[:4]}-{row['id'][-3:]}"
        row["steps"].append({"step": "archived", "at": at(filed)})


def _notice(told: str, days: int, *items: str) -> list[Row]:
    return [{"toldAt": at(told, "11:30"), "items": list(items), "until": after(told, days)}]


def _corrected(files: Files) -> None:
    """One corrected and then answered, one never corrected, one still awaited, one corrected and in hand."""
    _application(files, "w internet a 2026-05-11 2026-05-12 2026-06-25 disclosed - 水价听证材料",
                 suppliedOn="2026-06-01",
                 corrections=_notice("2026-05-21", 10, "请写明年份。", "请写明所需材料。"))  # fmt: skip
    _application(files, "w in-person p6 2026-06-16 2026-06-16 2026-07-16 other not-supplied 有关文件",
                 corrections=_notice("2026-06-26", 10, "请写明文件的名称或者特征。"))  # fmt: skip
    _application(files, "w internet p8 2026-10-22 2026-10-23 - - - 水务资料", state="correcting",
                 corrections=_notice("2026-10-28", 15, "请写明所需信息的内容。"))  # fmt: skip
    _application(files, "w internet b 2026-10-12 2026-10-13 - - - 闸门检修记录", state="supplied",
                 corrections=_notice("2026-10-19", 7, "请写明闸门名称。"), suppliedOn="2026-10-23")  # fmt: skip


def _letter(kind: str, party: str, sent: str, received: str, opinion: str, closed: str = "", reason: str = "") -> Row:
    row = {"kind": kind, "party": party, "sentAt": at(sent), "receivedOn": received, "dueOn": after(received, 15),
           "opinion": opinion}  # fmt: skip
    if opinion in ("consent", "dissent"):
        row["repliedAt"] = at(closed, "14:00")
    return row | ({"closedOn": closed} if closed else {}) | ({"reason": reason} if reason else {})


def _consulted(files: Files) -> None:
    """A third party that dissents, one that is silent, a joint body that is silent, two asked at once, one awaited."""
    dissent = _letter(
        "third-party", "清源桶装水厂", "2026-03-12", "2026-03-16", "dissent", "2026-03-30", "含配方工艺。"
    )
    _application(files, "w internet p3 2026-03-09 2026-03-10 2026-04-24 refused third-party 水厂工艺备案",
                 consultations=[dissent])  # fmt: skip
    silent = _letter("third-party", "北桥混凝土有限公司", "2026-04-22", "2026-04-24", "none", "2026-05-19")
    _application(files, "w internet p4 2026-04-20 2026-04-21 2026-06-10 disclosed - 弃土处置协议",
                 consultations=[silent])  # fmt: skip
    joint = _letter("joint-body", "临澜市财政局", "2026-07-08", "2026-07-09", "deemed-consent", "2026-07-30")
    other = _letter("other-body", "澜江省水利厅", "2026-07-10", "2026-07-13", "consent", "2026-07-21")
    _application(files, "w in-person o1 2026-07-03 2026-07-03 2026-08-21 disclosed - 联合调研报告",
                 consultations=[joint, other])  # fmt: skip
    awaited = _letter("third-party", "金穗养殖场", "2026-10-22", "2026-10-26", "pending")
    _application(files, "w internet a 2026-10-12 2026-10-13 - - - 养殖取水监测", consultations=[awaited])


def _extension(received: str, told: str, days: int) -> Row:
    until = after(received, 20 + days)
    said = {"approver": "临澜市水务局办公室主任 江远帆", "reason": "所涉档案较多，需逐件查找。", "until": until}
    return {"extension": {**said, "toldAt": at(told)}, "_days": days}


def _longer(files: Files) -> None:
    """Extended and answered, extended and in hand, and delayed by article 35."""
    _application(files, "w internet p5 2026-07-27 2026-07-28 2026-09-18 disclosed - 历年河道确权资料",
                 **_extension("2026-07-28", "2026-08-24", 20))  # fmt: skip
    _application(files, "w internet b 2026-09-27 2026-09-28 - - - 水闸设计图", state="extended",
                 **_extension("2026-09-28", "2026-10-29", 12))  # fmt: skip
    delay = {"reason": "申请人说明系开展课题研究。", "until": "2026-10-30", "toldAt": at("2026-08-18")}
    _application(files, "w internet o1 2026-08-04 2026-08-05 2026-10-28 disclosed - 二十年泵站运行日志", delay=delay)


def _charged(files: Files) -> None:
    """Thirteen applications of one applicant in a month, the last charged by number; another charged by pages."""
    for number in range(1, 13):
        _application(files, f"w internet o1 2026-06-02 2026-06-03 2026-06-24 disclosed - {number} 号断面水质月报")
    fee = {"by": "files", "quantity": 13, "amount": 300, "noticedAt": at("2026-06-17"), "paidOn": "2026-06-22"}
    _application(files, "w internet o1 2026-06-09 2026-06-10 2026-07-15 disclosed - 13 号断面水质月报", fee=fee)
    fee = {"by": "pages", "quantity": 230, "amount": 3900, "noticedAt": at("2026-09-09"), "paidOn": "2026-09-15"}
    _application(files, "w internet p7 2026-08-31 2026-09-01 2026-10-15 disclosed - 堤防勘察报告", fee=fee)


def _in_hand(files: Files) -> None:
    _application(files, "w internet a 2026-10-30 - - - - 冬季供水预案")
    _application(files, "w registered-post p3 2026-10-26 2026-10-29 - - - 井封填验收记录")
    _application(files, "w internet b 2026-10-12 2026-10-13 - - - 水库蓄水日报", state="withdrawn",
                 withdrawnAt=at("2026-10-19"))  # fmt: skip
    first = next(row for row in files.rows["applications"].values() if row["subject"] == "2024 年取水许可结果")
    line = f"w internet a 2026-09-07 2026-09-08 2026-09-24 not-processed repeated {first['subject']}"
    again = _application(files, line)
    again["answer"]["repeats"] = first["id"]


def _corrections(files: Files) -> None:
    head = {"body": body(WATER), "record": "节水补贴名册中本人一行", "claim": "户号登记有误，少一位。",
            "evidence": "水费单复印件"}  # fmt: skip
    replies = (("corrected", "核对后已更正。"), ("upheld", "经核对登记无误。"), ("transferred", "已转送登记机关。"))
    for number, (result, explanation) in enumerate(replies, 3):
        reply = {"result": result, "explanation": explanation, "toldAt": at(f"2026-0{number}-24")}
        files.add("corrections", {**head, "state": "replied", "submittedAt": at(f"2026-0{number}-09"), "reply": reply,
                                  "_owner": APPLICANTS["a" if number < 5 else "b"][0]})  # fmt: skip
    files.add("corrections", {**head, "state": "submitted", "submittedAt": at("2026-10-28"), "_owner": "citizen:80017"})
    files.add("corrections", {**head, "state": "withdrawn", "submittedAt": at("2026-10-12"),
                              "withdrawnAt": at("2026-10-14"), "_owner": "citizen:80052"})  # fmt: skip


def _penalties(files: Files) -> None:
    """Two were overturned and withdrawn, one over the holiday; one was overturned on Friday and has till Wednesday."""
    for line in PENALTIES.strip().splitlines():
        decided, out, number, party, content = line.split(" ")
        files.add("penalties", {
            "title": f"{party}行政处罚决定", "body": body(WATER), "number": number, "party": party, "content": content,
            "decidedOn": decided, "publishedAt": at(out), "state": "published",
        })  # fmt: skip
    *_, last = files.rows["penalties"].values()
    last["overturnedOn"] = "2026-10-30"
    for out, overturned, gone in (
        ("2026-05-13", "2026-09-29", "2026-10-09"),
        ("2026-08-12", "2026-10-15", "2026-10-16"),
    ):
        files.add("penalties", {
            "title": "行政处罚决定信息（已撤回）", "body": body(WATER), "publishedAt": at(out), "state": "withdrawn",
            "overturnedOn": overturned, "withdrawnAt": at(gone), "reason": "该决定已被行政复议机关依法撤销。",
        })  # fmt: skip


def past(audit: Audit, morning: datetime) -> None:
    """Audit records of the year and a month before the fixed morning."""
    water, citizen = Account(OFFICERS["w"], "officer", WATER), Account("citizen:80017", "applicant")
    for month in range(13):
        when = morning - timedelta(days=390 - 30 * month)
        audit.record(citizen, "submitApplication", "/applications", 201, True, when)
        audit.record(water, "confirmReceipt", "/applications/q-200036/receipt", 200, True, when + timedelta(hours=1))
        audit.record(citizen, "confirmReceipt", "/applications/q-200036/receipt", 403, True, when + timedelta(hours=2))
