"""Faults against the days a grant is for, its method, its suspension and its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.grants import Grants
from conformance.systems.data_exchange.holding import Holding
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import skips
from conformance.systems.faults.parts import around, override_part
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place

BY_TEMPLATE = {"manner": "destroyed", "by": "数据管理员"}


class EndsWithItsLastDay(Grants):
    """The last day is taken for the moment it begins."""

    def today(self, record: Record) -> Record:
        over = self._system.clock.now().date().isoformat() >= record["period"]["to"]
        return super().today({**record, "state": "expired"} if over and record["state"] == "active" else record)


class EndedAtAnyTime(Grants):
    """The end is entered whatever the state, so that a second one replaces the first."""

    def end(self, record: Record, body: Record) -> Record:
        return super().end({**record, "state": "active"}, body)


class SuspendedAtAnyTime(Grants):
    """A report of misuse suspends whatever the state."""

    def suspend(self, caller: Caller, record: Record, reason: str) -> Record:
        return super().suspend(caller, {**record, "state": "active"}, reason)


def _of_the_form(sound: Any, caller: Caller, record: Record, reason: str) -> Any:
    return sound(caller, record, "超范围使用")


def _a_day_at_least(sound: Callable[..., Iterable[Place]], holding: Holding, body: Record) -> Iterable[Place]:
    """Whoever wrote the form took a period for the nights between two days."""
    yield from sound(holding, body)
    period = body.get("period", {})
    if period and period.get("from") == period.get("to"):
        yield Place("止日须晚于起日。The last day must be after the first.", pointer="/period/to")


FAULTS = of_kind(
    EXCHANGE,
    Fault(
        "management.exchange.period-begins",
        Text("只看授权是否到期，不看是否已开始", "a grant is asked whether it is over, not whether it has begun"),
        around("rules.in_force", lambda sound, grant: sound({**grant, "period": {**grant["period"], "from": ""}})),
    ),
    Fault(
        "management.exchange.period-days",
        Text("末日零时即关闭", "a grant closes when its last day begins"),
        override_part("grants", EndsWithItsLastDay),
    ),
    Fault(
        "management.exchange.period-days",
        Text("止日须晚于起日，一日的时限不予收件", "the last day must be after the first, and one day is not taken in"),
        around("requests.places", _a_day_at_least),
        variant="refused",
    ),
    Fault(
        "management.exchange.method-kept",
        Text("一经授权，各种方式都可以取用", "what is granted is open by every method"),
        skips("rules.granted_method"),
    ),
    Fault(
        "management.exchange.end-final",
        Text("再次终止覆盖首次", "a second end replaces the first"),
        override_part("grants", EndedAtAnyTime),
        also=("support.refusals.after-withdrawal",),
    ),
    Fault(
        "management.exchange.end-final",
        Text("登记超范围使用使已终止的授权成为暂停", "a report of misuse makes an ended grant a suspended one"),
        override_part("grants", SuspendedAtAnyTime),
        also=("support.refusals.after-withdrawal",),
        variant="misused",
    ),
    Fault(
        "management.exchange.disposal-kept",
        Text("处置记录按模板填写", "records of disposal are filled in by template"),
        around("grants.dispose", lambda sound, record, reason, done: sound(record, reason, {**done, **BY_TEMPLATE})),
    ),
    Fault(
        "management.exchange.misuse-on-record",
        Text("暂停只写类别，不写情形", "a suspension states a category and not what was found"),
        around("grants.suspend", _of_the_form),
    ),
)
