"""The language of whoever runs the command or the tests, and whether their console can show it."""

from __future__ import annotations

import locale
import os
import sys

from conformance.model.text import Lang

NAME = "互通"


def language(asked: str = "") -> Lang:
    """The language asked for, else HUTONG_LANG, else that of the locale; English where neither says Chinese."""
    for word in (asked, os.environ.get("HUTONG_LANG", ""), *_locale()):
        if word:
            return "zh" if word.lower().startswith(("zh", "chinese")) else "en"
    return "en"


def _locale() -> tuple[str, ...]:
    words = tuple(os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return words if any(words) else (locale.getlocale()[0] or "",)


def shows(text: str) -> bool:
    """Whether standard output can show a text; a console that cannot must not crash."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
