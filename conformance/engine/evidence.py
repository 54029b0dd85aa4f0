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


BRIEF = 65536
"""Bytes of a body that are kept where there is no time to go through all of it; reports show far less."""


def brief(exchange: Exchange) -> Evidence:
    """The same of an exchange whose answer is cut to its beginning where it is long; what is kept is sealed."""
    response = exchange.response
    if response is None or len(response.body) <= BRIEF:
        return evidence(exchange)
    return evidence(replace(exchange, response=replace(response, body=_beginning(response.body))))


def cut_short(proof: Evidence) -> Evidence:
    """Evidence whose answer is cut to its beginning where it is long; its digest stays that of the whole."""
    response = proof.exchange.response
    if response is None or len(response.body) <= BRIEF:
        return proof
    return replace(proof, exchange=replace(proof.exchange, response=replace(response, body=_beginning(response.body))))


def _beginning(body: bytes) -> bytes:
    """The beginning of a body, which ends inside no character."""
    end = BRIEF
    while end > BRIEF - 4 and body[end] & 0xC0 == 0x80:
        end -= 1
    return body[:end]


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
