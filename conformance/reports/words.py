"""The fixed words of every report, in both languages, and how figures are said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from conformance.model.report import ClauseResult
from conformance.model.text import Lang, Text, many
from conformance.model.verdict import REASON_WORDS, VERDICT_WORDS, Verdict

SUBTITLE = Text("政务系统符合性与互通性测试", "conformance and interoperability of government systems")
STATEMENT = Text(
    "本报告是符合性测试结论，不是认证证书。", "This report is a statement of conformity, never a certificate."
)
OUTSIDE = Text("不计入门槛", "outside the gate")
INTERRUPTED = Text("运行被中断，结果不完整", "Interrupted: the result is incomplete")
NOTES = Text("说明", "Notes")
LIMITED = Text("通过而有所限", "Passed within limits")
LEFT_BEHIND = Text(
    "系统中仍有下列测试数据；用 hutong cleanup 清除，或手工删除",
    "Test data still in the system; hutong cleanup takes them back, or delete them by hand",
)
DEPTHS = (
    Text("仅有地址", "an address only"),
    Text("有地址和接口文档", "an address and an interface document"),
    Text("有分角色账号", "accounts by role"),
    Text("已绑定到系统类型", "bound to a kind of system"),
    Text("原生接口", "native"),
)
ENVIRONMENTS = {"test": Text("测试环境", "test environment"), "production": Text("生产环境", "production")}
SHOWN = (Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.MANUAL, Verdict.NOT_APPLICABLE, Verdict.ERROR)
"""Verdicts in the order in which counts are read."""


def counts(nodes: Iterable[Mapping[str, Any]]) -> dict[Verdict, int]:
    """How many clauses, or pairs, came to each verdict, every verdict named."""
    verdicts = Counter(node["verdict"] for node in nodes)
    return {verdict: verdicts[verdict] for verdict in SHOWN}


def tally(numbers: Mapping[Any, int], lang: Lang, between: str) -> str:
    """The counts that are not zero, in words."""
    said = (f"{VERDICT_WORDS[verdict].into(lang)} {number}" for verdict, number in numbers.items() if number)
    return between.join(said)


def counted(numbers: Mapping[Any, int], unit: str, thing: str) -> Text:
    """How many there are, and how many of them came to what."""
    total = many(sum(numbers.values()), unit, thing)
    return Text(f"{total.zh}：{tally(numbers, 'zh', '，')}", f"{total.en}: {tally(numbers, 'en', ', ')}")


def why_open(result: ClauseResult) -> Text:
    """Why a clause was not decided: the reason, and what there is to say about it."""
    if result.verdict is Verdict.MANUAL:
        return Text("须由人工判定", "a person must decide it")
    word = REASON_WORDS[result.reason] if result.reason else VERDICT_WORDS[result.verdict]
    if result.detail is None or result.verdict is Verdict.ERROR:
        return word
    return Text(f"{word.zh}：{result.detail.zh}", f"{word.en}: {result.detail.en}")


def took(started: str, finished: str) -> Text:
    """The time from one to the other; empty where they cannot be read."""
    try:
        passed = datetime.fromisoformat(finished) - datetime.fromisoformat(started)
    except (ValueError, TypeError):
        return Text("", "")
    minutes, seconds = divmod(passed.total_seconds(), 60)
    if minutes < 1:
        return Text(f"{seconds:.1f} 秒", f"{seconds:.1f} s")
    return Text(f"{minutes:.0f} 分 {seconds:.0f} 秒", f"{minutes:.0f} min {seconds:.0f} s")


def in_print(tool: str) -> str:
    """The name and version of the tool as they are printed."""
    return tool.replace("hutong", "Hutong 互通", 1)
