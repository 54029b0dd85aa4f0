"""A request as one line of shell that really repeats it, every secret still the variable that names it."""

from __future__ import annotations

import re
import shlex

from conformance.model.exchange import Request

_VARIABLE = re.compile(r"(\$HUTONG_[A-Z0-9_]+)")
_NEEDS_CARE = re.compile(r"[\\\"$`!]")  # has a meaning of its own between double quotes
_PLAIN_BYTES = frozenset(range(0x20, 0x7F)) - frozenset(b"'\\")
_LONGEST_ARGUMENT = 100_000  # Linux takes 128 KiB in one argument
_BODY_EXPECTED = frozenset({"POST", "PUT", "PATCH"})
_CONTINUES_ABOVE = 1024  # older curl asks "Expect: 100-continue" from this size on


def curl(request: Request) -> str:
    """One line for bash: same method, path, headers and body. Variables are expanded by the shell that runs it."""
    body = request.body
    if body is None and request.method in _BODY_EXPECTED:
        body = b""
    method = "--head" if request.method == "HEAD" and body is None else f"-X {shlex.quote(request.method)}"
    words = ["curl -sS -i -g --path-as-is", method, *_headers(request, body)]
    if body is None:
        return " ".join([*words, _quote(request.url)])
    text = _inline(body)
    if text is None:
        return " ".join([_printf(body), "|", *words, "--data-binary @-", _quote(request.url)])
    option = "--data-raw" if text.startswith("@") else "--data-binary"
    return " ".join([*words, option, _quote(text), _quote(request.url)])


def _headers(request: Request, body: bytes | None) -> list[str]:
    """The request's own headers, and the ones curl would add taken away."""
    unwanted = ["Accept"]
    if body is not None:
        unwanted.append("Content-Type")
    if body is not None and len(body) > _CONTINUES_ABOVE:
        unwanted.append("Expect")
    own = [f"{name}: {value}" if value else f"{name};" for name, value in request.headers]
    removed = [f"{name}:" for name in unwanted if request.header(name) is None]
    return [f"-H {_header_word(line)}" for line in own + removed]


def _inline(body: bytes) -> str | None:
    """The body as text that can stand in the line; None for what must be piped in."""
    if len(body) > _LONGEST_ARGUMENT:
        return None
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() else None


def _quote(text: str) -> str:
    """One shell word in which only `$HUTONG_…` is expanded."""
    parts = _VARIABLE.split(text)
    if len(parts) == 1:
        return shlex.quote(text)
    if not any(_NEEDS_CARE.search(part) for part in parts[::2]):
        return f'"{text}"'
    return "".join(f'"{part}"' if index % 2 else shlex.quote(part) for index, part in enumerate(parts) if part)


def _header_word(line: str) -> str:
    """A header as one shell word; one beyond ASCII goes out in Latin-1 and is written byte by byte."""
    if line.isascii() and line.isprintable():
        return _quote(line)
    parts = enumerate(_VARIABLE.split(line))
    return "".join(f'"{part}"' if index % 2 else f"$'{_octal(part.encode('latin-1'), '')}'" for index, part in parts)


def _printf(body: bytes) -> str:
    """The command that writes the body: printable ASCII as it is, everything else as an octal escape."""
    parts = _VARIABLE.split(body.decode("latin-1"))
    words = [
        f'"{part}"' if index % 2 else f"'{_octal(part.encode('latin-1'), '0')}'" for index, part in enumerate(parts)
    ]
    form = "".join("%s" if index % 2 else "%b" for index in range(len(parts)))
    return f"printf '{form}' {' '.join(words)}"


def _octal(piece: bytes, lead: str) -> str:
    """Octal escapes for all but plain ASCII: three digits, after a 0 where `printf %b` reads them."""
    return "".join(chr(byte) if byte in _PLAIN_BYTES else f"\\{lead}{byte:03o}" for byte in piece)
