"""Faults against the periods of applications and of publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from conformance.model.text import Text
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.disclosure.periods import due
from conformance.systems.faults.changes import Change, at, before, drop, only
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import patched_list
from conformance.systems.faults.parts import around
from conformance.systems.faults.values import later, renamed, says
from conformance.systems.service.part import Record


def _as_submitted(record: Record) -> Record:
    return {**record, "receivedOn": record["submittedAt"][:10]}


def _in_the_middle_of_a_year(record: Record) -> bool:
    return record["submittedAt"][5:7] in ("03", "04", "05", "06", "07")


def _told_twice(record: Record) -> Record:
    return {**record, "corrections": record["corrections"] * 2}


def _from_the_receipt(record: Record) -> Record:
    """The last day stays the one computed when the application came in."""
    if "dueOn" not in record or "suppliedOn" not in record:
        return record
    return {**record, "dueOn": str(due({**record, "suppliedOn": record["receivedOn"]}))}


def _by_the_calendar(record: Record) -> Record:
    """Twenty days are taken for twenty working days."""
    if "dueOn" not in record or {"suppliedOn", "extension"} & record.keys():
        return record
    return {**record, "dueOn": str(date.fromisoformat(record["receivedOn"]) + timedelta(days=20))}


def _as_if(state: str, *states: str) -> Callable[..., Any]:
    """What was done once is taken for not done yet."""

    def again(sound: Callable[..., Any], record: Record, *given: Any) -> Any:
        return sound({**record, "state": state} if record["state"] in states else record, *given)

    return again


def _silent(kind: str, opinion: str) -> Change:
    """What the silence of a kind of party is taken for."""
    wanted = ("third-party", "none") if kind == "third-party" else ("joint-body", "deemed-consent")
    silent = only(lambda one: (one["kind"], one["opinion"]) == wanted, at("opinion", says(opinion)))
    return at("consultations[]", silent)


def _without_step(name: str) -> Change:
    return at("steps", lambda steps: [one for one in steps if one["step"] != name])


FAULTS: tuple[Fault, ...] = of_kind(
    DISCLOSURE,
    Fault(
        "management.disclosure.published-in-time",
        Text("文件按季度集中公开", "documents are published in quarterly rounds"),
        patched_list("document", only(before("madeOn", "2026"), at("publishedAt", later(60)))),
    ),
    Fault(
        "management.disclosure.receipt-day",
        Text("网上申请以提交之日为收到之日", "what comes on line counts as received when it is sent"),
        patched_list("application", only(lambda one: "confirmedOn" in one, Change(_as_submitted, ("receivedOn",)))),
        also=(
            "management.disclosure.correction-in-time",
            "management.disclosure.due-day-told",
            "management.disclosure.extension-bounded",
        ),
    ),
    Fault(
        "management.disclosure.correction-in-time",
        Text("补正告知每两周寄一次", "notices to correct go out every other week"),
        patched_list("application", at("corrections[].toldAt", later(14))),
    ),
    Fault(
        "management.disclosure.correction-once",
        Text("先告知一项，收到后再告知另一项", "what is lacking is told one by one"),
        patched_list("application", Change(_told_twice, ("corrections",))),
    ),
    Fault(
        "management.disclosure.correction-again-refused",
        Text("补正后仍可再次告知补正", "a correction can be asked for again"),
        around("applications.correct", _as_if("received", "supplied")),
        also=("support.sequences.in-turn",),
    ),
    Fault(
        "management.disclosure.correction-stated",
        Text("补正告知没有写明期限", "notices to correct have no time limit"),
        patched_list("application", drop("corrections[].until")),
        also=("support.contract.answers-match", "support.description.own-document"),
    ),
    Fault(
        "management.disclosure.clock-restarts",
        Text("收到补正后到期日不变", "the last day stays as it was when a correction comes in"),
        patched_list("application", Change(_from_the_receipt, ("dueOn",))),
    ),
    Fault(
        "management.disclosure.due-day-told",
        Text("到期日按自然日推算", "the last day is counted in calendar days"),
        patched_list("application", Change(_by_the_calendar, ("dueOn",))),
    ),
    Fault(
        "management.disclosure.answered-in-time",
        Text("答复等每月的例会", "answers wait for the monthly meeting"),
        patched_list("application", only(_in_the_middle_of_a_year, at("answer.answeredAt", later(40)))),
    ),
    Fault(
        "management.disclosure.extension-agreed",
        Text("经办人自行延长", "the officer extends the period alone"),
        patched_list("application", at("extension.approver", says("暂无"))),
    ),
    Fault(
        "management.disclosure.extension-bounded",
        Text("一次延长两个月", "an extension is two months more"),
        patched_list("application", at("extension.until", later(60))),
    ),
    Fault(
        "management.disclosure.extended-once",
        Text("延长可以一再办理", "extensions can follow each other"),
        around("applications.extend", _as_if("supplied", "extended")),
        also=("support.sequences.in-turn",),
    ),
    Fault(
        "management.disclosure.third-party-period",
        Text("只给第三方五个工作日", "third parties get a week less"),
        patched_list("application", at("consultations[].dueOn", later(-14))),
    ),
    Fault(
        "management.disclosure.third-party-silence",
        Text("第三方没有答复的记为同意", "the silence of a third party is taken for consent"),
        patched_list("application", _silent("third-party", "consent")),
    ),
    Fault(
        "management.disclosure.joint-body-silence",
        Text("共同制作机关不答复的记为未提出", "a joint body that does not answer is said to have no opinion"),
        patched_list("application", _silent("joint-body", "none")),
    ),
    Fault(
        "management.disclosure.steps-registered",
        Text("没有审核环节的时间", "the review is not timed"),
        patched_list("application", _without_step("reviewed")),
    ),
    Fault(
        "management.disclosure.archived",
        Text("办结后不归档", "closed cases are not archived"),
        patched_list("application", _without_step("archived")),
    ),
    Fault(
        "management.disclosure.penalty-withdrawn",
        Text("被撤销的处罚决定十余日后才撤回", "overturned penalties are withdrawn after a fortnight"),
        patched_list("penalty", at("withdrawnAt", later(14))),
    ),
    Fault(
        "management.disclosure.penalty-withdrawn",
        Text("被撤销的处罚决定仍在公开", "overturned penalties stay public"),
        patched_list("penalty", drop("withdrawnAt")),
        also=("management.disclosure.penalty-taken-down",),
        variant="never",
    ),
    Fault(
        "management.disclosure.penalty-taken-down",
        Text("撤回后列表仍显示当事人", "the list still shows whom it was about"),
        patched_list(
            "penalty", only(lambda one: one["state"] == "withdrawn", Change(lambda one: {**one, "party": "何某"}))
        ),
    ),
    Fault(
        "management.disclosure.penalty-reason",
        Text("撤回的理由写作“暂无”", "no reason is given for a withdrawal"),
        patched_list("penalty", at("reason", renamed("该决定经行政复议被撤销。", "暂无"))),
    ),
)
