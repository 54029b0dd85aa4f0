"""The code lists of a system, as published under /code-lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Codes = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """A published list: names, where it comes from, and its codes with Chinese and English labels."""

    id: str
    zh: str
    en: str
    source: str
    codes: Codes

    def label(self, code: str) -> str:
        """The Chinese label of a code; the code itself when it is not in the list."""
        return next((zh for key, zh, _ in self.codes if key == code), code)


OWN = "本系统"
"""The source of a list that no text of law or standard states."""

_AUDIT = (
    CodeList("audit-type", "审计事件类型", "Kind of audit event", OWN, (
        ("read", "读取", "read"), ("write", "写入", "write"), ("refusal", "拒绝", "refusal"))),
    CodeList("audit-result", "审计结果", "Result of an audited event", OWN, (
        ("success", "成功", "success"), ("failure", "失败", "failure"))),
)  # fmt: skip


def published(own: Iterable[CodeList]) -> dict[str, CodeList]:
    """The lists of a kind and those of every system (the audit's), by id, sorted."""
    return {listed.id: listed for listed in sorted((*own, *_AUDIT), key=lambda listed: listed.id)}
