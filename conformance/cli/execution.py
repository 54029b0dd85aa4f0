"""Runs what was planned with its progress on standard error, and shows what came of it on standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from conformance.cli.console import console, echo, interactive, put
from conformance.engine.examine import examine
from conformance.engine.plan import Plan
from conformance.engine.vocabulary import tools
from conformance.model.event import Event
from conformance.model.interop import Interop
from conformance.model.report import Report
from conformance.model.text import Lang
from conformance.reports import json_document, plain, progress, terminal
from conformance.wire.stopping import Stop


def now() -> datetime:
    """The time here, with its zone."""
    return datetime.now().astimezone()


def perform(plan: Plan, seed: int, lang: Lang, stop: Stop, quiet: bool = False) -> Report:
    """Run a plan with its progress on standard error; once `stop` is told to, the report is of what was done."""
    with watched(lang, quiet) as listen:
        return examine(plan, tools(), seed, now, listen, stop)


def watched(lang: Lang, quiet: bool) -> AbstractContextManager[Callable[[Event], None]]:
    """Someone who hears of every event, and shows it on standard error."""
    if quiet:
        return progress.Silent()
    return progress.Live(lang, console(sys.stderr)) if interactive() else progress.Lines(lang, sys.stderr)


def show(report: Report | Interop, lang: Lang, form: str) -> None:
    """The report on standard output: one JSON document, a page for a terminal, or plain lines for a pipe."""
    if form == "json":
        put(json_document.render(report, lang))
        return
    document = json_document.unsealed(report, lang)
    if sys.stdout.isatty():
        terminal.render(document, lang, console(sys.stdout))
    else:
        for line in plain.render(document, lang):
            echo(line)
