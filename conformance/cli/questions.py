"""What a command line names to be asked again: cases, sequences and whole probes, and what they are put to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from conformance.cli.console import refuse
from conformance.cli.execution import now
from conformance.cli.generated_questions import with_own_questions
from conformance.cli.running import chosen_target, loaded_for
from conformance.cli.saved import failed_with, saved_corpus
from conformance.config.choosing import must_be_open
from conformance.config.loading import GENERAL, Loaded
from conformance.engine.plan import Plan, make_plan
from conformance.engine.vocabulary import tools
from conformance.model.case import Case, Corpus
from conformance.model.clause import Clause, Verify
from conformance.model.sequence import Sequence as Steps
from conformance.model.target import Target
from conformance.model.text import Lang, Text

CORPUS, SEQUENCES = "corpus", "sequences"
OF_MANY = (CORPUS, SEQUENCES)
"""Probes that are given their questions one at a time: those are named, never the probe."""
ID = re.compile("[0-9a-f]{6,12}")


@dataclass(frozen=True, eq=False)
class Named:
    """A question under its id, or under its own name a probe with all it asks.

    `failed` are the clauses that a report says failed with it, None where no report is at hand.
    """

    id: str
    probe: str
    question: Case | Steps | None = None
    failed: frozenset[str] | None = None

    @property
    def asks(self) -> str:
        """What is asked: the operation of a case, else the probe."""
        return self.question.operation if isinstance(self.question, Case) else self.probe

    def plan(self, target: Target, loaded: Loaded) -> Plan:
        """This alone, and what of the clauses its probe decides.

        Of those on any answer, where a report is at hand, only what failed with it: what else an answer lacks was
        there before, and is no reason to call the case still failing.
        """
        contract, cases = loaded.contract, (self.question,) if isinstance(self.question, Case) else ()
        if isinstance(self.question, Steps):
            contract = replace(contract, sequences=(self.question,))
        plan = make_plan(target, loaded.profile, loaded.standard, contract, tools(), cases)
        clauses = tuple(
            replace(clause, verify=own)
            for clause in plan.clauses
            if (own := tuple(it for it in clause.verify if it.probe == self.probe or self._asks_any(clause, it)))
        )
        rounds = tuple(asked for asked in plan.rounds if asked.probe == self.probe)
        return replace(plan, clauses=clauses, rounds=rounds, shrink=False, of_one=True)

    def _asks_any(self, clause: Clause, verify: Verify) -> bool:
        return verify.of_any and (self.failed is None or clause.id in self.failed)


def chosen(words: Sequence[str], options: dict[str, Any], lang: Lang) -> tuple[list[Named], Target, Loaded]:
    """What a command line names, what it is put to, and what that rests on."""
    names, place = _split(words, lang)
    target = chosen_target({**options, "target": place, "connections": None}, lang)
    must_be_open(target, now())
    loaded = loaded_for(target, lang)
    for name in names:
        if not ID.fullmatch(name):
            _must_decide(name, target, loaded, lang)
    if not any(map(ID.fullmatch, names)):
        return [Named(name, name) for name in dict.fromkeys(names)], target, loaded
    corpus, loaded, where = _shelf(target, loaded, options, lang)
    found = [_of_id(it, corpus, loaded, where, lang) if ID.fullmatch(it) else Named(it, it) for it in names]
    if options["saved"] is not None:
        failed = failed_with(options["saved"])
        found = [replace(one, failed=failed.get(one.id)) for one in found]
    return [*{one.id: one for one in found}.values()], target, loaded


def _split(words: Sequence[str], lang: Lang) -> tuple[list[str], str]:
    """What is named and the target of a command line: a last word that can be neither id nor probe is the target."""
    probes = tools().probes.keys() - {*OF_MANY}
    known = [bool(ID.fullmatch(word)) or word in probes for word in words]
    last = len(words) > 1 and not known[-1]
    names, place = (list(words[:-1]), words[-1]) if last else (list(words), "")
    for name, is_one in zip(names, known, strict=False):
        if not is_one:
            zh, en = f"`{name}` 不是题目编号", f"`{name}` is no id of a case"
            hint = Text(
                "须为 6 至 12 位十六进制数（报告中有），或测试例的名称",
                "it is 6 to 12 hexadecimal digits, as a report shows, or the name of a probe",
            )
            refuse(Text(zh, en), lang, hint)
    return names, place


def _must_decide(probe: str, target: Target, loaded: Loaded, lang: Lang) -> None:
    """Refuse a probe by which nothing of the profile is decided."""
    verifies = (verify for name in loaded.profile.clauses for verify in loaded.standard.clauses[name].verify)
    if all(verify.probe != probe for verify in verifies):
        zh, en = (
            f"适用配置 {target.kind} 没有用 {probe} 判定的条款",
            f"no clause of the profile {target.kind} rests on {probe}",
        )
        hint = Text("用 -p 给出系统的类别", "name the kind with -p")
        refuse(Text(zh, en), lang, hint if target.kind == GENERAL else None)


def _shelf(target: Target, loaded: Loaded, options: dict[str, Any], lang: Lang) -> tuple[Corpus, Loaded, Text]:
    """The cases there are to choose from, and where they stand: in a report, else in the corpus."""
    saved: Path | None = options["saved"]
    if saved is not None:
        corpus = saved_corpus(saved, loaded.contract)
        return corpus, loaded, Text(f"报告 {saved} ", f"the report {saved}")
    asked = {"corpus": True, "quiet": False, "clauses": (), "seed": options["seed"]}
    loaded, _ = with_own_questions(_of_all(target), loaded, asked, lang)
    corpus = _corpus(loaded, target, lang)
    return corpus, loaded, Text(f"题库 {corpus.digest[:12]} ", f"the corpus {corpus.digest[:12]}")


def _of_all(target: Target) -> Target:
    """The target with nothing held back: a case of what is must be found, that it may be said why it is not asked."""
    return replace(target, allowed=("*",), only=(), exclude=())


def _corpus(loaded: Loaded, target: Target, lang: Lang) -> Corpus:
    if loaded.corpus is None:
        zh, en = f"适用配置 {target.kind} 没有题库", f"the profile {target.kind} has no corpus"
        hint = Text(
            "用 -p 给出系统的类别，或用 --openapi 给出文档", "name the kind with -p, or a document with --openapi"
        )
        refuse(Text(zh, en), lang, hint if target.kind == GENERAL else None)
    return loaded.corpus


def _of_id(name: str, corpus: Corpus, loaded: Loaded, where: Text, lang: Lang) -> Named:
    """The one case or sequence whose id begins so."""
    there: tuple[Case | Steps, ...] = (*corpus.cases, *loaded.contract.sequences)
    found = [each for each in there if each.id.startswith(name)]
    if not found:
        zh, en = f"{where.zh}中没有题目 `{name}`", f"{where.en} has no case `{name}`"
        zh_hint = "自适应探测的题目用 --report 给出报告；报告若出自另一版标准或另一适用配置，请用那一版，或重新检测"
        en_hint = (
            "for a case of exploring name the --report; "
            "a report made with another release or profile needs that one; or run again for a new report"
        )
        refuse(Text(zh, en), lang, Text(zh_hint, en_hint))
    if len(found) > 1:
        ids = ", ".join(each.id for each in found)
        refuse(Text(f"`{name}` 不止一题：{ids}", f"`{name}` is more than one case: {ids}"), lang)
    one = found[0]
    if isinstance(one, Case):
        _must_fit(one, loaded, lang)
    return Named(one.id, CORPUS if isinstance(one, Case) else SEQUENCES, one)


def _must_fit(case: Case, loaded: Loaded, lang: Lang) -> None:
    """Refuse a case the contract judges otherwise today than when it was made."""
    from conformance.engine.generate.corpus.case_validity import Standing

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
