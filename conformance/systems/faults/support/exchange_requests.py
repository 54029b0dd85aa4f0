"""Faults against the clauses on sharing requests and their decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.checking import Checking
from conformance.systems.data_exchange.grants import Grants
from conformance.systems.data_exchange.holding import Holding
from conformance.systems.data_exchange.requests import ELEMENTS, Requests
from conformance.systems.data_exchange.rules import PROVIDING
from conformance.systems.faults.changes import at, before, drop, each, only, put
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import answers, gives, patched_list, shows
from conformance.systems.faults.parts import around, both, override_part
from conformance.systems.faults.values import says
from conformance.systems.service.accounts import Caller
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place, Refusal

MOVED = "2026-03"
ANOTHER_CONDITION = {"scope": "与本部门签订合作协议的单位", "use": "须另行商定"}


OF_UNCONDITIONAL = (
    *("misuse-suspends", "end-closes", "period-begins", "period-days", "end-final", "disposal-kept"),
    *("misuse-on-record", "disposed", "agreement"),
)
"""What is looked at under the grant of an unconditional resource."""
UNDERTAKING = Place("须附数据使用承诺书。A signed undertaking is required.", pointer="/basis")
TEMPLATE = {"reason": "不予同意", "legalBasis": "有关规定"}


class IncompleteRefused(Requests):
    """What lacks an element is refused by the system itself, without waiting for the rest."""

    def settled(self, caller: Caller, holding: Holding, record: Record, now: str) -> Record:
        made = super().settled(caller, holding, record, now)
        if made["state"] != "incomplete":
            return made
        return self.refuse(made, "system", now, {"reason": "材料不全。", "legalBasis": "《政务数据共享条例》第二十条"})


class ReasonUnchecked(Checking):
    """The reason of a refusal may be left empty."""

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        refused = schema == "DecisionInput" and isinstance(value, dict) and value.get("result") == "refuse"
        return super().places(schema, {**TEMPLATE, **value} if refused else value)


class ReasonByTemplate(Requests):
    """What was left empty is filled in by template."""

    def refuse(self, record: Record, by: str, now: str, body: Record) -> Record:
        return super().refuse(record, by, now, {**TEMPLATE, **body})


class UndertakingOfLowerLevels(Requests):
    """Lower levels are asked for more than the five elements."""

    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        if caller.role == "lower" and "undertaking" not in body:
            raise Refusal(400, places=(UNDERTAKING,))
        return super().submit(caller, parent, body)


def _replaced(sound: Callable[..., Record], caller: Caller, record: Record, body: Record) -> Record:
    """A supplement is stored over the request instead of into it."""
    return sound(caller, {name: value for name, value in record.items() if name not in ELEMENTS}, body)


class FormOfConditional(Requests):
    """Unconditional resources are asked for with the form made for conditional ones."""

    def refuse_places(self, holding: Holding, body: Record) -> None:
        super().refuse_places(holding, body)
        if holding.share_type == "unconditional" and "undertaking" not in body:
            raise Refusal(400, places=(UNDERTAKING,))


class GrantedInAdvance(Requests):
    """A grant is prepared when the request comes in, so that it need only be signed."""

    def settled(self, caller: Caller, holding: Holding, record: Record, now: str) -> Record:
        made = super().settled(caller, holding, record, now)
        if made["state"] != "submitted":
            return made
        return self.save({**made, "grant": self._system.grants.make(made, now)["id"]})

    def consent(self, record: Record, by: str, now: str, opinion: str | None = None) -> Record:
        if "grant" not in record:
            return super().consent(record, by, now, opinion)
        decision = {"result": "consent", "decidedAt": now, "decidedBy": by}
        return self.save({**record, "state": "consented", "decision": decision})


class WholeResource(Grants):
    """Grants are made from a template that names all items of the resource."""

    def make(self, request: Record, now: str) -> Record:
        holding = self._system.resources.coded(request["resource"])
        items = [item.name for item in holding.items] if holding else []
        return super().make({**request, "scope": {**request["scope"], "items": items}}, now)


class OnlyConditionalAsked(Requests):
    """Whatever is not conditional is consented to at once."""

    def refuse_unshared(self, holding: Holding) -> None:
        return

    def places(self, holding: Holding, body: Record) -> Iterable[Place]:
        return super().places(holding, body) if holding.methods else ()

    def at_once(self, caller: Caller, holding: Holding, record: Record) -> bool:
        return holding.share_type != "conditional" or super().at_once(caller, holding, record)


def _from_outside(call: Call) -> bool:
    return call.caller.role not in PROVIDING


FAULTS = of_kind(
    EXCHANGE,
    Fault(
        "support.exchange.five-elements",
        Text("迁入的旧申请没有使用依据", "requests moved in from the platform before have no basis"),
        patched_list("request", only(before("submittedAt", MOVED), at("basis", says("待定")))),
    ),
    Fault(
        "support.exchange.missing-told-once",
        Text("遇到第一处缺失就返回", "the check stops at the first element missing"),
        gives("requests.missing", lambda names: names[:1]),
    ),
    Fault(
        "support.exchange.incomplete-not-refused",
        Text("材料不全的由系统自动拒绝", "what lacks an element is refused by the system itself"),
        override_part("requests", IncompleteRefused),
        also=(
            "support.exchange.supplement-completes",
            "support.sequences.records-as-written",
            "support.sequences.steps-accepted",
        ),
        hides=hiding(
            "不完整的申请被拒绝，无从补充",
            "an incomplete request that is refused cannot be completed",
            "support.exchange.supplement-completes",
        ),
    ),
    Fault(
        "support.exchange.supplement-completes",
        Text("补充的材料覆盖原申请", "a supplement is stored over the request"),
        around("requests.change", _replaced),
        also=(
            "support.sequences.records-as-written",
            "support.sequences.steps-accepted",
            "support.errors.no-server-error",
        ),
    ),
    Fault(
        "support.exchange.no-added-condition",
        Text("无条件共享套用有条件共享的表单", "unconditional resources share the form of conditional ones"),
        override_part("requests", FormOfConditional),
        also=(
            *("support.delivery.methods-agree", "support.exchange.reaches-provider"),
            *(f"security.exchange.{name}" for name in ("own-records", "own-agreements", "acts-of-holder")),
            *(f"management.exchange.{name}" for name in OF_UNCONDITIONAL),
        ),
        hides=hiding(
            "无条件共享的申请均不予受理，看不到凭其授权所做的",
            "no request for an unconditional resource is taken in, and what is done under its grant cannot be seen",
            "support.exchange.reaches-provider",
        ),
    ),
    Fault(
        "support.exchange.no-added-condition",
        Text("无条件共享的资源另附条件", "unconditional resources state a condition"),
        shows(
            "resource",
            only(lambda resource: resource["shareType"] == "unconditional", put(condition=ANOTHER_CONDITION)),
        ),
        variant="stated",
    ),
    Fault(
        "support.exchange.conditions-stated",
        Text("共享范围填“待定”", "a placeholder stands for the scope"),
        shows("resource", at("condition.scope", says("待定"))),
    ),
    Fault(
        "support.exchange.refusal-of-sharing-based",
        Text("不予共享的资源没有依据", "what is not shared has no legal basis"),
        shows("resource", drop("legalBasis")),
    ),
    Fault(
        "support.exchange.reviewed-first",
        Text("收件时即生成授权", "a grant is made when the request comes in"),
        override_part("requests", GrantedInAdvance),
        also=("support.sequences.list-agrees",),
    ),
    Fault(
        "support.exchange.grant-as-consented",
        Text("授权按模板包含全部数据项", "grants name all items by template"),
        override_part("grants", WholeResource),
    ),
    Fault(
        "support.exchange.not-shared",
        Text("只有有条件共享才审核，其余一律同意", "only conditional resources are reviewed, all others consented to"),
        override_part("requests", OnlyConditionalAsked),
        also=("support.exchange.refusal-names-basis",),
    ),
    Fault(
        "support.exchange.refusal-reasoned",
        Text("理由作为内部意见不对外显示", "reasons are shown in house only"),
        answers("getRequest", drop("decision.reason", "decision.legalBasis"), _from_outside),
        also=("support.exchange.request-kept",),
    ),
    Fault(
        "support.exchange.unreasoned-refusal",
        Text("不写理由也可以拒绝", "a refusal is accepted without a reason"),
        both(override_part("checking", ReasonUnchecked), override_part("requests", ReasonByTemplate)),
    ),
    Fault(
        "support.exchange.refusals-on-record",
        Text("历史答复的理由填“暂无”", "a placeholder stands for the reasons of old refusals"),
        patched_list(
            "request", at("decision", only(lambda decision: decision["result"] == "refuse", put(reason="暂无")))
        ),
    ),
    Fault(
        "support.exchange.return-flow",
        Text("下级部门须另附承诺书", "a lower level must add a signed undertaking"),
        override_part("requests", UndertakingOfLowerLevels),
        also=("support.exchange.own-region-meant",),
        hides=hiding(
            "下级部门的申请没有收件，看不出所指的区划",
            "where its request is not taken in, the region a lower level means cannot be seen",
            "support.exchange.own-region-meant",
        ),
    ),
    Fault(
        "support.exchange.correction-channel",
        Text("校核申请都挂在同一资源之下", "all corrections are filed under one resource"),
        answers("getCorrection", put(resource="30100101/999999")),
    ),
    Fault(
        "support.exchange.correction-answered",
        Text("校核结果不在平台上告知提出者", "the result of a correction is not told on the platform"),
        answers(
            "getCorrection",
            only(lambda correction: "reply" in correction, each(drop("reply"), put(state="submitted"))),
            _from_outside,
        ),
        also=("support.exchange.request-kept",),
    ),
)
