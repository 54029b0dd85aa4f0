"""Faults against the bounds, the records and the end of use."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.text import Text
from conformance.systems.data_exchange.declaration import Declaration
from conformance.systems.data_exchange.delivery import Delivery
from conformance.systems.data_exchange.grants import Grants, Uses
from conformance.systems.data_exchange.holding import Value
from conformance.systems.data_exchange.rules import Rules
from conformance.systems.data_exchange.system import System
from conformance.systems.faults.exchange_shelves import KIND, later, listed
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal


def _outcome_to_follow(record: Record) -> Record:
    return {**record, "outcome": "暂无"}


def _kept_a_year(record: Record) -> Record:
    return {**record, "keptUntil": later(record["recordedAt"], 365)[:10]}


class DeclaredShort(Declaration):
    def declaration(self) -> Record:
        return {**super().declaration(), "useRetention": "P180D"}


class UsesInHouse(Uses):
    """Records of use are the requesting department's own affair."""

    def found(self, caller: Caller, identifier: str) -> Record:
        if caller.role in ("officer", "own-unit"):
            raise Refusal(404, "没有此使用记录。There is no such record of use.")
        return super().found(caller, identifier)


class AnyScenario(Rules):
    """The scenario is written to the log and not compared."""

    def granted_scenario(self, grant: Record, scenario: str | None) -> None:
        return


class RegionAsAsked(Delivery):
    """The region asked for takes the place of those granted."""

    def granted(self, record: Mapping[str, Value], name: str, grant: Record, region: str | None) -> bool:
        return record[name] == region if name and region else super().granted(record, name, grant, region)


def _region_as_asked(system: System) -> None:
    """Neither the gate nor the query knows the regions granted."""
    instead("delivery", RegionAsAsked)(system)
    instead("rules", AnyRegion)(system)


class AnyRegion(Rules):
    def granted_region(self, grant: Record, region: str | None) -> None:
        return


class NumberIsEnough(Rules):
    """Who knows the number of a grant may draw by it."""

    def may_draw(self, caller: Caller, grant: Record, method: str) -> None:
        self.in_force(grant)
        self.granted_method(grant, method)


class NotedOnly(Grants):
    """A report of misuse is noted, and acted on after a meeting."""

    def suspend(self, caller: Caller, record: Record, reason: str) -> Record:
        noted = {**super().suspend(caller, record, reason), "state": record["state"]}
        return self.save(noted)


class PeriodUnwatched(Grants):
    """A nightly job closes what is past its period, and it has stopped."""

    def today(self, record: Record) -> Record:
        return record


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


def _by_nobody(record: Record) -> Record:
    return {**record, "by": "待定"}


FAULTS: tuple[Fault, ...] = (
    Fault(
        "management.exchange.use-recorded",
        Text("应用成效填“暂无”", "a placeholder stands for the outcome"),
        listed("uses", _outcome_to_follow),
        KIND,
    ),
    Fault(
        "management.exchange.use-kept",
        Text("使用记录只保存一年", "records of use are kept for a year"),
        listed("uses", _kept_a_year),
        KIND,
    ),
    Fault(
        "management.exchange.use-kept",
        Text("声明的保存期限与日志相同", "the period declared is that of logs"),
        instead("declare", DeclaredShort),
        KIND,
        variant="declared",
    ),
    Fault(
        "management.exchange.use-looked-up",
        Text("提供部门看不到使用记录", "the provider cannot see records of use"),
        instead("uses", UsesInHouse),
        KIND,
    ),
    Fault(
        "management.exchange.scenario-kept",
        Text("使用场景只记日志，不与授权比对", "the scenario is logged and not compared"),
        instead("rules", AnyScenario),
        KIND,
    ),
    Fault(
        "management.exchange.region-kept",
        Text("请求的区划取代授权的区划", "the region asked for takes the place of those granted"),
        _region_as_asked,
        KIND,
    ),
    Fault(
        "management.exchange.grantee-only",
        Text("凭授权编号即可取数", "the number of a grant is enough"),
        instead("rules", NumberIsEnough),
        KIND,
    ),
    Fault(
        "management.exchange.misuse-suspends",
        Text("超范围使用只登记，不暂停", "misuse is noted and nothing suspended"),
        instead("grants", NotedOnly),
        KIND,
    ),
    Fault(
        "management.exchange.closed-grants",
        Text("夜间任务停摆，到期的授权仍然有效", "the nightly job that closes expired grants has stopped"),
        instead("grants", PeriodUnwatched),
        KIND,
    ),
    Fault(
        "management.exchange.end-closes",
        Text("终止的授权月底才关闭", "ended grants are closed at the end of the month"),
        instead("grants", ClosedMonthly),
        KIND,
    ),
    Fault(
        "management.exchange.disposed",
        Text("处置记录只存纸质表格", "disposal is recorded on paper only"),
        instead("grants", DisposalOnPaper),
        KIND,
    ),
    Fault(
        "management.exchange.disposal-elements",
        Text("处置人填“待定”", "a placeholder stands for who disposed of the data"),
        listed("disposals", _by_nobody),
        KIND,
    ),
)
