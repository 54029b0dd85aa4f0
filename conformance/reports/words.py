"""The fixed words of every report, in both languages, and how figures are said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from conformance.model.clause import LEVEL_WORDS, SEVERITY_WORDS, Clause
from conformance.model.interop import CatalogueCell, Cell, Interop
from conformance.model.report import BROKEN, OWN_BUG, ClauseResult, Counterexample, Report
from conformance.model.text import Lang, Text
from conformance.model.verdict import REASON_WORDS, VERDICT_WORDS, Verdict

SUBTITLE = Text("政务系统符合性与互通性测试", "conformance and interoperability of government systems")
STATEMENT = Text(
    "本报告是符合性测试结论，不是认证证书。", "This report is a statement of conformity, never a certificate."
)
OUTSIDE = Text("不计入门槛", "outside the gate")
INTERRUPTED = Text("运行被中断，结果不完整", "Interrupted: the result is incomplete")
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
LETTERS = {
    Verdict.PASS: "P",
    Verdict.FAIL: "F",
    Verdict.INCONCLUSIVE: "?",
    Verdict.ERROR: "E",
    Verdict.MANUAL: "M",
    Verdict.NOT_APPLICABLE: "N",
}
"""A verdict in a matrix; `APART` where the network zones keep two systems from meeting."""
APART = "Z"
ZONES_APART = Text("网络区域隔离", "zones apart")
SHOWN = (Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.MANUAL, Verdict.NOT_APPLICABLE, Verdict.ERROR)
"""Verdicts in the order in which counts are read."""


def counts(results: Iterable[ClauseResult | Cell | CatalogueCell]) -> dict[Verdict, int]:
    """How many clauses, or pairs, came to each verdict, every verdict named."""
    verdicts = [item.verdict for item in results]
    return {verdict: verdicts.count(verdict) for verdict in SHOWN}


def tally(numbers: Mapping[Verdict, int], lang: Lang, between: str) -> str:
    """The counts that are not zero, in words."""
    said = (f"{VERDICT_WORDS[verdict].into(lang)} {number}" for verdict, number in numbers.items() if number)
    return between.join(said)


def counted(results: Sequence[ClauseResult | Cell], unit: str, thing: str) -> Text:
    """How many there are, and how many of them came to what."""
    numbers, total = counts(results), many(len(results), unit, thing)
    return Text(f"{total.zh}：{tally(numbers, 'zh', '，')}", f"{total.en}: {tally(numbers, 'en', ', ')}")


def weight(clause: Clause) -> Text:
    """Level and severity of a clause."""
    level, severity = LEVEL_WORDS[clause.level], SEVERITY_WORDS[clause.severity]
    return Text(f"{level.zh} · 严重度 {severity.zh}", f"{level.en} · severity {severity.en}")


def many(number: int, unit: str, thing: str) -> Text:
    """A number of things: the Chinese measure word after it, the English noun in singular or plural."""
    return Text(f"{number} {unit}", f"{number} {thing}{'' if number == 1 else 's'}")


def mark(result: ClauseResult) -> Text:
    """Who answers for the departures of a failed clause, and until when; empty where nobody does."""
    waiver = result.waiver
    if waiver:
        zh = f"让步 {waiver.id}：{waiver.approver} 批准，至 {waiver.expires}；{waiver.justification}"
        return Text(zh, f"waiver {waiver.id}: by {waiver.approver} until {waiver.expires}; {waiver.justification}")
    return Text("已知不符合项", "known nonconformity") if result.known else Text("", "")


def why_open(result: ClauseResult) -> Text:
    """Why a clause was not decided: the reason, and what there is to say about it."""
    if result.verdict is Verdict.MANUAL:
        return Text("须由人工判定", "a person must decide it")
    word = REASON_WORDS[result.reason] if result.reason else VERDICT_WORDS[result.verdict]
    if result.detail is None or result.verdict is Verdict.ERROR:
        return word
    return Text(f"{word.zh}：{result.detail.zh}", f"{word.en}: {result.detail.en}")


def conclusion(report: Report) -> Text:
    """What the run comes to, in a sentence."""
    gate = {"met": report.gate.met, "exit_code": report.gate.exit_code}
    return concluded(gate, counts(report.results), report.signal)


def concluded(gate: Mapping[str, Any], numbers: Mapping[Any, int], signal: int) -> Text:
    """The same from the parts of a JSON report. Open manual clauses hold back conformity, not the gate."""
    if signal:
        return INTERRUPTED
    if gate["exit_code"] == OWN_BUG:
        return BROKEN
    if not gate["met"]:
        if gate["exit_code"] == 1:
            return Text("不符合：未达到门槛", "Not conforming: the gate is not met")
        if gate["exit_code"] == 0:
            return Text("未达到门槛；均为已知不符合项", "The gate is not met; every fail is known")
        return Text("未能判定：未达到门槛", "Undecided: the gate is not met")
    manual, failed, unsure = (
        numbers.get(verdict, 0) for verdict in (Verdict.MANUAL, Verdict.FAIL, Verdict.INCONCLUSIVE)
    )
    zh, en = ["达到门槛"], ["The gate is met"]
    if failed or unsure:
        zh.append(f"不计入门槛的条款中 {failed} 条不通过，{unsure} 条不确定")
        en.append(f"of the clauses outside it {failed} fail, {unsure} inconclusive")
    if manual:
        left = many(manual, "条", "manual clause")
        zh.append(f"另有 {left.zh}须人工判定，暂不作符合性结论")
        en.append(f"{left.en} open, so conformity is not stated yet")
    return Text("；".join(zh), "; ".join(en)) if zh[1:] else Text("符合：达到门槛", "Conforming: the gate is met")


def replay(found: Counterexample) -> str:
    """The command that asks the case of a finding again; one of exploring stands in the JSON report alone."""
    return f"hutong replay {found.case}" + (" --report REPORT.json" if found.explored else "")


def duration(report: Report | Interop) -> Text:
    """The time from start to end; empty where the times cannot be read."""
    return took(report.started, report.finished)


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


def tool_name(report: Report | Interop) -> str:
    """The name in print, with the version."""
    return in_print(report.tool)


def in_print(tool: str) -> str:
    """The name and version of the tool as they are printed."""
    return tool.replace("hutong", "Hutong 互通", 1)
