"""Verdicts, the closed list of reasons for an inconclusive one, and how verdicts join."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from conformance.model.text import Text


class Verdict(StrEnum):
    """What one clause came to on one target. Declared from the strongest to the weakest when joined."""

    FAIL = "fail"
    ERROR = "error"
    INCONCLUSIVE = "inconclusive"
    MANUAL = "manual"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    NOT_APPLICABLE = "not-applicable"


SETTLED = frozenset({Verdict.PASS, Verdict.FAIL})
"""Verdicts after which it is known whether a clause is kept: what is not found any more is gone, not merely unseen."""


class Reason(StrEnum):
    """Why a clause could not be decided."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TOO_LARGE = "too-large"
    PROTOCOL = "protocol"
    UNTRUSTED = "untrusted"
    RATE_LIMITED = "rate-limited"
    OUT_OF_SCOPE = "out-of-scope"
    NO_CREDENTIAL = "no-credential"
    NOT_AT_THIS_DEPTH = "not-at-this-depth"
    PRECONDITION_NOT_MET = "precondition-not-met"
    UNKNOWN_FACT = "unknown-fact"
    NOTHING_EXERCISED = "nothing-exercised"
    FLAKY = "flaky"
    VOID = "void"
    BUDGET = "budget"
    CALENDAR = "calendar"
    UNREADABLE_DOCUMENT = "unreadable-document"
    INTERRUPTED = "interrupted"


VERDICT_WORDS = {
    Verdict.PASS: Text("通过", "pass"),
    Verdict.FAIL: Text("不通过", "fail"),
    Verdict.INCONCLUSIVE: Text("不确定", "inconclusive"),
    Verdict.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Verdict.MANUAL: Text("人工判定", "manual"),
    Verdict.ERROR: Text("工具错误", "error"),
}

REASON_WORDS = {
    Reason.UNREACHABLE: Text("无法连接", "unreachable"),
    Reason.TIMEOUT: Text("超时", "timed out"),
    Reason.TOO_LARGE: Text("应答过大", "answer too large"),
    Reason.PROTOCOL: Text("不合 HTTP 协议", "not well-formed HTTP"),
    Reason.UNTRUSTED: Text("证书不受信任", "the certificate is not trusted"),
    Reason.RATE_LIMITED: Text("被限流", "rate limited"),
    Reason.OUT_OF_SCOPE: Text("超出测试范围，未发送", "outside the scope of the run, not sent"),
    Reason.NO_CREDENTIAL: Text("缺少凭据", "no credential"),
    Reason.NOT_AT_THIS_DEPTH: Text("本深度不可测", "not at this depth"),
    Reason.PRECONDITION_NOT_MET: Text("前提不具备", "precondition not met"),
    Reason.UNKNOWN_FACT: Text("事实未知", "unknown fact"),
    Reason.NOTHING_EXERCISED: Text("没有可判的内容", "nothing exercised"),
    Reason.FLAKY: Text("结果不稳定", "flaky"),
    Reason.VOID: Text("测试立足点丢失", "footing lost"),
    Reason.BUDGET: Text("预算用尽", "budget spent"),
    Reason.CALENDAR: Text("日历未覆盖", "calendar does not cover it"),
    Reason.UNREADABLE_DOCUMENT: Text("文档无法读取", "unreadable document"),
    Reason.INTERRUPTED: Text("被中断", "interrupted"),
}

_STRENGTH = {verdict: rank for rank, verdict in enumerate(Verdict)}


def join(verdicts: Iterable[Verdict]) -> Verdict:
    """The strongest of the verdicts: fail > error > inconclusive > manual > pass > not-applicable.

    Nothing to join is inconclusive: a clause nothing exercised has not passed.
    """
    return min(verdicts, key=_STRENGTH.__getitem__, default=Verdict.INCONCLUSIVE)


class Undecided(Exception):  # noqa: N818 - it is an answer, not an error
    """Raised where a fact cannot be established; the engine makes an inconclusive verdict of it.

    `input` names what the tester could give to have it decided: `credentials.officer`, `writes`, `facts.mlps`.
    """

    def __init__(self, reason: Reason, detail: Text, input: str = "") -> None:  # noqa: A002 - the report's own word
        super().__init__(f"{reason}: {detail.en}")
        self.reason = reason
        self.detail = detail
        self.input = input


class Apart(Undecided):
    """Raised for a value that a clause is not about: it counts for nothing where others were judged."""

    def __init__(self, detail: Text) -> None:
        super().__init__(Reason.NOTHING_EXERCISED, detail)
