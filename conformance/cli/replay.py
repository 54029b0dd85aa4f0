"""`hutong replay`: ask cases again, of the corpus or of a saved report, and say of each whether it still fails."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from conformance.cli import completing
from conformance.cli.console import echo, lang_option, put, reporting
from conformance.cli.execution import now
from conformance.cli.own_bug import end_if_broken
from conformance.cli.questions import Named, chosen
from conformance.cli.workflow_export import WorkflowExport
from conformance.config.loading import Loaded
from conformance.config.names import DEFAULT_SEED
from conformance.engine.examine import examine
from conformance.engine.vocabulary import tools
from conformance.model.case import Case
from conformance.model.clause import Clause
from conformance.model.report import ClauseResult, Report
from conformance.model.target import Target
from conformance.model.text import Lang, Text
from conformance.model.verdict import REASON_WORDS, Reason, Verdict
from conformance.model.visible import visible
from conformance.reports import words

STANDINGS = {
    "failing": Text("仍不通过", "still failing"),
    "fixed": Text("已改正：没有条款不通过", "fixed: nothing fails"),
    "undecided": Text("未能判定", "undecided"),
}
CODES = {"failing": 1, "undecided": 3, "fixed": 0}


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="CASE... [TARGET]", shell_complete=completing.targets)
@click.option("-c", "--config", type=click.Path(path_type=Path), help="hutong.yaml；默认向上查找。 Found upward.")
@click.option("-p", "--profile", shell_complete=completing.profiles, help="适用配置。 The profile to test against.")
@click.option("--openapi", help="题目所由生成的接口文档。 The OpenAPI document the cases were made of.")
@click.option(
    "--report",
    "saved",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="题目取自此 JSON 报告。 Take the cases from this JSON report.",
)
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="随机种子。 The seed.")
@click.option(
    "--read-only/--allow-writes", "read_only", default=None, help="只读，或允许写入。 Read-only, or may write."
)
@click.option(
    "--arazzo", is_flag=True, help="以 Arazzo 工作流输出所问的请求。 Write what was asked as Arazzo workflows."
)
@lang_option
@reporting
def replay(words: tuple[str, ...], **options: Any) -> None:
    """重问题目。 Ask again: CASE is an id of a report, six or more of its first digits, or a probe by its name.

    自适应探测的题目不在题库中，须用 --report 给出报告。 A case of exploring stands in no corpus: name its --report.

    TARGET 是地址，或 hutong.yaml 中的名称。 TARGET is an address, or a name in hutong.yaml.

    --arazzo 时工作流写到标准输出，其余写到标准错误。 With --arazzo all but the workflows goes to standard error.

    退出码 Exit code: 0 已改正 fixed; 1 仍不通过 still failing; 2 用法错误 wrong use; 3 未能判定 undecided;
    4 题库或报告被改动 a corpus or report that was edited; 70 Hutong 自身出错 a bug of Hutong; 130/143 中断 interrupted.
    """
    with options["stop"].open():
        named, target, loaded = chosen(words, options, options["lang"])
    export = WorkflowExport(target, loaded, options["lang"])
    try:
        standings = [_asked(one, target, loaded, options, export) for one in named]
    finally:
        if options["arazzo"]:
            put(export.document())
    raise SystemExit(next((code for name, code in CODES.items() if name in standings), 0))


def _asked(one: Named, target: Target, loaded: Loaded, options: dict[str, Any], export: WorkflowExport) -> str:
    """Ask again and say what came of it; returns its standing. Raises Interrupted once it has said so."""
    lang, stop, aside = options["lang"], options["stop"], options["arazzo"]
    plan = one.plan(target, loaded)
    report = examine(plan, tools(), options["seed"], now, export.hearing(one), stop)
    standing = _standing(one, plan.clauses, report)
    with stop.open(afresh=True):
        echo(f"{one.id} {one.asks}: {STANDINGS[standing].into(lang)}", err=aside)
        for line in _lines(standing, report, lang):
            echo(f"    {line}", err=aside)
    end_if_broken(report.broken, lang)
    stop.check()
    return standing


def _standing(one: Named, clauses: Iterable[Clause], report: Report) -> str:
    """Failing where a clause fails; fixed where those that ask for such cases by what they expect were judged."""
    verdicts = {item.clause.id: item.verdict for item in report.results}
    if Verdict.FAIL in verdicts.values():
        return "failing"
    if any(map(_is_open, report.results)) or report.signal:
        return "undecided"
    judged = [verdicts[clause.id] for clause in _aimed(one, clauses) or clauses]
    return "fixed" if Verdict.PASS in judged else "undecided"


def _aimed(one: Named, clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses that ask for such cases by what they expect; none for what is no case."""
    expects = one.question.expects if isinstance(one.question, Case) else ""
    return [clause for clause in clauses if any(expects in verify.when.expects for verify in clause.verify)]


def _is_open(item: ClauseResult) -> bool:
    """Whether something kept a clause from being judged, other than that such an answer is none of its business."""
    return item.verdict is Verdict.ERROR or (
        item.verdict is Verdict.INCONCLUSIVE and item.reason is not Reason.NOTHING_EXERCISED
    )


def _lines(standing: str, report: Report, lang: Lang) -> Iterable[str]:
    """What fails and how to repeat it, or what kept the case from being decided."""
    for item in report.results:
        if item.verdict is Verdict.FAIL:
            for found in item.findings[:1]:
                yield f"{item.clause.id}: {visible(found.message.into(lang))}"
                yield from found.script or filter(None, (found.curl,))
    if standing == "undecided":
        open_ones = [item for item in report.results if _is_open(item)] or list(report.results)
        yield from dict.fromkeys(_why(item, lang) for item in open_ones if item.verdict is not Verdict.PASS)
    if report.left_behind:
        names = ", ".join(map(visible, report.left_behind))
        yield f"{words.LEFT_BEHIND.into(lang)}: {names}"


def _why(item: ClauseResult, lang: Lang) -> str:
    reason = REASON_WORDS[item.reason].into(lang) if item.reason else item.verdict.value
    return visible(f"{reason}: {item.detail.into(lang)}" if item.detail else reason)
