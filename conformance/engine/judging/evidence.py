"""Exchanges as evidence: what is personal or secret hidden, sealed by a digest, with the line of curl that repeats."""

from __future__ import annotations

import codecs
import hashlib
import string
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from conformance.model.exchange import Exchange, Headers, Response
from conformance.model.finding import Finding
from conformance.model.report import Evidence
from conformance.model.text import Text
from conformance.wire.curl import curl
from conformance.wire.masking import mask_personal
from conformance.wire.redaction import Redactor
from conformance.wire.sessions import SHORTEST, text_without_secrets, without_secrets, without_words

VOLATILE = frozenset({"date"})
LONGEST, MOST = 4096, 100
"""Characters of a value, and values, that are looked for beside their names: no answer makes that take long."""

LOOKED_AT = 256 * 1024
"""Bytes of a body that are looked at: far more than any report shows."""

LARGEST = 64 * 1024
"""Bytes of a body that evidence holds; of a longer one its beginning, and the digest of the whole seals it."""

_OF_WORDS = (string.ascii_letters + string.digits + "+/_.~=%-").encode()


class Hiding:
    """Hides in what is shown of some exchanges what is personal, and what their answers hand out as secret.

    `sessions` are the words of the cookies set during the run.
    """

    def __init__(self, exchanges: Iterable[Exchange], sessions: frozenset[str] = frozenset()) -> None:
        self._sessions = sessions
        answers = (exchange.response for exchange in exchanges if exchange.response)
        found = dict.fromkeys(value for answer in answers for value in _handed_out(answer))
        fit = (value for value in found if SHORTEST <= len(value) <= LONGEST)
        self._values = Redactor.hiding(islice(fit, MOST))

    def text(self, text: str) -> str:
        """A text without them."""
        return mask_personal(without_words(self._values.clean(text), self._sessions))

    def finding(self, finding: Finding) -> Finding:
        """What is said of the exchanges, without them."""
        seen, due = (Text(self.text(said.zh), self.text(said.en)) for said in (finding.seen, finding.due))
        return replace(finding, seen=seen, due=due)

    def evidence(self, exchange: Exchange) -> Evidence:
        """The exchange as it may be shown. The digest leaves out headers that change with the clock."""
        whole = exchange.response
        shown = replace(exchange, response=self._response(_beginning(whole)) if whole else None)
        request, response = shown.request, shown.response
        sealed: list[object] = [request.method, request.url, request.headers, request.body]
        if whole is not None and response is not None:
            sealed += [response.status, _steady(response.headers), response.body]
            if whole.size > LARGEST:
                sealed += [whole.size, hashlib.sha256(whole.body).hexdigest()]
        return Evidence(shown, hashlib.sha256(repr(sealed).encode()).hexdigest(), curl(request))

    def _response(self, response: Response) -> Response:
        headers = without_secrets(response.headers, _unheard)
        body = response.body
        shown = _bytes(self.text(_without_secrets(body)[0]))
        return replace(
            response,
            reason=self.text(response.reason),
            headers=tuple((name, self.text(value)) for name, value in headers),
            content=body if shown == body else shown,
        )


def _beginning(response: Response) -> Response:
    """The response with no more of a long body than is shown; no character, number or secret is cut through."""
    if response.size <= LARGEST:
        return response
    body = response.body[:LARGEST]
    body = body[:-LONGEST] + body[-LONGEST:].rstrip(_OF_WORDS)
    with suppress(UnicodeDecodeError):
        body = codecs.getincrementaldecoder("utf-8")().decode(body).encode()
    return replace(response, content=body)


def _handed_out(response: Response) -> Iterator[str]:
    """The values an answer hands out by the name of a secret."""
    found: list[str] = []
    without_secrets(response.headers, found.append)
    yield from found
    yield from _without_secrets(response.body[:LOOKED_AT])[1]


@lru_cache(maxsize=32)  # what many clauses show is read once
def _without_secrets(body: bytes) -> tuple[str, tuple[str, ...]]:
    """A body as text without the values that are called a secret, and those values."""
    found: list[str] = []
    text = text_without_secrets(body.decode("utf-8", "surrogateescape"), found.append)
    return text, tuple(found)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _unheard(value: str) -> None:
    """Nobody needs to know of it."""


def evidence(exchange: Exchange, sessions: frozenset[str] = frozenset()) -> Evidence:
    """An exchange alone as it may be shown."""
    return Hiding((exchange,), sessions).evidence(exchange)


def _steady(headers: Headers) -> Headers:
    return tuple((name, value) for name, value in headers if name.lower() not in VOLATILE)
