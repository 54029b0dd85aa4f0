"""Penalty decisions, some of which were overturned and withdrawn, and requests for correction."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from conformance.systems.disclosure.seed.days import at, later, working
from conformance.systems.service.part import Record

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System

MATTERS = (
    ("拖欠农民工工资", "责令限期支付，并处罚款 20000 元。"),
    ("未按规定签订劳动合同", "责令改正，并处罚款 5000 元。"),
    ("违法延长工作时间", "警告，并处罚款 8000 元。"),
    ("未办理社会保险登记", "处应缴社会保险费数额一倍罚款。"),
    ("无许可经营劳务派遣", "没收违法所得，并处一倍罚款。"),
)
PARTIES = ("云州市启明建筑劳务有限公司", "云州市东湖餐饮店（周某）", "云州市白沙服饰厂", "何某", "云州市新桥物流公司")
REASONS = ("该决定经行政复议被撤销。", "该决定经人民法院判决确认违法。", "该决定已依法变更，变更后的决定另行公开。")
CLAIMS = (
    ("公布的补贴名册中本人一行", "培训工种登记有误。", "结业证书复印件", "corrected", "原登记有误，已更正。"),
    ("公布的劳务派遣单位名录", "本单位住所登记为旧址。", "营业执照复印件", "corrected", "经核实，已更正并重新公布。"),
    ("公布的低保公示名单", "家庭人口数登记有误。", "户口簿复印件", "transferred", "不属本机关职能，已转送市民政局。"),
    ("公布的技能竞赛获奖名单", "获奖等次登记有误。", "获奖证书复印件", "upheld", "经核对评分表，原登记无误。"),
)


def plant_penalties(system: System) -> None:
    """Keep sixty decisions of two years; every twelfth was overturned, and withdrawn within three working days."""
    own, kept = system.identity.own, system.penalties.kept
    for number in range(60):
        decided = working(date(2024, 11, 4) + timedelta(days=11 * number))
        matter, content = MATTERS[number % len(MATTERS)]
        party = PARTIES[number * 3 % len(PARTIES)]
        record: Record = {
            "id": kept.next_id(),
            "title": f"{party}{matter}案行政处罚决定",
            "body": {"name": own.zh, "uscc": own.uscc},
            "number": f"云人社监罚字〔{decided.year}〕{number + 1}号",
            "party": party,
            "content": content,
            "decidedOn": decided.isoformat(),
            "publishedAt": at(later(decided, 4), number),
            "state": "published",
        }
        if number % 12 == 5:
            record = _withdrawn(record, later(decided, 60), number)
        kept.add(record)


def _withdrawn(record: Record, overturned: date, number: int) -> Record:
    """A decision after it was overturned: what it said is gone, and the reason is told."""
    told = {name: record[name] for name in ("id", "body", "publishedAt")}
    gone = {"title": f"已撤回的行政处罚决定（{number + 1}）", "state": "withdrawn"}
    why = {"overturnedOn": overturned.isoformat(), "reason": REASONS[number // 12 % len(REASONS)]}
    return {**told, **gone, **why, "withdrawnAt": at(later(overturned, 2), number)}


def plant_corrections(system: System) -> None:
    """Keep requests for correction of two years, the last of them not yet answered."""
    own, kept = system.identity.own, system.corrections.kept
    for number in range(24):
        sent = working(date(2024, 11, 20) + timedelta(days=30 * number))
        record, claim, evidence, result, explanation = CLAIMS[number % len(CLAIMS)]
        made: Record = {
            "id": kept.next_id(),
            "account": {0: "citizen-01", 4: "citizen-02"}.get(number % 8, f"citizen-{number + 20}"),
            "body": {"name": own.zh, "uscc": own.uscc},
            "record": record,
            "claim": claim,
            "evidence": evidence,
            "state": "submitted",
            "submittedAt": at(sent, number),
        }
        if number < 23:
            reply = {"result": result, "explanation": explanation, "toldAt": at(later(sent, 5 + number % 6), number)}
            made |= {"state": "replied", "reply": reply}
        kept.add(made)
