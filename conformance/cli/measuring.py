"""What the commands that measure on reference systems share: which kinds, how many at once, the ledger, progress."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.console import echo, refuse, speech
from conformance.model.text import Lang, Text
from conformance.norms.errors import near

if TYPE_CHECKING:
    from conformance.measure.ledger import Listener
    from conformance.measure.outcomes import Outcome

BETWEEN = 10.0
"""Seconds between two lines of progress at least."""


def _known(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds given, each once; all there is a reference system of where none is."""
    from conformance.systems.kinds import KINDS

    for kind in given:
        if kind not in KINDS:
            text = Text(f"没有参考系统 `{kind}`", f"there is no reference system `{kind}`")
            refuse(text, speech(context.params.get("lang") or ""), near(kind, [*KINDS]))
    return tuple(dict.fromkeys(given or KINDS))


kinds_argument = click.argument("kinds", nargs=-1, metavar="[KIND]...", callback=_known)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="同时几个，默认为处理器数。 How many at once."
)
ledger_option = click.option(
    "--ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    help="台账；再次运行时接着做。 Resumed from where it was.",
)


def told(lang: Lang) -> Listener:
    """Someone who says on standard error now and then how many of how many are measured."""
    begun = time.monotonic()
    last = begun

    def hear(outcome: Outcome, number: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if number < total and now - last < BETWEEN:
            return
        last = now
        zh = f"已测 {number}/{total}，{now - begun:.0f} 秒"
        echo(Text(zh, f"measured {number}/{total}, {now - begun:.0f} s").into(lang), err=True)

    return hear
