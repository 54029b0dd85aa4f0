"""Faults in the life of a sharing request that no single request shows: they need some steps in a certain order."""

from __future__ import annotations

from collections.abc import Callable

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.holding import Holding
from conformance.systems.data_exchange.requests import ELEMENTS, Requests
from conformance.systems.data_exchange.system import System
from conformance.systems.faults.fault import Fault, Mutation, hiding, of_kind
from conformance.systems.faults.mutations import refuses, skips
from conformance.systems.faults.parts import around, override_part
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record

WORDS = ("basis", "scenario")


class FormOfTheDepartment(Requests):
    """A form under work is kept by department, not by request: what a supplement leaves open is filled in from it."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._forms: dict[str, Record] = {}

    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        self._keep(caller, body)
        return super().submit(caller, parent, body)

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        return super().change(caller, record, {**self._keep(caller, body), **body})

    def _keep(self, caller: Caller, body: Record) -> Record:
        words = {name: body[name] for name in WORDS if name in body}
        self._forms[caller.unit] = {**self._forms.get(caller.unit, {}), **words}
        return self._forms[caller.unit]


class FirstForms(Requests):
    """Keeps each form as it was first handed in."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._first: dict[str, Record] = {}

    def settled(self, caller: Caller, holding: Holding, record: Record, now: str) -> Record:
        self._first.setdefault(record["id"], {name: record[name] for name in ELEMENTS if name in record})
        return super().settled(caller, holding, record, now)


class IntoTheFirstForm(FirstForms):
    """A supplement is put into the form as it was first handed in, without the supplements since."""

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        return super().change(caller, {**record, **self._first.get(record["id"], {})}, body)


class GrantOfTheFirstForm(FirstForms):
    """The text of a grant is drawn up when the request comes in, and consent only signs it."""

    def consent(self, record: Record, by: str, now: str, opinion: str | None = None) -> Record:
        made, grants = super().consent(record, by, now, opinion), self._system.grants
        grant, first = grants.get(made["grant"]), self._first.get(made["id"], {})
        if grant and "scenario" in first:
            grants.save({**grant, "scenario": first["scenario"]})
        return made


def _taken_for(state: str, method: str, when: Callable[[Record], bool]) -> Mutation:
    """A step takes some requests for what they are not."""
    return around(
        f"requests.{method}",
        lambda sound, caller, record, body: sound(caller, {**record, "state": state} if when(record) else record, body),
    )


def _undecided_when_withdrawn(request: Record) -> bool:
    """A decision asks whether the request is complete and undecided, and not whether it was withdrawn."""
    return request["state"] == "withdrawn" and "completeAt" in request and "decision" not in request


def _extended_and_decided(request: Record) -> bool:
    """What was extended counts as awaiting its decision, for the extension is still on record."""
    return "extension" in request and "decision" in request and request["state"] != "withdrawn"


def _refused(request: Record) -> bool:
    """A supplement to a refused request hands it in again under the same number."""
    return bool(request["state"] == "refused")


def _is_extended(caller: Caller, record: Record, body: Record) -> bool:
    return bool(record["state"] == "extended")


FAULTS = of_kind(
    EXCHANGE,
    Fault(
        "support.sequences.steps-accepted",
        Text("已延长答复期限的申请不得再补充", "a request whose reply was put off may not be supplemented"),
        refuses("requests.change", 409, "已延长答复期限。The reply has been put off.", _is_extended),
    ),
    Fault(
        "support.sequences.records-as-written",
        Text("在办的申请表按部门保存，不按申请保存", "a form under work is kept by department, not by request"),
        override_part("requests", FormOfTheDepartment),
    ),
    Fault(
        "support.sequences.records-as-written",
        Text("再次补充时并入最初的申请表", "a further supplement is put into the form first handed in"),
        override_part("requests", IntoTheFirstForm),
        variant="lost",
        hides=hiding(
            "申请停在最初的内容，与据此拟定的授权一致",
            "a request kept as first handed in agrees with a grant drawn up from it",
            "support.sequences.list-agrees#granted",
        ),
    ),
    Fault(
        "support.sequences.list-agrees",
        Text("授权的文本在收件时拟定，同意时只签署", "the text of a grant is drawn up at intake and only signed later"),
        override_part("requests", GrantOfTheFirstForm),
        variant="granted",
    ),
    Fault(
        "support.sequences.stays-withdrawn",
        Text("答复只看是否齐全、是否已答复，不看是否已撤回", "a decision does not ask whether it was withdrawn"),
        _taken_for("submitted", "decide", _undecided_when_withdrawn),
        also=("support.refusals.after-withdrawal",),
    ),
    Fault(
        "support.sequences.stays-withdrawn",
        Text("撤回申请不终止据其所作的授权", "a withdrawal leaves the grant in force"),
        skips("grants.lapse"),
        also=("support.refusals.after-withdrawal",),
        variant="granted",
    ),
    Fault(
        "support.sequences.in-turn",
        Text("延长过的申请一直视为待答复", "what was extended always counts as awaiting its decision"),
        _taken_for("extended", "decide", _extended_and_decided),
    ),
    Fault(
        "support.sequences.in-turn",
        Text("补充使不同意的申请重新待答复", "a supplement opens a refused request again"),
        _taken_for("submitted", "change", _refused),
        variant="supplemented",
    ),
)
