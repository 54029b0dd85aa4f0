"""Exchanges as evidence: personal numbers masked, sealed by a digest, with the line of curl that repeats them."""

from __future__ import annotations

import codecs
import hashlib
from contextlib import suppress
from dataclasses import replace

from conformance.model.exchange import Exchange, Headers, Response
from conformance.model.report import Evidence
from conformance.wire.curl import curl
from conformance.wire.masking import mask_personal

VOLATILE = frozenset({"date"})

LARGEST = 64 * 1024
"""Bytes of a body that evidence holds; of a longer one its beginning, and the digest of the whole seals it."""

_OF_NUMBERS = b"0123456789Xx"
_LONGEST = 24  # no personal number has as many digits


def evidence(exchange: Exchange) -> Evidence:
    """The exchange as it may be shown. The digest leaves out headers that change with the clock."""
    whole = exchange.response
    shown = replace(exchange, response=_masked(_beginning(whole)) if whole else None)
    request, response = shown.request, shown.response
    sealed: list[object] = [request.method, request.url, request.headers, request.body]
    if whole is not None and response is not None:
        sealed += [response.status, _steady(response.headers), response.body]
        if whole.size > LARGEST:
            sealed += [whole.size, hashlib.sha256(whole.body).hexdigest()]
    return Evidence(shown, hashlib.sha256(repr(sealed).encode()).hexdigest(), curl(request))


def _beginning(response: Response) -> Response:
    """The response with no more of a long body than is shown; the cut goes through no character and no number."""
    if response.size <= LARGEST:
        return response
    body = response.body[:LARGEST]
    body = body[:-_LONGEST] + body[-_LONGEST:].rstrip(_OF_NUMBERS)
    with suppress(UnicodeDecodeError):
        body = codecs.getincrementaldecoder("utf-8")().decode(body).encode()
    return Response(response.status, response.reason, response.headers, body)


def _masked(response: Response) -> Response:
    headers = tuple((name, mask_personal(value)) for name, value in response.headers)
    body = response.body
    with suppress(UnicodeDecodeError):
        body = mask_personal(body.decode()).encode()
    return Response(response.status, response.reason, headers, body)


def _steady(headers: Headers) -> Headers:
    return tuple((name, value) for name, value in headers if name.lower() not in VOLATILE)
