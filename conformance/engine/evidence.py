"""Exchanges as evidence: personal numbers masked, sealed by a digest, with the line of curl that repeats them."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace

from conformance.model.exchange import Exchange, Headers, Response
from conformance.model.report import Evidence
from conformance.wire.curl import curl
from conformance.wire.masking import mask_personal

VOLATILE = frozenset({"date"})


def evidence(exchange: Exchange) -> Evidence:
    """The exchange as it may be shown. The digest leaves out headers that change with the clock."""
    shown = replace(exchange, response=_masked(exchange.response) if exchange.response else None)
    request, response = shown.request, shown.response
    sealed: list[object] = [request.method, request.url, request.headers, request.body]
    if response is not None:
        sealed += [response.status, _steady(response.headers), response.body]
    return Evidence(shown, hashlib.sha256(repr(sealed).encode()).hexdigest(), curl(request))


def _masked(response: Response) -> Response:
    headers = tuple((name, mask_personal(value)) for name, value in response.headers)
    body = response.body
    with suppress(UnicodeDecodeError):
        body = mask_personal(body.decode()).encode()
    return Response(response.status, response.reason, headers, body)


def _steady(headers: Headers) -> Headers:
    return tuple((name, value) for name, value in headers if name.lower() not in VOLATILE)
