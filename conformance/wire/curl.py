"""A request as one line of shell that really repeats it, every secret still the variable that names it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from typing import AnyStr

from conformance.model.exchange import Mark, Request
from conformance.model.visible import stands
from conformance.wire.framing import BODY_EXPECTED

_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_GOES_ON = re.compile(r"[A-Za-z0-9_\[]")  # what a shell would take for more of a name that has no braces
_NEEDS_CARE = re.compile(r"[\\\"$`!]")  # has a meaning of its own between double quotes
_PLAIN_BYTES = frozenset(range(0x20, 0x7F)) - frozenset(b"'\\")
_LONGEST_ARGUMENT = 100_000  # Linux takes 128 KiB in one argument
_CONTINUES_ABOVE = 1024  # older curl asks "Expect: 100-continue" from this size on


def curl(request: Request) -> str:
    """One line for bash: same method, path, headers and body. The shell that runs it expands the variables marked."""
    body = request.body
    if body is None and request.method in BODY_EXPECTED:
        body = b""
    method = "--head" if request.method == "HEAD" and body is None else f"-X {_word([request.method])}"
    words = ["curl -sS -i -g --path-as-is", method, *_headers(request, body)]
    address = _word(_pieces(request.url, request, "url"))
    if body is None:
        return " ".join([*words, address])
    pieces = [*_pieces(body, request, "body")]
    text = _inline(pieces, len(body))
    if text is None:
        return " ".join([_printf(pieces), "|", *words, "--data-binary @-", address])
    option = "--data-raw" if isinstance(text[0], Mark) or text[0].startswith("@") else "--data-binary"
    return " ".join([*words, option, _word(text), address])


def _pieces(whole: AnyStr, request: Request, part: int | str) -> Iterator[AnyStr | Mark]:
    """What stands for itself in a part of a request, and the variables between; at least one piece."""
    done = 0
    for mark in sorted((mark for mark in request.marks if mark.part == part), key=lambda mark: mark.start):
        if mark.start >= done and _NAME.fullmatch(mark.variable):
            yield from filter(None, (whole[done : mark.start],))
            yield mark
            done = mark.end
    if done < len(whole) or not whole:
        yield whole[done:]


def _headers(request: Request, body: bytes | None) -> list[str]:
    """The request's own headers, and the ones curl would add taken away."""
    unwanted = ["Accept"]
    if body is not None:
        unwanted.append("Content-Type")
    if body is not None and len(body) > _CONTINUES_ABOVE:
        unwanted.append("Expect")
    lines = [f"{name}: {value}" if value else f"{name};" for name, value in request.headers]
    own = [_word([*_pieces(line, request, number)], "latin-1") for number, line in enumerate(lines)]
    return [f"-H {word}" for word in [*own, *(f"{name}:" for name in unwanted if request.header(name) is None)]]


def _inline(pieces: Sequence[bytes | Mark], size: int) -> list[str | Mark] | None:
    """The body as text that can stand in the line; None for what must be piped in."""
    if size > _LONGEST_ARGUMENT:
        return None
    try:
        text = [piece if isinstance(piece, Mark) else piece.decode() for piece in pieces]
    except UnicodeDecodeError:
        return None
    return text if all(isinstance(piece, Mark) or stands(piece) for piece in text) else None


def _word(pieces: Iterable[str | Mark], encoding: str = "") -> str:
    """One shell word in which nothing is expanded but the variables.

    Text beyond ASCII that goes out in another encoding than the line's is written byte by byte.
    """
    parts = [*pieces]
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) < len(parts) and all(_is_plain(text, encoding) and not _NEEDS_CARE.search(text) for text in texts):
        return '"' + "".join(map(_between_quotes, parts, [*parts[1:], ""])) + '"'
    return "".join(f'"{_expanded(it)}"' if isinstance(it, Mark) else _quoted(it, encoding) for it in parts)


def _between_quotes(piece: str | Mark, after: str | Mark) -> str:
    """A piece of a word in double quotes; a variable has braces where its name would go on in what comes after."""
    if isinstance(piece, str):
        return piece
    return _expanded(piece, braces=isinstance(after, str) and bool(_GOES_ON.match(after)))


def _expanded(mark: Mark, braces: bool = False) -> str:
    """A variable as the shell expands it. Without the value an earlier answer had to give, it refuses to go on."""
    if mark.given:
        return f"${{{mark.variable}:?}}"
    return f"${{{mark.variable}}}" if braces else f"${mark.variable}"


def _quoted(text: str, encoding: str) -> str:
    if _is_plain(text, encoding):
        return shlex.quote(text)
    return f"$'{_octal(text.encode(encoding or 'utf-8', 'surrogatepass'), '')}'"


def _is_plain(text: str, encoding: str) -> bool:
    return stands(text) and (text.isascii() or not encoding)


def _printf(pieces: Sequence[bytes | Mark]) -> str:
    """The command that writes the body: printable ASCII as it is, everything else as an octal escape."""
    words = [f'"{_expanded(it)}"' if isinstance(it, Mark) else f"'{_octal(it, '0')}'" for it in pieces]
    form = "".join("%s" if isinstance(piece, Mark) else "%b" for piece in pieces)
    return f"printf '{form}' {' '.join(words)}"


def _octal(piece: bytes, lead: str) -> str:
    """Octal escapes for all but plain ASCII: three digits, after a 0 where `printf %b` reads them."""
    return "".join(chr(byte) if byte in _PLAIN_BYTES else f"\\{lead}{byte:03o}" for byte in piece)
