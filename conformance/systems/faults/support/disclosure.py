"""Faults of a disclosure platform in the life of an application, and in what its contract says of every answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.model.text import Text
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.faults.changes import at
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import refuses, shows, skips
from conformance.systems.faults.parts import around
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record


def _extended(caller: Caller, record: Record, body: Record) -> bool:
    return bool(record["state"] == "extended")


def _answered_again(sound: Callable[..., Any], caller: Caller, record: Record, body: Record) -> Any:
    """An answer may be sent out once more, and takes the place of the first."""
    return sound(caller, {**record, "state": "received"} if record["state"] == "answered" else record, body)


def _keeps_the_first_words(sound: Callable[..., Any], caller: Caller, record: Record, body: Record) -> Any:
    """The letter of extension froze the description, and a later change does not reach it."""
    frozen = {"description": record["description"]} if record["state"] == "extended" and "description" in record else {}
    return sound(caller, record, {**body, **frozen})


def _handed_in_anew(sound: Callable[..., Any], caller: Caller, record: Record, body: Record) -> Any:
    """A change makes the day of the submission that of the change."""
    made = sound(caller, record, body)
    return {**made, "submittedAt": made["submittedAt"][:14] + "59:59+08:00"}


FAULTS: tuple[Fault, ...] = of_kind(
    DISCLOSURE,
    Fault(
        "support.sequences.steps-accepted",
        Text("已延长的申请不得再更改", "an application that was extended may not be changed"),
        refuses("applications.change", 409, "已延长答复期限。The period was extended.", _extended),
    ),
    Fault(
        "support.sequences.in-turn",
        Text("已答复的申请可以再次答复", "an application can be answered once more"),
        around("applications.decide", _answered_again),
    ),
    Fault(
        "support.sequences.records-as-written",
        Text("延长时锁定申请内容，更改不生效", "an extension freezes the application, and changes do not take effect"),
        around("applications.change", _keeps_the_first_words),
    ),
    Fault(
        "support.sequences.stays-withdrawn",
        Text("已撤回的申请仍可更改", "an application is changed after its withdrawal"),
        skips("applications.in_turn", lambda act, record: act == "change" and record["state"] == "withdrawn"),
        also=("support.refusals.after-withdrawal",),
    ),
    Fault(
        "support.refusals.after-withdrawal",
        Text("已撤回的更正申请仍可告知结果", "a request for correction is replied to after its withdrawal"),
        skips("corrections.in_turn", lambda act, record: record["state"] == "withdrawn"),
    ),
    Fault(
        "support.requests.stable-identifier",
        Text("更改后提交时间改为更改的时间", "the time of submission becomes that of the change"),
        around("applications.change", _handed_in_anew),
    ),
    Fault(
        "support.description.own-document",
        Text("栏目的条数写成文字", "the number of documents under a heading is a text"),
        shows("heading", at("count", str)),
        also=("support.contract.answers-match", "application.disclosure.empty-headings-explained"),
    ),
    Fault(
        "support.errors.no-server-error",
        Text("旧站的附件缺失，下载时出错", "files of the old site are missing, and the download fails"),
        refuses(
            "documents.file",
            500,
            "请稍后再试。Please try again later.",
            lambda caller, identifier, number: identifier < "d-000050",
        ),
        also=(
            *("application.disclosure.files-as-listed", "application.disclosure.files-downloaded"),
            *("support.contract.accepts", "support.requests.not-acceptable"),
        ),
    ),
)
