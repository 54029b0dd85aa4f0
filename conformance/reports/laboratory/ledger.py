"""What a laboratory's report says beyond the page: deviations from the method, and the rule of the decision."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.reports.reading import Document
from conformance.reports.remarks import notes
from conformance.reports.subject import part

RULE = (
    Text(
        "条款只有在实际交互中被判过、且没有发现不符合项时，才为“通过”；没有问到的条款为“不确定”，不作通过。",
        "A clause passes only where exchanges were judged by it and no departure was found; one that nothing exercised "
        "is inconclusive, never a pass.",
    ),
    Text(
        "适用配置的门槛之内，有未获让步的不通过条款的，结论为“不符合”；有不确定或工具错误的条款，或覆盖不足的，结论为“未能判定”；"
        "其余为“达到门槛”。",
        "Where a clause within the gate of the profile fails without a waiver, the system does not conform; where one "
        "is inconclusive or in error, or coverage is too low, nothing is decided; else the gate is met.",
    ),
    Text(
        "须人工判定的条款未判定之前，不作符合性结论。结论不考虑测量不确定度：各项判定均为有或无。",
        "While a clause that a person must decide is open, conformity is not stated. Every judgement is yes or no, so "
        "no uncertainty of measurement enters.",
    ),
)


def rule(document: Document) -> tuple[Text, ...]:
    """The rule of the decision, with what the gate of a profile asks for."""
    return (*RULE, *part(document, "sentences").gate_rule(document))


def deviations(document: Document) -> list[Text]:
    """Everything in which the run differed from a whole and undisturbed one; empty where nothing did."""
    found = notes(document)
    if document["signal"]:
        found.append(Text("运行被中断，结果不完整。", "The run was interrupted; the result is incomplete."))
    if document["left_behind"]:
        left = len(document["left_behind"])
        found.append(Text(f"系统中仍有 {left} 项测试数据。", f"{left} pieces of test data are still in the system."))
    return [*found, *part(document, "sentences").deviations(document)]
