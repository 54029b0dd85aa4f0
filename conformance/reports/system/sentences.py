"""What the result of one system comes to, in sentences."""

from __future__ import annotations

from conformance.model.clause import LEVEL_WORDS, SEVERITY_WORDS, Level, Severity
from conformance.model.report import BROKEN, OWN_BUG
from conformance.model.text import Text, many
from conformance.model.verdict import Verdict
from conformance.reports import not_called, words
from conformance.reports.reading import Document, Node, allowances, ranked, rests_on

SEEN_ONCE = Text("（仅出现一次，未能重现）", " (seen once, not repeated)")


def conclusion(document: Document) -> Text:
    """What the run comes to, and how much of the system's own document it rests on."""
    said = [_came_to(document), *rests_on(document)]
    return Text("；".join(it.zh for it in said), "; ".join(it.en for it in said))


def _came_to(document: Document) -> Text:
    """What the run comes to. Open manual clauses hold back conformity, not the gate."""
    gate, numbers = document["gate"], document["counts"]
    if document["signal"]:
        return words.INTERRUPTED
    if gate["exit_code"] == OWN_BUG:
        return BROKEN
    if not gate["met"]:
        if gate["exit_code"] == 1:
            return Text("不符合：未达到门槛", "Not conforming: the gate is not met")
        if gate["exit_code"] == 0:
            return Text("未达到门槛；均为已知不符合项", "The gate is not met; every fail is known")
        return Text("未能判定：未达到门槛", "Undecided: the gate is not met")
    manual, failed, unsure = numbers[Verdict.MANUAL], numbers[Verdict.FAIL], numbers[Verdict.INCONCLUSIVE]
    zh, en = ["达到门槛"], ["The gate is met"]
    if failed or unsure:
        zh.append(f"不计入门槛的条款中 {failed} 条不通过，{unsure} 条不确定")
        en.append(f"of the clauses outside it {failed} fail, {unsure} inconclusive")
    if manual:
        left = many(manual, "条", "manual clause")
        zh.append(f"另有 {left.zh}须人工判定，暂不作符合性结论")
        en.append(f"{left.en} open, so conformity is not stated yet")
    return Text("；".join(zh), "; ".join(en)) if zh[1:] else Text("符合：达到门槛", "Conforming: the gate is met")


def counted(document: Document) -> Text:
    """How many clauses there are, and how many of them came to what."""
    return words.counted(document["counts"], "条", "clause")


def ordered(document: Document) -> list[Node]:
    """The clauses in the order in which they are read: mandatory and severe ones first."""
    return ranked(document["clauses"])


def failures(number: int) -> Text:
    """How many clauses fail."""
    return Text(f"{number} 项不通过", f"{number} failed")


def gate_rule(document: Document) -> list[Text]:
    """What the gate of the profile asks for."""
    profile = document["profile"]
    levels = [LEVEL_WORDS[Level(level)] for level in profile["levels"]]
    zh, en = "".join(f"「{level.zh}」" for level in levels), ", ".join(level.en for level in levels)
    share, named = f"{profile['coverage']:.0%}", len(profile["named"])
    return [
        Text(
            f"门槛：{zh}条款"
            + (f"以及适用配置点名的 {named} 条" if named else "")
            + f"不得不通过、不得未判定；自动判定的条款中已判定的不少于 {share}。",
            f"The gate: no clause of level {en}"
            + (f", nor one of the {named} that the profile names," if named else "")
            + f" fails or stays open, and {share} of the automatic clauses are decided.",
        )
    ]


def deviations(document: Document) -> list[Text]:
    """What the run did not do although the method has it, and the departures that were allowed."""
    found = [*not_called.lines(document)]
    if not document["target"]["writes"]:
        found.insert(0, Text("以只读方式测试，未发送写入请求。", "Tested read-only: nothing that writes was sent."))
    waived = len(allowances(document))
    if waived:
        number = many(waived, "项", "waiver")
        found.append(Text(f"有 {number.zh}让步生效，见条款结果。", f"In force: {number.en}; see the results."))
    return found


def weight(clause: Node) -> Text:
    """Level and severity of a clause."""
    level, severity = LEVEL_WORDS[Level(clause["level"])], SEVERITY_WORDS[Severity(clause["severity"])]
    return Text(f"{level.zh} · 严重度 {severity.zh}", f"{level.en} · severity {severity.en}")


def mark(clause: Node) -> Text:
    """Who answers for the departures of a failed clause, and until when; empty where nobody does."""
    waiver = clause["waiver"]
    if waiver:
        name, approver, until, why = (waiver[key] for key in ("id", "approver", "expires", "justification"))
        zh = f"让步 {name}：{approver} 批准，至 {until}；{why}"
        return Text(zh, f"waiver {name}: by {approver} until {until}; {why}")
    return Text("已知不符合项", "known nonconformity") if clause["known"] else Text("", "")


def replay(found: Node) -> str:
    """The command that asks the case of a finding again; one of exploring stands in the JSON report alone."""
    return f"hutong replay {found['case']}" + (" --report REPORT.json" if found["explored"] else "")
