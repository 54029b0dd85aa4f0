"""Secrets taken out of everything that leaves the wire, by value, in every writing they are likely to come back in."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from conformance.model.target import Credential

_SHORTEST_PIECE = 8  # of a secret inside somebody else's Base64: shorter pieces would hit innocent text
_SIGN = 8  # first bytes of a writing that are looked for before any writing is


class Redactor:
    """Replaces secrets with the names of their variables: plain, Base64, percent-encoded, JSON and HTML escaped."""

    def __init__(self, credentials: Iterable[Credential]) -> None:
        names: dict[bytes, bytes] = {}
        for credential in credentials:
            for writing in _writings(credential):
                names.setdefault(writing, f"${credential.variable}".encode())
        self._names = names
        # The longest first, so that a secret that begins like another is replaced whole.
        choices = b"|".join(re.escape(writing) for writing in sorted(names, key=lambda text: (-len(text), text)))
        self._pattern = re.compile(choices) if names else None
        self._signs = tuple(sorted({writing[:_SIGN] for writing in names}))

    def may_hold(self, texts: Iterable[str], body: bytes = b"") -> bool:
        """Whether a secret may be in any of these. Cheap, and wrong only where it says yes."""
        whole = "\n".join(texts).encode("utf-8", "surrogatepass") + body
        return any(sign in whole for sign in self._signs)

    def clean_bytes(self, body: bytes) -> bytes:
        """The same bytes with every secret replaced; the very object where there is none."""
        if self._pattern is None or self._pattern.search(body) is None:
            return body
        return self._pattern.sub(lambda match: self._names[match[0]], body)

    def clean(self, text: str) -> str:
        """The same text with every secret replaced."""
        if self._pattern is None:
            return text
        before = text.encode("utf-8", "surrogatepass")
        after = self.clean_bytes(before)
        return text if after is before else after.decode("utf-8", "surrogatepass")


def _writings(credential: Credential) -> Iterator[bytes]:
    for secret in _secrets(credential):
        raw = secret.encode()
        yield raw
        quoted = {quote(secret, safe=""), quote(secret), quote_plus(secret)}
        escaped = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], html.escape(secret)}
        for text in sorted(quoted | escaped):
            yield text.encode()
            yield re.sub(r"%[0-9A-F]{2}", lambda match: match[0].lower(), text).encode()
        yield from _base64_pieces(raw)


def _secrets(credential: Credential) -> Iterator[str]:
    """The secret as sent and, where it is user:password for Basic, those too."""
    if not credential.secret:
        return
    yield credential.secret
    if credential.prefix.strip().lower() == "basic":
        try:
            pair = base64.b64decode(credential.secret, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return
        yield from filter(None, (pair, pair.partition(":")[2]))


def _base64_pieces(raw: bytes) -> Iterator[bytes]:
    """The secret's own Base64, and what is left of it at the three places it can take inside a longer one."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(raw)
        yield encode(raw).rstrip(b"=")
        for shift in range(3):
            whole = encode(b"\0" * shift + raw)
            piece = whole[(0, 2, 3)[shift] : (shift + len(raw)) * 8 // 6]
            if len(piece) >= _SHORTEST_PIECE:
                yield piece
