"""`hutong standard truth`: what the suite catches of mutants of the reference systems, which a program makes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from conformance.cli.console import echo, echo_json, lang_option, speaking
from conformance.cli.measuring import jobs_option, kinds_argument, ledger_option, told
from conformance.cli.origin import commit_of
from conformance.config.names import DEFAULT_SEED
from conformance.config.release import the_standard
from conformance.model.text import Lang

MUTANTS = 250
"""Mutants of each part where nothing else is asked for."""
SURVIVING = ("measured", "survivors", "unmeasured")
"""What of the figures is told where only what was not caught is asked for."""


@click.command()
@kinds_argument
@click.option("--mutants", type=click.IntRange(1), default=MUTANTS, show_default=True, help="每部分多少个。 A part.")
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="随机种子。 The seed.")
@jobs_option
@ledger_option
@click.option("--survivors", is_flag=True, help="只列未被发现的。 Only what was not caught.")
@click.option(
    "--format", "form", type=click.Choice(["human", "json", "markdown"]), default="human", help="输出格式。 Output."
)
@lang_option
@speaking
def truth(
    kinds: tuple[str, ...],
    mutants: int,
    seed: int,
    jobs: int,
    ledger: Path | None,
    survivors: bool,
    form: str,
    lang: Lang,
) -> None:
    """以变异体衡量：条款能发现多少。 Measure how many mutants of the reference systems some clause fails on.

    程序改动参考系统的源代码，一次一处，再作完整检测；不写入任何源文件。 Each is one change of the source, examined
    whole; no file of the source is touched. With --ledger it goes on where it stopped.
    """
    from conformance.measure.ledger import ResultLedger  # what runs the systems is loaded only where it is used
    from conformance.measure.truth.campaign import chosen, header, try_mutants
    from conformance.measure.truth.pages import page

    with ResultLedger(ledger, header(seed)).held() as held:
        tried = try_mutants(chosen(kinds, mutants, seed), kinds, held, jobs, told(lang))
    figures = _figures(tried, kinds, {**held.header, "mutants": mutants})
    if form == "json":
        echo_json({name: figures[name] for name in SURVIVING} if survivors else figures)
        return
    for line in page(figures, lang, form == "markdown", survivors):
        echo(line)


def _figures(tried: Any, kinds: tuple[str, ...], head: dict[str, Any]) -> Any:
    from conformance.measure.prepared import loaded
    from conformance.measure.truth.figures import document

    commit = commit_of(Path(__file__).parent)
    dated = {**head, "date": datetime.now(UTC).date().isoformat(), "commit": commit}
    return document(tried, dated, the_standard(), [loaded(kind).profile for kind in kinds])
