"""What happened before the fixed day, planted by living it: the platform itself does each step, its clock set back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from conformance.systems.data_exchange.holding import Holding
from conformance.systems.data_exchange.seed.elsewhere import plant_disputes, plant_terminations
from conformance.systems.data_exchange.seed.past import LIVES, Past
from conformance.systems.service.clock import AS_OF, Clock
from conformance.systems.service.part import Record
from conformance.systems.service.seed_audit import seed_audit

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System

SCENARIOS = {
    "peer": ("核对社会救助家庭状况", "办理最低生活保障申请时核对家庭成员就业状况"),
    "upper": ("汇总分析全省就业形势", "编制全省就业形势季度分析"),
    "lower": ("开展本行政区域内的就业服务", "为本县登记失业人员推荐岗位"),
}
BASES = {
    "peer": "《社会救助暂行办法》关于核对申请家庭状况的规定",
    "upper": "《就业促进法》关于就业统计的规定",
    "lower": "《政务数据共享条例》第二十四条",
}
# Which record, what was found, and when it was asked, answered (empty: not yet), how.
CORRECTIONS = (
    ("peer", 0, "000003", "2026-08-12", "2026-08-20", "corrected", "失业原因与档案记载不一致"),
    ("lower", 1, "000011", "2026-09-16", "2026-09-24", "upheld", "单位名称与现场所见不一致"),
    ("upper", 0, "000020", "2026-10-28", "", "", "缺少登记日期"),
)


def plant(system: System) -> None:
    """Plant requests with what came of them, corrections, terminations, disputes, and the audit records of the year."""
    for number, life in enumerate(LIVES):
        _live(system, life, number)
    for asked in CORRECTIONS:
        _correct(system, *asked)
    system.clock = Clock()
    plant_terminations(system)
    plant_disputes(system)
    for event in seed_audit(AS_OF, "listResources", "/resources"):
        system.journal.append(event)


def _live(system: System, life: Past, number: int) -> None:
    fitting = [
        (identifier, holding)
        for identifier, holding in system.resources.held.items()
        if holding.share_type == life.share_type and life.method in holding.methods and holding.status != "ended"
    ]
    if not fitting:
        return  # a platform with other holdings has another past
    identifier, holding = fitting[life.place % len(fitting)]
    requests, officer, caller = system.requests, system.accounts.of("officer"), system.accounts.of(life.by)
    whole = _body(life, holding)
    body = {name: value for name, value in whole.items() if name not in life.lacks}
    _at(system, life.submitted, number)
    record = requests.submit(caller, identifier, body)
    if life.supplemented:
        _at(system, life.supplemented, number)
        record = requests.change(caller, record, {name: whole[name] for name in life.lacks})
    if life.extended:
        _at(system, life.extended, number)
        asked = {"approver": system.identity.department.zh, "reason": "需征求多个业务处室意见。"}
        record = requests.decide(officer, record, {"result": "extend", **asked})
    if life.decided and record["state"] != "consented":
        _at(system, life.decided, number)
        record = requests.decide(officer, record, _decision(life))
    if "grant" in record:
        _use(system, life, record, number)


def _use(system: System, life: Past, record: Record, number: int) -> None:
    """What was done under a grant: drawn, used, suspended, ended."""
    grants, caller = system.grants, system.accounts.of(life.by)
    grant = grants.known(record["grant"])
    _at(system, life.delivered, number)
    system.delivery.first(caller, grant)
    if life.method == "batch":
        system.batches.start(grant)
    if life.used:
        _at(system, life.used, number)
        system.uses.submit(caller, grant["id"], _one_use(grant))
    if life.suspended:
        _at(system, life.suspended, number)
        grant = grants.suspend(system.accounts.of("officer"), grant, "抽查发现查询量超出所述使用场景，待整改。")
    if life.ended:
        _at(system, life.ended, number)
        done = {"manner": "destroyed", "at": life.ended, "by": "何静", "note": "覆写删除并经复核。"}
        grants.end(grant, {"reason": "achieved", "disposal": done})
    elif life.to < AS_OF.date().isoformat():
        disposal = {"manner": "destroyed", "at": life.to, "by": "何静"}
        kept = grants.dispose(grant, "achieved", disposal)
        grants.save({**grant, "disposal": kept["id"]})


def _correct(
    system: System, by: str, place: int, record: str, asked: str, answered: str, result: str, found: str
) -> None:
    shared = [one for one, holding in system.resources.held.items() if holding.share_type == "conditional"]
    if not shared:
        return
    _at(system, asked, place)
    body = {"record": record, "kind": "inaccurate" if answered else "incomplete", "found": found}
    made = system.corrections.submit(system.accounts.of(by), shared[place % len(shared)], body)
    if answered:
        _at(system, answered, place)
        explanation = "经核实原登记有误，已更正。" if result == "corrected" else "经核实与登记材料一致。"
        system.corrections.decide(system.accounts.of("officer"), made, {"result": result, "explanation": explanation})


def _at(system: System, day: str, number: int) -> None:
    """Set the clock to the forenoon of a day, each life at a minute of its own."""
    system.clock = Clock(datetime.fromisoformat(f"{day}T09:{number % 60:02d}:00+08:00"))


def _body(life: Past, holding: Holding) -> Record:
    purpose, scenario = SCENARIOS[life.by]
    contact = {"name": "何静", "phone": "0999-5550301", "email": f"sharing@{life.by}.example"}
    return {
        "basis": BASES[life.by],
        "scenario": scenario,
        "scope": {"purpose": purpose, **({"items": _fewer(holding)} if life.narrow else {})},
        "method": life.method,
        "period": {"from": life.submitted, "to": life.to},
        "contact": contact,
    }


def _fewer(holding: Holding) -> list[str]:
    spare = next((item for item in holding.items if not item.key and not item.region), None)
    return [item.name for item in holding.items if item is not spare]


def _decision(life: Past) -> Record:
    if life.refused:
        why = "申请的数据项超出编制分析所需，且未说明最小必要。"
        return {"result": "refuse", "reason": why, "legalBasis": "《政务数据共享条例》第二十条"}
    return {"result": "consent", "opinion": "经审核同意，按申请范围共享。"}


def _one_use(grant: Record) -> Record:
    return {
        "scenario": grant["scenario"],
        "process": "经办人逐件查询，结果随案卷保存。",
        "outcome": "减少证明材料，缩短办理时间。",
        "storage": "存于业务系统加密库，仅经办人可读。",
        "disposal": "案件办结后 30 日内销毁查询结果。",
    }
