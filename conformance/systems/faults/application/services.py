"""Faults of how one-stop services are handled: guides, materials, receipts, decisions, channels, evaluations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.changes import Change, at, drop, only
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import gives, patched_list, refuses
from conformance.systems.faults.parts import around
from conformance.systems.faults.values import later, says
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record

Sound = Callable[..., Any]
MOVED_IN = "2025-06"


def _told_again(case: Record) -> Record:
    """The clerk finds one more thing lacking each time."""
    notices = case["notices"]
    more = [{**notices[0], "missing": ["另行出具的情况说明"]}] if notices else []
    return {**case, "notices": [*notices, *more]}


def _whole_list(sound: Sound, record: Record, missing: list[str], now: str) -> Record:
    """The notice is the whole list of materials, whatever sharing gives."""
    shared = [one["name"] for one in record["materials"] if one["source"] == "shared"]
    told: Record = sound(record, [*missing, *shared], now)
    return told


def _first_alone(sound: Sound, record: Record, missing: list[str], now: str) -> Record:
    told: Record = sound(record, missing[:1], now)
    return told


def _notices_forgotten(sound: Sound, caller: Caller, record: Record, body: Record) -> Record:
    accepted: Record = sound(caller, {**record, "notices": []}, body)
    return accepted


def _by_account(sound: Sound, caller: Caller, record: Record) -> bool:
    return bool(record["by"] == caller.user)


def _evaluated_unseen(sound: Sound, case: Record) -> None:
    sound({name: held for name, held in case.items() if name != "evaluation"})


def _bad(case: Record, body: Record, now: str) -> bool:
    return body["grade"] in ("4", "5")


def _at_window(caller: Caller, body: Record) -> bool:
    return bool(body["channel"] == "1")


FAULTS: tuple[Fault, ...] = of_kind(
    CENTRE,
    Fault(
        "application.services.guide",
        Text("指南的受理条件留空", "guides leave the conditions blank"),
        patched_list("item", at("conditions", says(""))),
    ),
    Fault(
        "application.services.no-shared-materials",
        Text("补正告知照抄整张材料清单", "notices copy the whole list of materials"),
        around("cases.told", _whole_list),
    ),
    Fault(
        "application.services.all-missing-told",
        Text("查到第一项缺少即告知", "the first thing that lacks is told, and nothing else"),
        around("cases.told", _first_alone),
    ),
    Fault(
        "application.services.missing-told-once",
        Text("补正之后又提出别的材料", "after what was supplied, something else is asked for"),
        patched_list("case", Change(_told_again, ("notices",))),
    ),
    Fault(
        "application.services.second-notice-refused",
        Text("不看是否已经告知过补正", "nobody looks whether a notice was given"),
        around("cases.accept", _notices_forgotten),
    ),
    Fault(
        "application.services.receipt",
        Text("受理凭证没有日期", "receipts bear no date"),
        patched_list("case", at("receipt.issuedAt", says(""))),
    ),
    Fault(
        "application.services.denial-reasoned",
        Text("不予许可的决定没有理由", "denials give no reasons"),
        patched_list("case", at("decision.reason", says(""))),
    ),
    Fault(
        "application.services.remedies-told",
        Text("不予决定没有写复议期限", "denials do not say within which time to ask for reconsideration"),
        patched_list("case", at("decision.remedies.reconsideration.period", says(""))),
    ),
    Fault(
        "application.services.grants-public",
        Text("系统上线以前的决定没有公示", "decisions from before the system went live are not public"),
        gives("publicity.kept.all", lambda records: [one for one in records if one["decidedAt"] >= MOVED_IN]),
    ),
    Fault(
        "application.services.one-case",
        Text("网上只查得到本账号提交的办件", "online one finds only what was sent by the same account"),
        around("cases.is_of", _by_account),
    ),
    Fault(
        "application.services.channel-free",
        Text("窗口一律引导至网上，不予收件", "the window sends people online, and takes nothing in"),
        refuses("cases.channelled", 403, "请在网上办理。Please apply online.", _at_window),
    ),
    Fault(
        "application.services.evaluated-once",
        Text("可反复评价同一办件", "a case can be evaluated again and again"),
        around("evaluations.may_evaluate", _evaluated_unseen),
    ),
    Fault(
        "application.services.evaluation-voluntary",
        Text("评价之后才出结果", "the result is handed out after an evaluation"),
        around("cases.delivered", lambda sound, record, now: record),
    ),
    Fault(
        "application.services.evaluations-taken",
        Text("差评须先经窗口负责人同意", "bad grades are taken once the head of the window agrees"),
        refuses("evaluations.evaluate", 409, "请先与窗口联系。Please talk to the window first.", _bad),
    ),
    Fault(
        "application.services.instant",
        Text("即办件积攒三天一并办结", "instant items are closed together every three days"),
        patched_list("case", only(lambda case: case["handling"] == "1", at("acceptedAt", later(-3)))),
    ),
    Fault(
        "application.services.elsewhere-explained",
        Text("未进驻的事项没有原因", "items elsewhere give no reason"),
        patched_list("item", drop("elsewhereReason")),
    ),
    Fault(
        "application.services.attendance",
        Text("进驻率固定填 100", "the share at the centre is filled in as 100"),
        gives("departments.rate", says(100.0)),
    ),
)
