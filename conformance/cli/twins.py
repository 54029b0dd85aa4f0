"""`hutong standard twins`: runs on systems that are odd and lawful, on which no clause may fail."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from click.core import ParameterSource

from conformance.cli.console import echo, echo_json, lang_option, refuse, speaking
from conformance.cli.measuring import jobs_option, kinds_argument, ledger_option, told
from conformance.config.names import DEFAULT_SEED
from conformance.model.text import Lang, Text

RUNS = 100
"""Runs where nothing else is asked for."""
OF_RUNS = {"runs": "runs", "seed": "seed", "jobs": "jobs", "ledger": "ledger", "form": "format"}
"""The options of a measurement, by parameter."""


@click.command()
@kinds_argument
@click.option("--runs", type=click.IntRange(1), default=RUNS, show_default=True, help="检测多少次。 How many.")
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="随机种子。 The seed.")
@jobs_option
@ledger_option
@click.option("--list", "listed", is_flag=True, help="只列出孪生系统，不检测。 Only list them, in Markdown.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="输出格式。 Output.")
@lang_option
@speaking
def twins(
    kinds: tuple[str, ...],
    runs: int,
    seed: int,
    jobs: int,
    ledger: Path | None,
    listed: bool,
    form: str,
    lang: Lang,
) -> None:
    """以合法而少见的系统衡量误判。 Examine systems that are odd and lawful; exit code 1 where a clause fails.

    每次抽取一至三种孪生系统、三分之一的条款。 Each run draws one to three twins and a third of the clauses. With
    --ledger it goes on where it stopped.
    """
    from conformance.measure.twins.campaign import campaign, header  # what runs the systems is loaded where it is used
    from conformance.measure.twins.figures import figures
    from conformance.measure.twins.pages import lines, page

    if listed:
        _must_stand_alone(lang)
        for line in page(kinds):
            echo(line)
        return
    from conformance.measure.ledger import ResultLedger

    with ResultLedger(ledger, header(seed)).held() as held:
        outcomes = campaign(kinds, runs, held, jobs, told(lang))
    found = figures(outcomes, {**held.header, "date": datetime.now(UTC).date().isoformat()})
    if form == "json":
        echo_json(found)
    else:
        for line in lines(found, lang):
            echo(line)
    if found["odd"] or found["unmeasured"] or found["left_behind"]:
        raise SystemExit(1)


def _must_stand_alone(lang: Lang) -> None:
    """Refuse what a list has no use for: options of a measurement."""
    context = click.get_current_context()
    given = [name for name in OF_RUNS if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        names = ", ".join(f"--{OF_RUNS[name]}" for name in given)
        refuse(Text(f"--list 不检测，不能与 {names} 同用", f"--list measures nothing and takes no {names}"), lang)
