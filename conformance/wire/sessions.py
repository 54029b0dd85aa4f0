"""What a system itself hands out as secret: cookies, sessions, passwords and tokens, known by what they are called."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from conformance.model.exchange import Headers

HIDDEN = "***"
SHORTEST = 8
"""Characters a value needs to be looked for beside its name: shorter ones are found in ordinary text."""

_SECRET = re.compile(
    r"(?:.*(?:pass(?:word|wd|phrase|code)|pwd|token|secret|(?:secret|api|access|private|session)[-_]?key"
    r"|session[-_]?id|jsessionid|phpsessid|cookie|credential|authorization|密码|口令|令牌|密钥))s?"
    r"|(?:.*[-_.])?(?:session|sess|sid|jwt|otp)s?|aspsessionid.*",
    re.IGNORECASE,
)
_NO_SECRET = re.compile(
    r".*(?:page|next|continuation|sync|cursor)[-_]?token", re.IGNORECASE
)  # they tell where a list goes on
# Every match begins where the last one ended, so that no text makes the search go back over itself.
_JSON = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*+)"?|(?P<plain>-?[0-9][0-9.eE+-]*+)|[^"0-9-]++|-', re.DOTALL)
_PAIR = re.compile(r"""(?<![\w.-])([\w.-]{1,64})=([^&\s;,"'<>\\#]+)""")
_ELEMENT = re.compile(r"<([\w:.-]{1,64})(?:\s[^<>]{0,256})?>([^<]++)</")
_COOKIE = re.compile(r'^([^=;]*)=("[^"]*"|[^;]*)')
_WORD = re.compile(rf"[A-Za-z0-9+/_.~-]{{{SHORTEST},}}")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

Note = Callable[[str], None]
"""Hears of every value that was hidden."""


def is_secret(name: str) -> bool:
    """Whether what is called so is kept to oneself."""
    return bool(_SECRET.fullmatch(name[-256:])) and not _NO_SECRET.fullmatch(name[-256:])


def without_secrets(headers: Headers, note: Note) -> Headers:
    """The fields of an answer with the values of cookies, and of what is called a secret, hidden."""
    return tuple((name, _field(name.lower(), value, note)) for name, value in headers)


def _field(name: str, value: str, note: Note) -> str:
    if name == "set-cookie":
        return _COOKIE.sub(lambda match: f"{match[1]}={_hidden(match[2], note)}", value)
    return _hidden(value, note) if is_secret(name) else _pairs(value, note)


def text_without_secrets(text: str, note: Note) -> str:
    """A body with the values of members, fields and elements that are called a secret hidden; it need be no JSON."""
    elements = _ELEMENT.sub(lambda match: _kept(match, 2, note), text)
    return _pairs("".join(_members(elements, note)), note)


def _pairs(text: str, note: Note) -> str:
    return _PAIR.sub(lambda match: _kept(match, 2, note), text)


def _kept(match: re.Match[str], part: int, note: Note) -> str:
    """A match with its value hidden where its name is that of a secret."""
    if not is_secret(match[1].rpartition(":")[2]):
        return match[0]
    start, end = match.start(part) - match.start(), match.end(part) - match.start()
    return match[0][:start] + _hidden(match[part], note) + match[0][end:]


def _members(text: str, note: Note) -> Iterator[str]:
    """The text of JSON, or nearly, in pieces: what follows a name and a colon is its value, or a list of values."""
    name, secret, listed = "", False, False
    for match in _JSON.finditer(text):
        value = match["text"] or match["plain"]
        if secret and value:
            yield f'"{_hidden(value, note)}"' if match["text"] else _hidden(value, note)
        else:
            yield match[0]
        if match["text"] is None and match["plain"] is None:
            between = "".join(match[0].split())
            secret = "]" not in between if listed else between in (":", ":[") and is_secret(_named(name))
            listed = secret and (listed or between == ":[")
        name = match["text"] or ""


def _named(name: str) -> str:
    """The name of a member without its escapes."""
    try:
        return str(json.loads(f'"{name}"', strict=False)) if "\\" in name else name
    except ValueError:
        return name


def _hidden(value: str, note: Note) -> str:
    plain = value.strip('"')
    if not plain or plain.startswith("$") or plain == HIDDEN:  # a secret of ours, which has a name already
        return value
    note(plain)
    return HIDDEN


def session_words(headers: Headers) -> Iterator[str]:
    """The words of the cookies an answer sets by which a session is known again: long, and none of a language."""
    for name, value in headers:
        if name.lower() == "set-cookie" and (match := _COOKIE.match(value)):
            for text in {match[2], unquote(match[2])}:
                yield from filter(_is_telling, _WORD.findall(text))


def _is_telling(word: str) -> bool:
    mixed = any(map(str.isdigit, word)) and any(map(str.isalpha, word))
    return (mixed or len(word) >= 2 * SHORTEST) and not _DATE.match(word)


def without_words(text: str, words: frozenset[str]) -> str:
    """The text with each of these words hidden."""
    return _WORD.sub(lambda match: HIDDEN if match[0] in words else match[0], text) if words else text
