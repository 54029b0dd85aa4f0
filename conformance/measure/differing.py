"""Where two texts differ, shown with what stands around it."""

from __future__ import annotations

from itertools import takewhile

BEFORE = 60
"""Characters shown before the first that differs."""
SHOWN = 160
"""Characters shown of each text at most."""


def near_difference(one: str, other: str) -> tuple[str, str]:
    """Of each of two texts what is near the first character in which they differ; short ones whole."""
    at = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    start = max(0, at - BEFORE) if max(len(one), len(other)) > SHOWN else 0
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + SHOWN
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")
