"""Faults in the life of a case: what a step loses, opens again, refuses or lets through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.changes import at
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import refuses, refuses_otherwise, shows, skips
from conformance.systems.faults.parts import around, override_part
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.one_stop.cases import Cases
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record

Sound = Callable[..., Any]
OPEN = ("accepted", "suspended", "extended")


def _open_is_open(sound: Sound, record: Record, *states: str) -> None:
    """Whatever is accepted and not closed counts as accepted."""
    sound({**record, "state": "accepted"} if record["state"] in OPEN and "accepted" in states else record, *states)


def _materials_alone(sound: Sound, caller: Caller, record: Record, body: Record) -> Record:
    """Once all materials are there, a supplement adds materials and nothing else."""
    is_whole = record["state"] == "submitted"
    changed: Record = sound(caller, record, {name: body[name] for name in body if name == "materials" or not is_whole})
    return changed


def _not_decided_yet(sound: Sound, caller: Caller, record: Record, body: Record) -> Record:
    """An acceptance asks whether there was one, and not whether the case was withdrawn."""
    is_open = record["state"] == "withdrawn" and "receipt" not in record and not record["missing"]
    accepted: Record = sound(caller, {**record, "state": "submitted"} if is_open else record, body)
    return accepted


def _extended(caller: Caller, record: Record, body: Record) -> bool:
    return bool(record["state"] == "extended")


class TakenInAgain(Cases):
    """The time of submission becomes that of the supplement."""

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        return self.save({**super().change(caller, record, body), "submittedAt": self.stamp()})


FAULTS: tuple[Fault, ...] = of_kind(
    CENTRE,
    Fault(
        "support.sequences.in-turn",
        Text("特别程序期间也可作出决定", "cases are decided during a special procedure too"),
        around("cases.in_states", _open_is_open),
    ),
    Fault(
        "support.sequences.in-turn",
        Text("受理之后材料仍可更换", "materials can be replaced after acceptance"),
        skips(
            "cases.in_states",
            lambda record, *states: states == ("incomplete", "submitted") and record["state"] != "withdrawn",
        ),
        variant="supplemented",
    ),
    Fault(
        "support.sequences.records-as-written",
        Text("材料齐全后的补正只收材料", "once complete, a supplement takes in materials only"),
        around("cases.change", _materials_alone),
    ),
    Fault(
        "support.sequences.steps-accepted",
        Text("已延长期限的办件须先撤销延长", "an extended case cannot be decided before the extension is undone"),
        refuses("cases.decide", 409, "已延长期限。Its period was extended.", _extended),
    ),
    Fault(
        "support.sequences.stays-withdrawn",
        Text("受理只看是否已受理，不看是否已撤回", "an acceptance does not ask whether the case was withdrawn"),
        around("cases.accept", _not_decided_yet),
        also=("support.refusals.after-withdrawal",),
    ),
    Fault(
        "support.refusals.after-withdrawal",
        Text("已撤回的投诉仍可答复", "a complaint is replied to after its withdrawal"),
        skips("complaints.in_turn", lambda act, record: record["state"] == "withdrawn"),
    ),
    Fault(
        "support.requests.stable-identifier",
        Text("补正后申请时间改为补正的时间", "the time of submission becomes that of the supplement"),
        override_part("cases", TakenInAgain),
    ),
    Fault(
        "support.description.own-document",
        Text("进驻率写成文字", "the share at the centre is written as text"),
        shows("department", at("rate", str)),
        also=("support.contract.answers-match", "application.services.attendance"),
    ),
    Fault(
        "support.errors.no-server-error",
        Text("重复评价时出错", "a second evaluation is an error of the server"),
        refuses_otherwise("evaluations.may_evaluate", lambda refusal: KeyError(refusal.status)),
    ),
)
