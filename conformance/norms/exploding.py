"""Whether a regular expression may cost time without bound on a text a system sends: a repeat of what repeats."""

from __future__ import annotations

import re

_REPEAT = re.compile(r"[*+]|\{\d*,\}")
_LOOSE = re.compile(r"\?|\{\d*,\d+\}")
"""A repeat with bounds, of which a text may hold fewer or more."""
_KIND = re.compile(r"\?(?:[:=!>]|<[=!]|P?<\w+>|[a-z-]+[:)])", re.IGNORECASE)
"""What stands behind the bracket of a group and says of which kind it is."""


def may_explode(pattern: str) -> bool:
    """Whether a group that holds a repeat or alternatives is itself repeated without bound, as in `(a+)+` or `(a|b)*`.

    Stricter than need be: where no two ways lead through the text it would end, but who reads it cannot see that.
    """
    open_ones, closed, at = [False], False, 0
    while at < len(pattern):
        repeat = _REPEAT.match(pattern, at)
        if repeat:
            if closed:
                return True
            open_ones[-1] = True
        closed = False
        if repeat:
            at = repeat.end()
        elif pattern[at] == "(":
            kind = _KIND.match(pattern, at + 1)
            open_ones.append(False)
            at = kind.end() if kind else at + 1
        elif loose := _LOOSE.match(pattern, at):
            open_ones[-1] = True
            at = loose.end()
        elif pattern[at] == ")" and len(open_ones) > 1:
            closed = open_ones.pop()
            open_ones[-1] = open_ones[-1] or closed
            at += 1
        else:
            open_ones[-1] = open_ones[-1] or (pattern[at] == "|" and len(open_ones) > 1)
            at = _behind(pattern, at)
    return False


def _behind(pattern: str, at: int) -> int:
    """The place behind a character, an escape or a class."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] != "[":
        return at + 1
    end = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*+\]", re.DOTALL).match(pattern, at)
    return end.end() if end else len(pattern)
