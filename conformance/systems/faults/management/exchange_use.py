"""Faults against the bounds, the records and the end of use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.delivery import Delivery
from conformance.systems.data_exchange.grants import Grants
from conformance.systems.data_exchange.holding import Value
from conformance.systems.faults.changes import Change, at
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import patched_list, refuses, shows, skips, within
from conformance.systems.faults.parts import around, both, override_part
from conformance.systems.faults.values import later, says
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place

FIVE = frozenset(["scenario", "process", "outcome", "storage", "disposal"])


class RegionAsAsked(Delivery):
    """The region asked for takes the place of those granted."""

    def granted(self, record: Mapping[str, Value], name: str, grant: Record, region: str | None) -> bool:
        return record[name] == region if name and region else super().granted(record, name, grant, region)


class NotedOnly(Grants):
    """A report of misuse is noted, and acted on after a meeting."""

    def suspend(self, caller: Caller, record: Record, reason: str) -> Record:
        noted = {**super().suspend(caller, record, reason), "state": record["state"]}
        return self.save(noted)


class ClosedMonthly(Grants):
    """Ended grants are closed at the end of the month."""

    def end(self, record: Record, body: Record) -> Record:
        ended = super().end(record, body)
        self.save({**ended, "state": record["state"]})
        return ended


class DisposalOnPaper(Grants):
    """The record of disposal is a form that is filed on paper."""

    def dispose(self, record: Record, reason: str, done: Record) -> Record:
        return {"id": self._system.disposals.kept.next_id()}


def _filled_in(sound: Callable[..., Iterable[Place]], schema: str, value: Any) -> Iterable[Place]:
    """A column that must not be empty has a default, which stands for what was not sent."""
    if schema == "UseInput" and isinstance(value, dict) and value and value.keys() < FIVE:
        value |= dict.fromkeys(FIVE - value.keys(), "暂无")
    return sound(schema, value)


def _kept_a_year(use: Record) -> Record:
    return {**use, "keptUntil": later(365)(use["recordedAt"][:10])}


FAULTS = of_kind(
    EXCHANGE,
    Fault(
        "management.exchange.use-recorded",
        Text("应用成效填“待定”", "a placeholder stands for the outcome"),
        patched_list("use", at("outcome", says("待定"))),
    ),
    Fault(
        "management.exchange.use-complete",
        Text("缺的项以缺省值补齐", "a default is filled in for what is lacking"),
        around("checking.places", _filled_in),
        also=("support.contract.refuses",),
    ),
    Fault(
        "management.exchange.use-kept",
        Text("使用记录只保存一年", "records of use are kept for a year"),
        patched_list("use", Change(_kept_a_year, ("keptUntil",))),
    ),
    Fault(
        "management.exchange.use-kept",
        Text("声明的保存期限与日志相同", "the period declared is that of logs"),
        shows("declaration", at("useRetention", says("P180D"))),
        variant="declared",
    ),
    Fault(
        "management.exchange.use-looked-up",
        Text("提供部门看不到使用记录", "the provider cannot see records of use"),
        refuses(
            "uses.found",
            404,
            "没有此使用记录。There is no such record of use.",
            lambda caller, identifier: caller.role in ("officer", "own-unit"),
        ),
    ),
    Fault(
        "management.exchange.scenario-kept",
        Text("使用场景只记日志，不与授权比对", "the scenario is logged and not compared"),
        skips("rules.granted_scenario"),
        also=("management.exchange.beyond-told",),
    ),
    Fault(
        "management.exchange.beyond-told",
        Text(
            "超出授权的区划只作筛选，得到空的结果",
            "a region beyond the grant is filtered out, and nothing found",
        ),
        skips("rules.granted_region"),
    ),
    Fault(
        "management.exchange.region-kept",
        Text("请求的区划取代授权的区划", "the region asked for takes the place of those granted"),
        both(override_part("delivery", RegionAsAsked), skips("rules.granted_region")),
        also=("management.exchange.beyond-told",),
    ),
    Fault(
        "management.exchange.grantee-only",
        Text("凭授权编号即可取数", "the number of a grant is enough"),
        within("rules.may_draw", "rules.may_act_for", lambda sound, caller, party: None),
    ),
    Fault(
        "management.exchange.misuse-suspends",
        Text("超范围使用只登记，不暂停", "misuse is noted and nothing suspended"),
        override_part("grants", NotedOnly),
        also=("management.exchange.misuse-on-record",),
    ),
    Fault(
        "management.exchange.closed-grants",
        Text("夜间任务停摆，到期的授权仍然有效", "the nightly job that closes expired grants has stopped"),
        around("grants.today", lambda sound, grant: grant),
    ),
    Fault(
        "management.exchange.end-closes",
        Text("终止的授权月底才关闭", "ended grants are closed at the end of the month"),
        override_part("grants", ClosedMonthly),
        also=("management.exchange.end-final",),
    ),
    Fault(
        "management.exchange.disposed",
        Text("处置记录只存纸质表格", "disposal is recorded on paper only"),
        override_part("grants", DisposalOnPaper),
        also=("management.exchange.disposal-kept",),
    ),
    Fault(
        "management.exchange.disposal-elements",
        Text("处置人填“待定”", "a placeholder stands for who disposed of the data"),
        patched_list("disposal", at("by", says("待定"))),
        also=("management.exchange.disposal-kept",),
    ),
)
