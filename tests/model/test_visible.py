"""Text from a system shows what it is made of and does nothing."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from conformance.model.visible import visible
from tests.reports.sample import HOSTILE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("政务信息资源 a-Z 0.9 ，。\\", "政务信息资源 a-Z 0.9 ，。\\"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b2J\x85\x7f\x00", "\\x9b2J\\x85\\x7f\\x00"),
        ("a\u202eb\u2066c\u061c", "a\\u202eb\\u2066c\\u061c"),
        ("\u200b\u200d\ufeff\u00ad\ufe0f\u3164", "\\u200b\\u200d\\ufeff\\xad\\ufe0f\\u3164"),
        ("\udc80\ud800", "\\udc80\\ud800"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\U000e0041\U0001ffff", "\\U000e0041\\U0001ffff"),
        ("a\r\n\tb", "a\\r\\n\\tb"),
        ("王𠮷é한ʻ", "王𠮷é한ʻ"),
    ],
)
def test_shows_what_is_not_seen(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(shown) == shown


def test_keeps_line_ends_only_where_asked() -> None:
    assert visible("a\r\nb", keep_newlines=True) == "a\\r\nb"


def test_says_how_much_was_left_out() -> None:
    assert visible("中" * 2001) == "中" * 2000 + "…(+1)"
    assert visible("中" * 2000) == "中" * 2000
    assert visible("abcdef", limit=4) == "abcd…(+2)"
    assert visible("a" * 5000, limit=0) == "a" * 5000


def test_no_character_that_acts_or_hides_is_left_in_all_of_unicode() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        shown = visible(char)
        if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(char) in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }:  # fmt: skip
            assert shown.isascii(), f"U+{code:04X}"
            assert shown.startswith("\\"), f"U+{code:04X}"
        assert shown.encode("utf-8")
    assert visible(HOSTILE).isprintable()
