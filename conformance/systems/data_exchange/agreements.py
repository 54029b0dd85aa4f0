"""The sharing agreements: for each resource and requesting department who may and must do what (各部门的权利和义务)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.data_exchange.departments import OfDepartment
from conformance.systems.data_exchange.holding import Holding
from conformance.systems.service.part import Record
from conformance.systems.service.units import Unit

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System

_RIGHTS = (
    ("draw-data", "consumer", "在授权的范围、方式和时限内取得并使用数据。", "D809 20"),
    ("ask-for-correction", "consumer", "发现数据不准确、不完整的，提出校核申请并得到反馈。", "D809 26"),
    ("read-uses", "provider", "查阅需求部门的使用记录。", "D809 29"),
    ("suspend", "provider", "发现超出使用范围的，暂停共享权限并督促整改。", "D809 27"),
)
_DUTIES = (
    ("answer-in-time", "provider", "无条件共享的 1 个工作日内答复，有条件共享的 10 个工作日内答复。", "D809 21"),
    ("supply-in-time", "provider", "自同意之日起 20 个工作日内提供数据。", "D809 22"),
    ("keep-quality", "provider", "保证数据符合公布的格式、代码与更新频率。", "D809 11"),
    ("correct-in-time", "provider", "自收到校核申请之日起 10 个工作日内核实、更正并反馈。", "D809 26"),
    ("no-unilateral-end", "provider", "终止或者变更服务前与需求部门协商并备案。", "D809 27"),
    ("use-as-granted", "consumer", "不得擅自扩大使用范围、用于其他目的或者提供给第三方。", "D809 25"),
    ("accept-messages", "consumer", "接收符合约定格式的全部数据并出具回执。", "HUTONG"),
    ("record-uses", "consumer", "记录使用场景、过程、成效、存储与销毁情况，保存不少于 3 年。", "D809 29"),
    ("dispose", "consumer", "目的实现、无法实现或者不再必要的，按要求妥善处置。", "D809 27"),
    ("carry-unaltered", "platform", "完整传递报文，不重、不漏、不改，按日对账。", "HUTONG"),
    ("keep-available", "platform", "保障平台安全、稳定运行。", "D809 36"),
)
_TERM = {"from": "2026-01-01", "to": "2028-12-31"}


class Agreements(OfDepartment):
    """The agreements, each between the provider and one consumer."""

    of = "agreement"

    def agree(self) -> None:
        """Keep an agreement for every resource shared and every department that may ask for it."""
        for holding in self._system.holdings:
            for unit in self._system.parties.consumers() if holding.share_type != "none" else ():
                self.kept.add({"id": self.kept.next_id(), **agreement(self._system, holding, unit)})


def agreement(system: System, holding: Holding, unit: Unit) -> Record:
    """One agreement, but for its id."""
    identity = system.identity
    same_level = system.parties.party(unit)["level"] == system.parties.provider()["level"]
    second = (
        ("authority", identity.department.zh) if same_level else ("common-superior", f"{identity.upper.zh}的同级数据局")
    )
    levels = (("consultation", "双方政务数据共享工作机构"), second, ("government", f"{identity.place.zh}人民政府"))
    return {
        "resource": holding.code,
        "provider": signatory(identity.own, 1),
        "consumer": signatory(unit, 2),
        "rights": list(map(_clause, _RIGHTS)),
        "duties": list(map(_clause, _DUTIES)),
        "term": _TERM,
        "escalation": [{"level": level, "body": body} for level, body in levels],
    }


def signatory(unit: Unit, number: int) -> Record:
    """A party that signs, with whom to contact."""
    name = ("周启明", "何静")[number - 1]
    contact = {"name": name, "phone": f"0999-55503{number:02d}", "email": f"sharing@{unit.key}.example"}
    return {"name": unit.zh, "uscc": unit.uscc, "contact": contact}


def _clause(said: tuple[str, str, str, str]) -> Record:
    identifier, party, text, source = said
    return {"id": identifier, "party": party, "text": text, "source": source}
