"""`hutong standard`: the coded standards: list, show, diff, lint, coverage, contract, corpus, truth, twins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import click

from conformance.cli.console import WRONG_USE, both, echo, echo_json, lang_option, speaking, tell
from conformance.cli.contract import contract
from conformance.cli.corpus import corpus
from conformance.cli.explain import explain
from conformance.cli.listing import list_clauses
from conformance.cli.releases import diff
from conformance.cli.truth import truth
from conformance.cli.twins import twins
from conformance.config.release import the_standard
from conformance.engine.vocabulary import tools
from conformance.model.clause import BASIS_WORDS, FAMILIES, FAMILY_WORDS, LEVEL_WORDS, Clause, Level, Standard
from conformance.model.text import Lang, Text
from conformance.norms.data_files import data
from conformance.norms.lint import lint as lint_release

WIDTH = 80
"""Columns of a line that goes on in the next."""


@click.group()
def standard() -> None:
    """标准数据。 The coded standards: list, show, diff, lint, coverage, contract, corpus, truth, twins."""


standard.add_command(list_clauses)
standard.add_command(explain, "show")
standard.add_command(diff)
standard.add_command(contract)
standard.add_command(corpus)
standard.add_command(truth)
standard.add_command(twins)


@standard.command()
@click.option("--standards", type=click.Path(exists=True, file_okay=False, path_type=Path), help="另一处 standards/。")
@click.option("--profiles", type=click.Path(exists=True, file_okay=False, path_type=Path), help="另一处 profiles/。")
@lang_option
@speaking
def lint(standards: Path | None, profiles: Path | None, lang: Lang) -> None:
    """检查标准、接口规约、适用配置与缺陷。 Check standards, contracts, profiles and faults; exit code 2 if wrong."""
    problems = lint_release(standards or data("standards"), profiles or data("profiles"), tools().vocabulary)
    if not standards and not problems:  # reference systems keep our own standard, and their faults break it
        from conformance.cli.fault_problems import fault_problems

        problems = [*fault_problems()]
    for problem in problems:
        tell(problem, lang)
    if problems:
        raise SystemExit(WRONG_USE)
    vocabulary = tools().vocabulary
    counts = f"{len(vocabulary.probes)} / {len(vocabulary.checks)}"
    echo(Text(f"没有问题（测试例 / 判定 {counts}）", f"nothing wrong (probes / checks {counts})").into(lang))


@standard.command()
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="输出格式。 Output.")
@lang_option
@speaking
def coverage(form: str, lang: Lang) -> None:
    """已编码与未编码的要求。 What is coded, by family, level and basis, and what is not, with the reason."""
    release = the_standard()
    if form == "json":
        echo_json(_coverage(release))
        return
    for line in _coverage_lines(release, lang):
        echo(line)


def _active(release: Standard, family: str) -> list[Clause]:
    return [clause for clause in release.clauses.values() if clause.family == family and clause.status == "active"]


def _per_check(release: Standard) -> Counter[str]:
    """How many active clauses each check serves."""
    judged = ({verify.check for verify in clause.verify} for family in FAMILIES for clause in _active(release, family))
    return Counter(check for checks in judged for check in checks)


def _ratio(release: Standard) -> dict[str, Any]:
    """How widely checks serve: automatic clauses for one check, and the checks that serve a single clause."""
    served = _per_check(release)
    clauses = sum(not clause.manual for family in FAMILIES for clause in _active(release, family))
    return {
        "clauses": clauses,
        "checks": len(served),
        "clauses_per_check": round(clauses / max(len(served), 1), 2),
        "of_one_clause": sum(number == 1 for number in served.values()),
        "of_several": {
            name: -less for less, name in sorted((-number, name) for name, number in served.items()) if less < -1
        },
    }


def _coverage(release: Standard) -> dict[str, Any]:
    return {
        "release": release.release,
        "digest": release.digest,
        "families": {
            family: {
                "automatic": sum(not clause.manual for clause in _active(release, family)),
                "manual": sum(clause.manual for clause in _active(release, family)),
                "levels": Counter(clause.level.value for clause in _active(release, family)),
                "bases": Counter(clause.source.basis for clause in _active(release, family)),
            }
            for family in FAMILIES
        },
        "checks": _ratio(release),
        "not_coded": [
            {"id": item.id, "kinds": item.kinds, "title": both(item.title), "reason": both(item.reason)}
            for item in release.candidates
            if item.reason
        ],
    }


def _coverage_lines(release: Standard, lang: Lang) -> Iterator[str]:
    yield f"{release.title.into(lang)}  {release.digest[:12]}"
    for family in FAMILIES:
        mine = _active(release, family)
        automatic = sum(not clause.manual for clause in mine)
        levels = Counter(clause.level for clause in mine)
        bases = Counter[str](clause.source.basis for clause in mine)
        said = [f"{LEVEL_WORDS[level].into(lang)} {levels[level]}" for level in Level if levels[level]]
        said += [
            f"{Text(words.zh, basis).into(lang)} {bases[basis]}" for basis, words in BASIS_WORDS.items() if bases[basis]
        ]
        name = FAMILY_WORDS[family].into(lang)
        manual = len(mine) - automatic
        zh, en = f"{name}：自动 {automatic}，人工 {manual}", f"{name}: automatic {automatic}, manual {manual}"
        yield Text(zh, en).into(lang)
        yield "  " + Text(" · ", ", ").into(lang).join(said)
    yield _ratio_line(release, lang)
    several = ", ".join(f"{name}_{number}" for name, number in _ratio(release)["of_several"].items())
    wrapped = wrap(several, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    yield from (line.replace("_", " ") for line in wrapped)
    open_ones = [item for item in release.candidates if item.reason]
    coded = len(release.candidates) - len(open_ones)
    zh, en = (
        f"候选要求：已编码 {coded}，未编码 {len(open_ones)}",
        f"candidates: coded {coded}, not coded {len(open_ones)}",
    )
    yield Text(zh, en).into(lang)
    for item in open_ones:
        reason = item.reason.into(lang) if item.reason else ""
        yield f"  {item.id}  {item.title.into(lang)}  [{', '.join(item.kinds)}]  {reason}"


def _ratio_line(release: Standard, lang: Lang) -> str:
    found = _ratio(release)
    counts, ratio, single = (
        f"{found['clauses']} : {found['checks']}",
        found["clauses_per_check"],
        found["of_one_clause"],
    )
    zh = f"自动条款与判定之比：{counts} = {ratio:.2f}，只用于一条条款的判定 {single} 个"
    en = f"automatic clauses per check: {counts} = {ratio:.2f}; {single} checks serve one clause"
    return Text(zh, en).into(lang)
