"""The report of a run that was ended before there was a plan of it: nothing was sent, and no clause was looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from conformance import __version__
from conformance.model.clause import GateRule, Profile
from conformance.model.report import Gate, Report
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.norms.tool import tool_digest

NOTE = Text("在制定检测计划之前被中断，未发送任何请求", "interrupted before there was a plan; nothing was sent")


def unbegun(target: Target, seed: int, now: Callable[[], datetime], signal: int) -> Report:
    """What there is to say of it. It rests on no standards, contract or questions: their digests are empty."""
    time = now().isoformat()
    return Report(
        tool=f"hutong {__version__}",
        tool_digest=tool_digest(),
        release="",
        release_digest="",
        contract_digest="",
        corpus_digest="",
        seed=seed,
        started=time,
        finished=time,
        target=target,
        depth=0,
        profile=Profile(target.kind, Text(target.kind, target.kind), (), {}, GateRule(), ""),
        gate=stopped(signal),
        results=(),
        causes=(),
        covered=(),
        unlock=(),
        requests=0,
        requests_by_method={},
        notes=(NOTE,),
        signal=signal,
    )


def stopped(signal: int) -> Gate:
    """The gate of what was ended before it began."""
    return Gate(False, 128 + signal, (NOTE,))
