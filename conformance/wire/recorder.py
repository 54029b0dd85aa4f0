"""What the engine sends with: one target's core, pace and redactor, and every exchange numbered and free of secrets."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from types import TracebackType

from conformance.model.contract import Operation
from conformance.model.exchange import (
    AsSent,
    Exchange,
    Expects,
    Failure,
    Headers,
    Outcome,
    Request,
    Response,
    Why,
    first_header,
)
from conformance.model.target import Credential, Target
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.wire.broken import Broken
from conformance.wire.core import Core
from conformance.wire.keeping import Bodies
from conformance.wire.pacing import Pace, Reply
from conformance.wire.redaction import Redactor
from conformance.wire.scope import Scope

ANONYMOUS = "anonymous"


class Recorder:
    """Sends requests to one target in a role and records what came of them.

    ValueError at construction for an address, rate or certificate file that cannot be used.
    """

    def __init__(
        self,
        target: Target,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.target = target
        self.scope = Scope.of(target.address)
        self.core = Core(self.scope, target.limits, target.reach, may_write=target.may_write)
        self.pace = Pace(self.core, clock=clock, sleep=sleep)
        self.redactor = Redactor(target.credentials.values())
        self.bodies = Bodies()
        self._number = 0
        self._lock = threading.Lock()

    @property
    def count(self) -> int:
        """How many requests were really sent."""
        return self.core.sent.total()

    @property
    def by_method(self) -> dict[str, int]:
        """How many requests were really sent, by method in alphabetical order."""
        return dict(sorted(self.core.sent.items()))

    def send(
        self,
        operation: Operation,
        role: str,
        method: str,
        url: str,
        headers: Headers = (),
        body: bytes | None = None,
        *,
        step: str = "",
        expects: Expects = "any",
        why: Why | None = None,
        authorise: bool = True,
        meaning: Callable[[Response], Outcome | AsSent] | None = None,
    ) -> Exchange:
        """Send one request and record it; the outcome is what `meaning`, which knows envelope and binding, makes of it.

        The role's credential is laid over unless `authorise` is off, the role is anonymous or the caller states that
        header itself. A role without a credential is a failure, not an anonymous request. ValueError for a method or
        header of the caller that cannot be sent as it is.
        """
        credential = self._credential(role, headers) if authorise else None
        if isinstance(credential, Failure):
            reply, shown = Reply(failure=credential), headers
        else:
            reply = self.pace.send(method, url, _with(headers, credential, secret=True), body)
            shown = _with(headers, credential, secret=False)
        with self._lock:
            self._number += 1
            number = self._number
        request = self._clean_request(Request(method, url, shown, body))
        reply = self._kept(reply)
        response = reply.response
        return Exchange(
            operation,
            role,
            request,
            response,
            self._clean_failure(reply.failure),
            step,
            expects,
            why,
            meaning(response) if meaning and response else None,
            number,
        )

    def _kept(self, reply: Reply) -> Reply:
        """The reply free of secrets, its body kept where it takes little room."""
        if reply.response is None:
            return reply
        clean = self.scrub(reply.response)
        try:
            body = self.bodies.keep(clean.body)
        except Broken as broken:
            return Reply(failure=reply.failure or broken.failure)
        return Reply(Response(clean.status, clean.reason, clean.headers, body), reply.failure)

    def scrub(self, response: Response) -> Response:
        """The same response without a secret anywhere in it; the very object where there is none."""
        if not self.redactor.may_hold(chain((response.reason,), *response.headers), response.body):
            return response
        return replace(
            response,
            reason=self.redactor.clean(response.reason),
            headers=self._clean_headers(response.headers),
            content=self.redactor.clean_bytes(response.body),
        )

    def close(self) -> None:
        self.core.close()

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _credential(self, role: str, headers: Headers) -> Credential | Failure | None:
        if role == ANONYMOUS:
            return None
        credential = self.target.credentials.get(role)
        if credential is None or not credential.secret:
            detail = Text(f"没有角色 {role} 的凭据，未发送", f"there is no credential for the role {role}; not sent")
            return Failure(Reason.NO_CREDENTIAL, detail, f"credentials.{role}")
        return credential if first_header(headers, credential.header) is None else None

    def _clean_request(self, request: Request) -> Request:
        if not self.redactor.may_hold(chain((request.url,), *request.headers), request.body or b""):
            return request
        clean, body = self.redactor.clean, self._clean_body(request.body)
        return Request(request.method, clean(request.url), self._clean_headers(request.headers), body)

    def _clean_headers(self, headers: Headers) -> Headers:
        clean = self.redactor.clean
        return tuple((clean(name), clean(value)) for name, value in headers)

    def _clean_body(self, body: bytes | None) -> bytes | None:
        return None if body is None else self.redactor.clean_bytes(body)

    def _clean_failure(self, failure: Failure | None) -> Failure | None:
        if failure is None:
            return None
        detail = Text(self.redactor.clean(failure.detail.zh), self.redactor.clean(failure.detail.en))
        return failure if detail == failure.detail else replace(failure, detail=detail)


def _with(headers: Headers, credential: Credential | None, *, secret: bool) -> Headers:
    """The headers with the role's own, holding its secret or the name of its variable."""
    if credential is None:
        return headers
    value = credential.secret if secret else f"${credential.variable}"
    return (*headers, (credential.header, credential.prefix + value))
