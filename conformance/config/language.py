"""The language of whoever runs the command or the tests."""

from __future__ import annotations

import locale
import os

from conformance.model.text import Lang


def language(asked: str = "") -> Lang:
    """The language asked for, else HUTONG_LANG, else that of the locale; English where neither says Chinese."""
    for word in (asked, os.environ.get("HUTONG_LANG", ""), *_locale()):
        if word:
            return "zh" if word.lower().startswith(("zh", "chinese")) else "en"
    return "en"


def _locale() -> tuple[str, ...]:
    words = tuple(os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return words if any(words) else (locale.getlocale()[0] or "",)
