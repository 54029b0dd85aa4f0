"""How fast and how long a system is asked: rate, Retry-After, budgets, and a breaker for one that does not answer."""

from __future__ import annotations

import math
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from conformance.model.contract import SAFE_METHODS
from conformance.model.exchange import Failure, Headers, Response, first_header
from conformance.model.http_dates import http_date
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.model.window import Window
from conformance.wire.core import Core

BREAK_AFTER = 5
TOO_MANY = 429
IDEMPOTENT = SAFE_METHODS | {"PUT", "DELETE"}
IDEMPOTENCY_KEY = "idempotency-key"
WINDOW = "window"
"""The input for want of which a request outside its window is not sent."""

_BREAKING = frozenset({Reason.UNREACHABLE, Reason.TIMEOUT, Reason.RATE_LIMITED})
_STILL_LIMITED = Failure(
    Reason.RATE_LIMITED,
    Text("被限流，等待后仍未放行", "rate limited, and still so after waiting"),
)
_NOT_KNOWN = Failure(
    Reason.RATE_LIMITED,
    Text(
        "应答 503，写请求是否已执行不得而知，不重发",
        "answered 503; the write may have been done, and is not sent again",
    ),
)
_TOO_LONG = Failure(
    Reason.RATE_LIMITED,
    Text("被限流，要求等待的时间超出时间预算，未发送", "rate limited for longer than the time budget; not sent"),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one request: a response, a failure, or both when the response only says that we are limited.

    What was not even tried was not `sent`.
    """

    response: Response | None = None
    failure: Failure | None = None
    sent: bool = True


class Pace:
    """Sends through a core no faster and no longer than the limits allow.

    A loopback target is asked at full speed until it says 429; any other at `limits.rate` requests a second. After 429,
    or 503 with Retry-After, everything waits, the request is sent once more, and the run goes on at `limits.rate`. A
    write that was answered 503 is sent once more only where doing it twice does what doing it once does. `repeated`
    counts what was sent once more, by method.
    What goes `beyond` the budgets takes back what was made: there is no more of it than was sent within them.
    After five requests in a row that were unreachable, timed out or limited, the last failure answers everything.
    Nothing is sent outside the `window`: its end cuts as a budget of time does. `now` tells the time of day.
    """

    def __init__(
        self,
        core: Core,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        window: Window | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        limits = core.limits
        if limits.rate <= 0:
            raise ValueError(f"rate must be above 0 requests a second: {limits.rate}")
        self._core = core
        self._clock = clock
        self._sleep = sleep
        self._window = window
        self._now = now
        self._gap = 0.0 if core.scope.is_loopback else 1 / limits.rate
        self._ends: float | None = None
        self._next = 0.0
        self._held_until = 0.0
        self._left = limits.requests
        self.repeated: Counter[str] = Counter()
        self._row = 0
        self._broken: Failure | None = None
        self._lock = threading.Lock()

    def send(
        self, method: str, url: str, headers: Headers = (), body: bytes | None = None, beyond: bool = False
    ) -> Reply:
        """Wait for the request's turn, send it, and wait and send again once where it is limited and may be."""
        refused = self._core.refusal(method, url)
        if refused is not None:
            return Reply(failure=refused, sent=False)
        reply = self._in_turn(method, url, headers, body, beyond)
        if _is_limited(reply) and _may_repeat(method, headers, reply):
            again = self._in_turn(method, url, headers, body, beyond)
            self.repeated.update([method] if again.response else [])
            # Where the second brought no answer, the first stands beside the reason.
            reply = Reply(reply.response, again.failure) if again.response is None else again
        if _is_limited(reply) and reply.failure is None:
            reply = Reply(reply.response, _STILL_LIMITED if _may_repeat(method, headers, reply) else _NOT_KNOWN)
        self._count(reply.failure)
        return reply

    def _in_turn(self, method: str, url: str, headers: Headers, body: bytes | None, beyond: bool) -> Reply:
        with self._lock:
            turn = self._turn(beyond)
        if isinstance(turn, Failure):
            return Reply(failure=turn, sent=False)
        if turn > 0:
            self._sleep(turn)
        answer = self._core.send(method, url, headers, body)
        if isinstance(answer, Failure):
            return Reply(failure=answer)
        reply = Reply(answer)
        if _is_limited(reply):
            self._hold(answer)
        return reply

    def _turn(self, beyond: bool) -> float | Failure:
        """Seconds until this request may go, its place taken; or why it may not go at all."""
        if self._broken is not None:
            return self._broken
        limits, now = self._core.limits, self._clock()
        if self._ends is None:
            self._ends = now + limits.seconds
        if self._left <= 0 and not beyond:
            return _spent(f"{limits.requests} 次请求", f"{limits.requests} requests")
        at = max(now, self._next, self._held_until)
        if self._window is not None and at - now >= self._open_for:
            return _closed(self._window)
        if at >= self._ends and (not beyond or self._held_until >= self._ends):
            if self._held_until >= self._ends > now:
                return _TOO_LONG
            return _spent(f"{limits.seconds:g} 秒", f"{limits.seconds:g} s")
        self._left -= 1
        self._next = at + self._gap
        return at - now

    @property
    def rest(self) -> float:
        """Seconds the run has left."""
        left = self._core.limits.seconds if self._ends is None else max(self._ends - self._clock(), 0.0)
        return min(left, self._open_for)

    @property
    def _open_for(self) -> float:
        """Seconds until the window closes."""
        return math.inf if self._window is None else self._window.rest(self._now())

    def _hold(self, answer: Response) -> None:
        """Let everything wait as long as the system asks, and go on slower than before."""
        gap = 1 / self._core.limits.rate
        asked = retry_after(answer)
        with self._lock:
            self._gap = gap
            self._held_until = max(self._held_until, self._clock() + (gap if asked is None else max(asked, gap)))

    def _count(self, failure: Failure | None) -> None:
        with self._lock:
            if failure is None or failure.reason not in _BREAKING:
                self._row = 0
                return
            self._row += 1
            if self._row >= BREAK_AFTER:
                self._broken = failure


def retry_after(answer: Response) -> float | None:
    """Seconds the answer asks to wait; None when it does not say.

    A date is measured from the answer's own Date, so that a clock that is wrong, theirs or ours, changes nothing.
    """
    value = answer.header("retry-after")
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    due, sent = http_date(value), http_date(answer.header("date"))
    return None if due is None or sent is None else max((due - sent).total_seconds(), 0.0)


def _is_limited(reply: Reply) -> bool:
    answer = reply.response
    if answer is None:
        return False
    return answer.status == TOO_MANY or (answer.status == 503 and answer.header("retry-after") is not None)


def _may_repeat(method: str, headers: Headers, reply: Reply) -> bool:
    """Whether a limited request may be sent again: what 429 refuses was not done (RFC 6585).

    After 503 it may have been: then only what is idempotent by its method (RFC 9110 section 9.2.2) or by its key.
    """
    refused = reply.response is not None and reply.response.status == TOO_MANY
    return refused or method in IDEMPOTENT or first_header(headers, IDEMPOTENCY_KEY) is not None


def _closed(window: Window) -> Failure:
    zh = f"不在允许检测的时段 {window.text} 之内，未发送"
    return Failure(
        Reason.BUDGET,
        Text(zh, f"outside the window {window.text} in which the system may be asked; not sent"),
        WINDOW,
    )


def _spent(zh: str, en: str) -> Failure:
    return Failure(Reason.BUDGET, Text(f"{zh}的预算已用尽，未发送", f"the budget of {en} is spent; not sent"))
