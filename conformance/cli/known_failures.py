"""`--known`: the list of known nonconformities, kept after a run."""

from __future__ import annotations

import os
from pathlib import Path

from conformance.cli.console import echo
from conformance.model.report import Report
from conformance.model.text import Lang, Text
from conformance.model.verdict import SETTLED
from conformance.model.waiver import Exemptions
from conformance.norms.waivers import known_text
from conformance.reports.writing import write


def keep_known(report: Report, file: Path, exemptions: Exemptions, update: bool, lang: Lang) -> None:
    """Say what the list of known nonconformities lacks or has too much; write it where asked.

    In a pipeline (`CI` is set) the list only ever gets shorter. What a run did not decide stays in it.
    """
    before = exemptions.known or frozenset()
    decided = {item.clause.id for item in report.results if item.verdict in SETTLED}
    open_ones = {entry for entry in before if entry.clause not in decided}
    after = (report.found & before if os.environ.get("CI") else report.found) | open_ones
    gone, new = len(before - report.found - open_ones), len(report.found - before)
    if update:
        write(known_text(after).encode(), file)
        said = Text(
            f"{file}：{len(before)} 项改为 {len(after)} 项", f"{file}: {len(before)} entries became {len(after)}"
        )
    else:
        zh = f"已知不符合项：新增 {new} 项，不再出现 {gone} 项"
        said = Text(zh, f"known nonconformities: {new} new, {gone} no longer found")
    echo(said.into(lang), err=True)
    if update and os.environ.get("CI") and new:
        kept = Text(
            f"流水线中清单只减不增，{new} 项未加入", f"in a pipeline the list only shrinks; {new} were not added"
        )
        echo(kept.into(lang), err=True)
