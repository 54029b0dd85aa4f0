"""The same bounded way out for code that speaks `requests`: the core as a transport adapter."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPHeaderDict

from conformance.model.exchange import Failure, Headers, Response
from conformance.wire.core import Core
from conformance.wire.pacing import Reply
from conformance.wire.recorder import Recorder

# The core writes the framing itself and decodes only what it asked for; `requests` states its own idea of both.
_CORES_OWN = frozenset({"content-length", "transfer-encoding", "connection", "accept-encoding"})


Sender = Callable[[str, str, Headers, bytes | None], Reply]
"""Sends method, url, headers and body by a way of its own, and tells what came of it."""


class WireError(requests.RequestException):
    """No usable answer; `failure` says why. A plain RequestException, because callers dig in what the others wrap."""

    def __init__(self, failure: Failure, request: requests.PreparedRequest) -> None:
        super().__init__(failure.detail.en, request=request)
        self.failure = failure


class BoundedAdapter(BaseAdapter):
    """Sends what `requests` prepared through a recorder's pace, a bare core, or a sender that asks by one of them.

    The core's own deadline, caps, scope and verification hold, whatever timeout, verify or proxies the caller states.
    Answers that come through a recorder are scrubbed of its secrets. Raises WireError where there is no answer, and
    requests' InvalidHeader for a header or method that cannot be sent as it is.
    """

    def __init__(self, wire: Recorder | Core | Sender) -> None:
        super().__init__()
        self._wire = wire

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        try:
            reply = self._reply(request.method or "GET", request.url or "", _headers(request), _body(request))
        except ValueError as error:
            raise requests.exceptions.InvalidHeader(str(error), request=request) from error
        if reply.response is None:
            assert reply.failure is not None  # noqa: S101 - a reply holds one of the two
            raise WireError(reply.failure, request)
        return _as_requests(reply.response, request)

    def close(self) -> None:
        """The wire belongs to whoever made it, and outlives the session."""

    def _reply(self, method: str, url: str, headers: Headers, body: bytes | None) -> Reply:
        if isinstance(self._wire, Core):
            answer = self._wire.send(method, url, headers, body)
            return Reply(failure=answer) if isinstance(answer, Failure) else Reply(answer)
        if not isinstance(self._wire, Recorder):
            return self._wire(method, url, headers, body)
        reply = self._wire.pace.send(method, url, headers, body)
        return Reply(self._wire.scrub(reply.response), reply.failure) if reply.response else reply


class BoundedSession(requests.Session):
    """A session that knows nothing of its surroundings: no proxies, netrc, cookies, redirects or headers of its own."""

    def __init__(self, wire: Recorder | Core | Sender) -> None:
        super().__init__()
        self.trust_env = False
        self.headers = CaseInsensitiveDict()
        self.mount("http://", BoundedAdapter(wire))
        self.mount("https://", BoundedAdapter(wire))

    def resolve_redirects(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """No redirect is ever followed: it is an answer like any other."""
        return iter(())


def session(wire: Recorder | Core | Sender) -> requests.Session:
    """A `requests` session whose every request goes through the wire."""
    return BoundedSession(wire)


class _Raw(io.BytesIO):
    """The body as `requests` and its callers read it, already decoded, whatever decoding they ask for."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.body)
        self.headers = HTTPHeaderDict(response.headers)
        self.status = response.status
        self.reason = response.reason
        self.version = 11

    def read(self, amt: int | None = -1, decode_content: bool | None = None) -> bytes:
        return super().read(amt)

    def read1(self, amt: int | None = -1, decode_content: bool | None = None) -> bytes:
        return super().read1(-1 if amt is None else amt)


def _headers(request: requests.PreparedRequest) -> Headers:
    pairs = ((_text(name), _text(value)) for name, value in request.headers.items())
    return tuple((name, value) for name, value in pairs if name.lower() not in _CORES_OWN)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _body(request: requests.PreparedRequest) -> bytes | None:
    body: Any = request.body
    if isinstance(body, str):
        return body.encode()
    if body is None or isinstance(body, bytes):
        return body
    if hasattr(body, "read"):
        return _body_of(body.read())
    return b"".join(_body_of(part) for part in body)


def _body_of(part: str | bytes) -> bytes:
    return part.encode() if isinstance(part, str) else part


def _as_requests(answer: Response, request: requests.PreparedRequest) -> requests.Response:
    response = requests.Response()
    raw = _Raw(answer)
    response.status_code = answer.status
    response.reason = answer.reason
    response.headers = CaseInsensitiveDict(raw.headers)
    response.encoding = requests.utils.get_encoding_from_headers(response.headers)
    response.url = request.url or ""
    response.raw = raw
    response.request = request
    return response
