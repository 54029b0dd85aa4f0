"""`hutong replay`: ask cases again, of the corpus or of a saved report, and say of each whether it still fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from conformance.cli import completing
from conformance.cli.own_bug import end_if_broken
from conformance.cli.performing import now
from conformance.cli.running import chosen_target, loaded_for
from conformance.cli.saved import saved_corpus
from conformance.cli.voice import echo, lang_option, refuse, reporting
from conformance.cli.widening import with_own_questions
from conformance.config.choosing import must_be_open
from conformance.config.loading import GENERAL, Loaded
from conformance.config.names import DEFAULT_SEED
from conformance.engine.examine import examine
from conformance.engine.plan import Plan, make_plan
from conformance.engine.vocabulary import tools
from conformance.model.case import Case, Corpus
from conformance.model.clause import Clause
from conformance.model.report import ClauseResult, Report
from conformance.model.target import Target
from conformance.model.text import Lang, Text
from conformance.model.verdict import REASON_WORDS, Reason, Verdict
from conformance.model.visible import visible
from conformance.reports import words
from conformance.wire.stopping import Stop

CORPUS = "corpus"
ID = re.compile("[0-9a-f]{6,12}")
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
@lang_option
@reporting
def replay(words: tuple[str, ...], lang: Lang, stop: Stop, **options: Any) -> None:
    """重问题目。 Ask cases again: CASE is an id of a report, or six or more of its first digits.

    自适应探测的题目不在题库中，须用 --report 给出报告。 A case of exploring stands in no corpus: name its --report.

    TARGET 是地址，或 hutong.yaml 中的名称。 TARGET is an address, or a name in hutong.yaml.

    退出码 Exit code: 0 已改正 fixed; 1 仍不通过 still failing; 2 用法错误 wrong use; 3 未能判定 undecided;
    4 题库或报告被改动 a corpus or report that was edited; 70 Hutong 自身出错 a bug of Hutong; 130/143 中断 interrupted.
    """
    with stop.open():
        cases, target, loaded = _chosen(words, options, lang)
    standings = [_asked(case, target, loaded, options["seed"], lang, stop) for case in cases]
    raise SystemExit(next((code for name, code in CODES.items() if name in standings), 0))


def _chosen(words: Sequence[str], options: dict[str, Any], lang: Lang) -> tuple[list[Case], Target, Loaded]:
    """The cases a command line names, what they are put to, and what that rests on."""
    names, place = _split(words, lang)
    target = chosen_target({**options, "target": place, "connections": None}, lang)
    must_be_open(target, now())
    loaded = loaded_for(target, lang)
    saved: Path | None = options["saved"]
    if saved is None:
        asked = {"corpus": True, "quiet": False, "clauses": (), "seed": options["seed"]}
        loaded, _ = with_own_questions(_of_all(target), loaded, asked, lang)
        corpus = _corpus(loaded, target, lang)
    else:
        corpus = saved_corpus(saved, loaded.contract)
    held = Text(f"题库 {corpus.digest[:12]} ", f"the corpus {corpus.digest[:12]}")
    where = held if saved is None else Text(f"报告 {saved} ", f"the report {saved}")
    cases = {case.id: case for case in (_named(name, corpus, where, lang) for name in names)}
    for case in cases.values():
        _must_fit(case, loaded, lang)
    return [*cases.values()], target, loaded


def _of_all(target: Target) -> Target:
    """The target with nothing held back: a case of what is must be found, that it may be said why it is not asked."""
    return replace(target, allowed=("*",), only=(), exclude=())


def _split(words: Sequence[str], lang: Lang) -> tuple[list[str], str]:
    """The cases and the target of a command line: a last word that can be no case is the target."""
    last = len(words) > 1 and not ID.fullmatch(words[-1])
    names, place = (list(words[:-1]), words[-1]) if last else (list(words), "")
    for name in names:
        if not ID.fullmatch(name):
            zh, en = f"`{name}` 不是题目编号", f"`{name}` is no id of a case"
            hint = Text("须为 6 至 12 位十六进制数，报告中有", "it is 6 to 12 hexadecimal digits, as a report shows")
            refuse(Text(zh, en), lang, hint)
    return names, place


def _corpus(loaded: Loaded, target: Target, lang: Lang) -> Corpus:
    if loaded.corpus is None:
        zh, en = f"适用配置 {target.kind} 没有题库", f"the profile {target.kind} has no corpus"
        hint = Text(
            "用 -p 给出系统的类别，或用 --openapi 给出文档", "name the kind with -p, or a document with --openapi"
        )
        refuse(Text(zh, en), lang, hint if target.kind == GENERAL else None)
    return loaded.corpus


def _named(name: str, corpus: Corpus, where: Text, lang: Lang) -> Case:
    found = [case for case in corpus.cases if case.id.startswith(name)]
    if not found:
        zh, en = f"{where.zh}中没有题目 `{name}`", f"{where.en} has no case `{name}`"
        zh_hint = "自适应探测的题目用 --report 给出报告；报告若出自另一版标准或另一适用配置，请用那一版，或重新检测"
        en_hint = (
            "for a case of exploring name the --report; "
            "a report made with another release or profile needs that one; or run again for a new report"
        )
        refuse(Text(zh, en), lang, Text(zh_hint, en_hint))
    if len(found) > 1:
        ids = ", ".join(case.id for case in found)
        refuse(Text(f"`{name}` 不止一题：{ids}", f"`{name}` is more than one case: {ids}"), lang)
    return found[0]


def _must_fit(case: Case, loaded: Loaded, lang: Lang) -> None:
    """Refuse a case the contract judges otherwise today than when it was made."""
    from conformance.engine.generate.standing import Standing

    problems = (Standing(loaded.contract, each).problem for each in (*case.after, case))
    problem = next((each for each in problems if each is not None), None)
    if problem is not None:
        zh, en = (
            f"题目 {case.id} 与接口规约不符：{problem.zh}",
            f"case {case.id} does not match the contract: {problem.en}",
        )
        hint = Text(
            "重新生成题库（hutong standard corpus），再检测一次",
            "rebuild the corpus (hutong standard corpus), run again",
        )
        refuse(Text(zh, en), lang, hint, "corpus")


def _asked(case: Case, target: Target, loaded: Loaded, seed: int, lang: Lang, stop: Stop) -> str:
    """Ask one case and say what came of it; returns its standing. Raises Interrupted once it has said so."""
    plan = _plan(case, target, loaded)
    report = examine(plan, tools(), seed, now, lambda event: None, stop)
    standing = _standing(case, plan.clauses, report)
    with stop.open(afresh=True):
        echo(f"{case.id} {case.operation}: {STANDINGS[standing].into(lang)}")
        for line in _lines(standing, report, lang):
            echo(f"    {line}")
    end_if_broken(report.broken, lang)
    stop.check()
    return standing


def _plan(case: Case, target: Target, loaded: Loaded) -> Plan:
    """This case alone, and what of the clauses the corpus decides."""
    plan = make_plan(target, loaded.profile, loaded.standard, loaded.contract, tools(), (case,))
    clauses = tuple(
        replace(clause, verify=own)
        for clause in plan.clauses
        if (own := tuple(verify for verify in clause.verify if verify.probe == CORPUS))
    )
    rounds = tuple(asked for asked in plan.rounds if asked.probe == CORPUS)
    return replace(plan, clauses=clauses, rounds=rounds, shrink=False)


def _standing(case: Case, clauses: Iterable[Clause], report: Report) -> str:
    """Failing where a clause fails; fixed where those that ask for such cases by what they expect were judged."""
    verdicts = {item.clause.id: item.verdict for item in report.results}
    if Verdict.FAIL in verdicts.values():
        return "failing"
    if any(map(_is_open, report.results)) or report.signal:
        return "undecided"
    aimed = [one for one in clauses if any(case.expects in verify.when.expects for verify in one.verify)]
    judged = [verdicts[clause.id] for clause in aimed or clauses]
    return "fixed" if Verdict.PASS in judged else "undecided"


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
