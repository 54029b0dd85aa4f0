"""What the engine sends with: one target's core, pace and redactor, and every exchange numbered and free of secrets."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType

from conformance.model.contract import Operation
from conformance.model.exchange import (
    AsSent,
    Exchange,
    Expects,
    Failure,
    Headers,
    Mark,
    Outcome,
    Request,
    Response,
    Why,
    first_header,
)
from conformance.model.target import Credential, Target
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.wire.core import Core
from conformance.wire.keeping import Bodies
from conformance.wire.pacing import Pace, Reply
from conformance.wire.redaction import Redactor
from conformance.wire.scope import Scope
from conformance.wire.sessions import session_words
from conformance.wire.stopping import Stop
from conformance.wire.wire_errors import Broken

ANONYMOUS = "anonymous"
COOKIE = "cookie"


class Recorder:
    """Sends requests to one target in a role and records what came of them.

    ValueError at construction for an address, rate or certificate file that cannot be used.
    """

    def __init__(
        self,
        target: Target,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] | None = None,
        stop: Stop | None = None,
    ) -> None:
        self.target = target
        self.scope = Scope.of(target.address)
        self.stop = stop or Stop()
        self.core = Core(self.scope, target.limits, target.reach, may_write=target.may_write, stop=self.stop)
        self.pace = Pace(self.core, clock=clock, sleep=sleep or self.stop.sleep, window=target.window)
        self.redactor = Redactor(target.credentials.values())
        self.bodies = Bodies()
        self._sessions: set[str] = set()
        self._number = 0
        self._lock = threading.Lock()

    @property
    def sessions(self) -> frozenset[str]:
        """The words of the cookies that were set so far, by which a session is known again."""
        return frozenset(self._sessions)

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
        draws: int = 0,
        authorise: bool = True,
        beyond: bool = False,
        meaning: Callable[[Response], Outcome | AsSent] | None = None,
        refusal: Failure | None = None,
    ) -> Exchange:
        """Send one request and record it; the outcome is what `meaning`, which knows envelope and binding, makes of it.

        With a `refusal` it is recorded as not sent for that reason.
        The role's credential is laid over unless `authorise` is off, the role is anonymous or the caller states that
        header itself. A role without a credential is a failure, not an anonymous request. What is `beyond` the budgets
        is sent although they are spent. ValueError for a method or header of the caller that cannot be sent as it is.
        """
        credential, beside = refusal or (self._credential(role, headers) if authorise else None), ""
        if isinstance(credential, Failure):
            reply, laid = Reply(failure=credential, sent=False), None
        else:
            headers, beside = _apart(headers, credential)
            reply, laid = self.pace.send(method, url, _with(headers, credential, beside), body, beyond), credential
        with self._lock:
            self._number += 1
            number = self._number
        request = named(self.redactor.request(Request(method, url, headers, body)), laid, beside)
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
            draws,
            reply.sent,
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
        return Reply(replace(clean, content=body), reply.failure)

    def scrub(self, response: Response) -> Response:
        """The same response without a secret anywhere in it; the very object where there is none."""
        self._sessions.update(session_words(response.headers))
        return self.redactor.response(response)

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
        is_free = credential.header.lower() == COOKIE or first_header(headers, credential.header) is None
        return credential if is_free else None

    def _clean_failure(self, failure: Failure | None) -> Failure | None:
        if failure is None:
            return None
        detail = Text(self.redactor.clean(failure.detail.zh), self.redactor.clean(failure.detail.en))
        return failure if detail == failure.detail else replace(failure, detail=detail)


def _apart(headers: Headers, credential: Credential | None) -> tuple[Headers, str]:
    """The headers without cookies, and these as they stand behind a credential that is one: there is but one header."""
    if credential is None or credential.header.lower() != COOKIE:
        return headers, ""
    cookies = [value for name, value in headers if name.lower() == COOKIE]
    return tuple(pair for pair in headers if pair[0].lower() != COOKIE), "".join(f"; {value}" for value in cookies)


def _with(headers: Headers, credential: Credential | None, beside: str) -> Headers:
    """The headers as sent, with the role's own."""
    own = () if credential is None else ((credential.header, credential.prefix + credential.secret + beside),)
    return (*headers, *own)


def named(request: Request, credential: Credential | None, beside: str = "") -> Request:
    """The request with the role's own header, in which the name of a variable stands for the secret, and is marked."""
    if credential is None:
        return request
    start = len(credential.header) + 2 + len(credential.prefix)
    mark = Mark(len(request.headers), start, start + 1 + len(credential.variable), credential.variable)
    header = (credential.header, f"{credential.prefix}${credential.variable}{beside}")
    return replace(request, headers=(*request.headers, header), marks=(*request.marks, mark))
