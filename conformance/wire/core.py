"""The one bounded way to the network: a request goes out, a Response or a Failure comes back, in time and in size."""

from __future__ import annotations

import threading
import time
import weakref
from collections import Counter
from types import TracebackType

from conformance import __version__
from conformance.model.contract import SAFE_METHODS
from conformance.model.exchange import Failure, Headers, Response
from conformance.model.target import Limits, Reach
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.wire.body import decode, must_be_readable, read_body
from conformance.wire.connection import Line
from conformance.wire.dial import Dialler
from conformance.wire.framing import MAX_HEAD, Head, body_length, read_head, write_request
from conformance.wire.scope import Scope
from conformance.wire.stopping import Stop
from conformance.wire.wire_errors import Broken, Stale, protocol, too_large

_AGENT = f"Hutong/{__version__}"
_OUT_OF_SCOPE = Failure(
    Reason.OUT_OF_SCOPE,
    Text("地址不在被测系统的主机与端口之内，未发送", "the address is not on the target's own host and port; not sent"),
)
READ_ONLY = Failure(
    Reason.OUT_OF_SCOPE,
    Text(
        "本次运行为只读，未发送；如需写入，请将被测系统设为 environment: test 并允许写入",
        "this run is read-only, not sent; to write, set environment: test for the target and allow writes",
    ),
    "writes",
)
"""Why a run that may not write sends nothing, and the input it lacks."""


class Core:
    """Sends single requests to one scope over kept connections, one per thread.

    Bounds: `limits.request_seconds` in total from the first look-up to the last byte, `limits.body_bytes` decoded,
    64 KiB and 100 fields of header. Redirects are answers like any other; no proxy, netrc or cookie is ever used.
    Unsafe methods are refused unless `may_write`. `sent` counts by method the requests that reached a connection.
    """

    def __init__(
        self,
        scope: Scope,
        limits: Limits,
        reach: Reach | None = None,
        *,
        may_write: bool = False,
        stop: Stop | None = None,
    ) -> None:
        self.scope = scope
        self.limits = limits
        self.may_write = may_write
        self.stop = stop or Stop()
        self.sent: Counter[str] = Counter()
        self._dialler = Dialler(scope, limits.request_seconds, reach or Reach(), self.stop)
        self._kept = threading.local()
        self._open: weakref.WeakSet[Line] = weakref.WeakSet()
        self._lock = threading.Lock()

    def refusal(self, method: str, url: str) -> Failure | None:
        """Why this request would not be sent at all; None when it would."""
        if self.scope.target(url) is None:
            return _OUT_OF_SCOPE
        return None if self.may_write or method in SAFE_METHODS else READ_ONLY

    def send(self, method: str, url: str, headers: Headers = (), body: bytes | None = None) -> Response | Failure:
        """Send one request. ValueError only for a method or header of the caller that cannot be sent as it is.

        Raises Interrupted where the end was asked for before there was an answer: nothing is known of the system then.
        """
        self.stop.check()
        target = self.scope.target(url)
        if target is None or not (self.may_write or method in SAFE_METHODS):
            return _OUT_OF_SCOPE if target is None else READ_ONLY
        message = write_request(method, target, self.scope.authority, headers, body, _AGENT)
        deadline = time.monotonic() + self.limits.request_seconds
        try:
            return self._exchange(method, message, deadline)
        except Broken as broken:
            self.stop.check()
            return broken.failure

    def remark(self) -> Text | None:
        """What a stricter reader than we are would refuse the system's certificate for, if anything."""
        return self._dialler.remark(time.monotonic() + self.limits.request_seconds)

    def close(self) -> None:
        """Close every kept connection."""
        for line in list(self._open):
            line.close()
        self._kept = threading.local()

    def __enter__(self) -> Core:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _exchange(self, method: str, message: bytes, deadline: float) -> Response:
        line = self._take_kept()
        if line is None:
            return self._ask(self._dial(deadline), method, message, deadline, first=True)
        try:
            return self._ask(line, method, message, deadline, first=True)
        except Stale:
            if method not in SAFE_METHODS:
                raise
        return self._ask(self._dial(deadline), method, message, deadline, first=False)

    def _take_kept(self) -> Line | None:
        line: Line | None = getattr(self._kept, "line", None)
        self._kept.line = None
        if line is not None and not line.quiet():
            line.close()
            return None
        return line

    def _dial(self, deadline: float) -> Line:
        line = self._dialler.dial(deadline)
        self._open.add(line)
        return line

    def _ask(self, line: Line, method: str, message: bytes, deadline: float, *, first: bool) -> Response:
        """Send and read on one connection, which is kept only after an answer that ended exactly where it said."""
        keep = False
        try:
            line.begin(deadline)
            if first:
                with self._lock:
                    self.sent[method] += 1
            whole = line.send(message)
            head = read_final_head(line)
            length = body_length(method, head)
            body = read_body(line, length, self.limits.body_bytes)
            keep = whole and head.keeps_alive and length != "until-close" and not line.buffer
        finally:
            self._settle(line, keep)
        decoded = decode(body, head.framing.get("content-encoding", ()), self.limits.body_bytes)
        must_be_readable(decoded)
        return Response(head.status, head.reason, head.headers, decoded)

    def _settle(self, line: Line, keep: bool) -> None:
        if keep:
            line.used = True
            self._kept.line = line
        else:
            line.close()


def read_final_head(line: Line) -> Head:
    """The head of the answer proper; interim ones (100, 102, 103) are read over and count towards the cap."""
    left = MAX_HEAD
    while True:
        raw = _raw_head(line, left)
        left -= len(raw)
        head = read_head(raw, line.fields)
        if head.status == 101:
            raise protocol("未请求而切换协议（101）", "the system switched protocols (101) unasked")
        if head.status >= 200:
            return head


def _raw_head(line: Line, cap: int) -> bytes:
    buffer, start = line.buffer, 0
    while (end := buffer.find(b"\r\n\r\n", start)) < 0:
        start = max(len(buffer) - 3, 0)
        _check_begun(buffer, len(buffer), cap)
        if not line.fill():
            raise _ended(line)
    _check_begun(buffer, end, cap)
    raw = bytes(buffer[:end])
    del buffer[: end + 4]
    return raw


def _check_begun(buffer: bytearray, size: int, cap: int) -> None:
    """Do not wait for the end of something that cannot become a head."""
    if not b"HTTP/1.".startswith(buffer[:7]):
        raise protocol("应答不是 HTTP/1.x", "the answer is not HTTP/1.x")
    if size > cap:
        raise too_large(f"应答头超过 {MAX_HEAD} 字节", f"the head is larger than {MAX_HEAD} bytes")


def _ended(line: Line) -> Broken:
    if line.buffer or line.answered:
        return protocol("连接在应答头之内结束", "the connection ended inside the head")
    zh, en = "连接关闭，没有应答", "the connection was closed without an answer"
    return Stale(Reason.PROTOCOL, zh, en) if line.used else protocol(zh, en)
