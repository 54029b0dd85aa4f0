"""The end of a run: its report is filed and shown, each whatever becomes of the other, and its exit code is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import NoReturn

from conformance.cli.console import OWN_BUG, echo
from conformance.cli.ends import not_shown
from conformance.cli.execution import show
from conformance.cli.filing import Filed, Output, code_after, file
from conformance.cli.own_bug import tell, tell_trace
from conformance.cli.streams import silence, why_not_shown
from conformance.model.interop import Interop
from conformance.model.report import Report
from conformance.model.text import Lang, Text
from conformance.reports import json_document
from conformance.wire.stopping import Stop

NOT_SHOWN = Text("报告未能显示", "the report could not be shown")


def finish(
    report: Report | Interop,
    outputs: Iterable[Output],
    form: str,
    lang: Lang,
    stop: Stop,
    before: Callable[[], None] | None = None,
) -> NoReturn:
    """File the report, then show it, then say where it is; end with the exit code of the gate, or of what went wrong.

    `before` keeps what is to be kept beside the report. A signal beats a bug of ours, which beats 1;
    what could not be written turns only 0 and 3 into 2. A signal that came too late to cut anything short changes
    nothing: the code is the one the report states.
    """
    filed = _filed(report, outputs, lang, stop)
    kept = _kept(before, lang)
    shown = _shown(report, lang, form, stop)
    for line in filed.said:
        echo(line, err=True)
    if report.broken:
        tell_trace(report.broken, lang)
    is_whole = filed.good and kept and shown is True
    code = code_after(report.gate.exit_code, is_whole)
    if report.broken or filed.broken or shown is None:
        code = OWN_BUG
    raise SystemExit(128 + stop.signal if stop.signal and (report.signal or not is_whole) else code)


def _filed(report: Report | Interop, outputs: Iterable[Output], lang: Lang, stop: Stop) -> Filed:
    outputs = tuple(outputs)
    if not outputs:
        return Filed()
    try:
        document = json_document.document(report, lang)
    except Exception as error:  # noqa: BLE001 - our own bug; the report may still be shown
        tell(error, lang, Text("报告未写成：Hutong 自身出错", "no report was written: a bug of Hutong"))
        return Filed(good=False, broken=True)
    return file(document, outputs, lang, stop)


def _kept(before: Callable[[], None] | None, lang: Lang) -> bool:
    try:
        if before is not None:
            before()
    except OSError as error:
        where = error.filename or "--known"
        echo(Text(f"{where}：{error.strerror}", f"{where}: {error.strerror}").into(lang), err=True)
        return False
    return True


def _shown(report: Report | Interop, lang: Lang, form: str, stop: Stop) -> bool | None:
    """Whether standard output took it all; None for a bug of ours. Whoever waits for a reader may be interrupted."""
    try:
        with stop.open(afresh=True):
            show(report, lang, form)
    except KeyboardInterrupt:
        silence(sys.stdout)
        return False
    except Exception as error:  # noqa: BLE001 - our own bug, unless it is the output that takes nothing
        why = why_not_shown()
        if why is None:
            tell(error, lang, Text(f"{NOT_SHOWN.zh}：Hutong 自身出错", f"{NOT_SHOWN.en}: a bug of Hutong"))
            return None
        silence(sys.stdout)
        text = not_shown(why)
        echo(Text(f"{NOT_SHOWN.zh}：{text.zh}", f"{NOT_SHOWN.en}: {text.en}").into(lang), err=True)
        return False
    return True
