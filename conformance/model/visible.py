"""The one function that text of others passes before it reaches a terminal, a log or a report."""

from __future__ import annotations

import json
import re

# What draws nothing or moves what is drawn: controls, line separators, bidirectional controls and everything Unicode
# calls default-ignorable, annotation marks, lone surrogates, noncharacters. A list of ours rather than `unicodedata`,
# so that every Python shows the same bytes.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ufdd0-\ufdef"
    "\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U000dffff\U000efffe-\U0010ffff]"
)
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")  # a terminal may hand them on as plain ones
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str, limit: int = 2000, keep_newlines: bool = False) -> str:
    """Text in which nothing acts and nothing hides: `\\x1b`, `\\u202e` for what would not be seen.

    At most `limit` characters of the text are shown (0: all), then how many were left out: `…(+1234)`. A line end is
    `\\n` unless `keep_newlines`. Given its own output, it changes nothing but its length.
    """
    left_out = len(text) - limit if limit else 0
    if left_out > 0:
        return f"{_escaped(text[:limit], keep_newlines)}…(+{left_out})"
    return _escaped(text, keep_newlines)


def _escaped(text: str, keep_newlines: bool) -> str:
    if text.isascii() and text.isprintable():  # as most text is, and found out much sooner
        return text
    return _UNSEEN.sub(lambda match: _escape(match[0], keep_newlines), text)


def stands(text: str) -> bool:
    """Whether a text shows as it is, so that a line of it can be copied and is the same."""
    return not _UNSEEN.search(text) and not _BLANKS.search(text)


def visible_json(text: str) -> str:
    """The text of a JSON document, the same document, in which what would not be seen is written `\\u202e`."""
    return _UNSEEN.sub(lambda match: match[0] if match[0] == "\n" else _json_escape(match[0]), text)


def _json_escape(char: str) -> str:
    return json.dumps(char)[1:-1] if char != "\x7f" else "\\u007f"


def _escape(char: str, keep_newlines: bool) -> str:
    if char == "\n" and keep_newlines:
        return char
    code = ord(char)
    return _SHORT.get(char) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )
