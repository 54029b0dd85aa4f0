"""Opening a connection to the target: its numbers pinned, every wait inside the deadline, TLS always verified."""

from __future__ import annotations

import errno
import os
import select
import socket
import ssl
import time
from dataclasses import replace

from conformance.model.target import Reach
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.wire.addresses import look_up, must_be_askable
from conformance.wire.connection import Line
from conformance.wire.scope import Scope
from conformance.wire.stopping import Stop
from conformance.wire.trust import Trust, Untrusted, failed
from conformance.wire.wire_errors import Broken, UnusableError, protocol, timed_out, unreachable


class Dialler:
    """Opens connections to one scope. The first answer of the resolver is kept, so that a name cannot move mid-run."""

    def __init__(self, scope: Scope, seconds: float, reach: Reach, stop: Stop) -> None:
        self._scope = scope
        self._seconds = seconds
        self._reach = replace(reach, certificate=None)  # the password of a key is not needed any more
        self._stop = stop
        self._trust = Trust(reach) if scope.scheme == "https" else None
        self._numbers: tuple[str, ...] = ()

    def dial(self, deadline: float) -> Line:
        """A fresh connection, TLS included; raises Broken when there is none by the deadline."""
        sock = self._connect(deadline)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return Line(self._secure(sock, self._trust, deadline), self._seconds, self._trust, self._stop)
        except OSError:
            sock.close()
            raise unreachable("连接建立后立即断开", "the connection broke as soon as it was made") from None
        except BaseException:
            sock.close()
            raise

    def remark(self, deadline: float) -> Text | None:
        """What a reader of RFC 5280 to the letter would refuse the certificate for; None where there is nothing.

        Shakes hands once more and sends no request: such readers are about, and would not come to an answer.
        """
        if self._trust is None:
            return None
        try:
            sock = self._connect(deadline)
            with sock, self._secure(sock, Trust(self._reach, to_the_letter=True), deadline):
                return None
        except Untrusted as refused:
            return refused.about
        except Broken:
            return None

    def _connect(self, deadline: float) -> socket.socket:
        """Try the numbers in turn, each with its share of what is left of the time."""
        numbers = self._pinned(deadline)
        problem = self._late()
        for index, number in enumerate(numbers):
            share = (deadline - time.monotonic()) / (len(numbers) - index)
            if share <= 0:
                break
            try:
                return self._connected(number, time.monotonic() + share)
            except OSError as error:
                problem = self._late() if isinstance(error, TimeoutError) else _no_connection(error)
        raise problem

    def _connected(self, number: str, deadline: float) -> socket.socket:
        """A connection to one number. Raises OSError, TimeoutError behind the deadline."""
        sock = socket.socket(socket.AF_INET6 if ":" in number else socket.AF_INET, socket.SOCK_STREAM)
        try:
            self._join(sock, (number, self._scope.port), deadline)
        except BaseException:
            sock.close()
            raise
        return sock

    def _join(self, sock: socket.socket, address: tuple[str, int], deadline: float) -> None:
        """Connect. Raises OSError, TimeoutError behind the deadline."""
        sock.setblocking(False)
        code = sock.connect_ex(address)
        while code == errno.EINPROGRESS:
            waiting = select.poll()
            waiting.register(sock, select.POLLOUT)
            if waiting.poll(self._stop.wait(deadline) * 1000):
                code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, os.strerror(code))

    def _pinned(self, deadline: float) -> tuple[str, ...]:
        """The numbers of this run: those the target came with, else what the resolver says when first asked."""
        if not self._numbers:
            host, port = self._scope.host, self._scope.port
            found = self._reach.addresses or look_up(host, port, deadline, self._stop)
            try:
                must_be_askable(host, found, self._reach.allow)
            except UnusableError as refused:
                raise Broken(Reason.OUT_OF_SCOPE, refused.text.zh, refused.text.en, "allow_address") from None
            self._numbers = self._numbers or found
        return self._numbers

    def _secure(self, sock: socket.socket, trust: Trust | None, deadline: float) -> socket.socket:
        if trust is None:
            return sock
        try:
            secured = trust.context.wrap_socket(
                sock, server_hostname=self._scope.host, do_handshake_on_connect=False, suppress_ragged_eofs=False
            )
        except OSError:  # reset before a word was said
            raise unreachable("连接建立后立即断开", "the connection broke as soon as it was made") from None
        try:
            self._shake_hands(secured, deadline)
        except OSError as error:
            agreed = secured.cipher() is not None
            secured.close()
            raise self._handshake_problem(trust, error, agreed) from None
        return secured

    def _shake_hands(self, secured: ssl.SSLSocket, deadline: float) -> None:
        while True:
            secured.settimeout(self._stop.wait(deadline))
            try:
                return secured.do_handshake()
            except TimeoutError:
                continue  # `wait` tells whether there is any time left

    def _handshake_problem(self, trust: Trust, error: OSError, agreed: bool) -> Broken:
        if isinstance(error, TimeoutError):
            return timed_out(
                f"TLS 握手未在 {self._seconds:g} 秒内完成", f"the TLS handshake was not over within {self._seconds:g} s"
            )
        if isinstance(error, ssl.SSLError):
            return trust.wrong(error, agreed) or failed(error)
        return protocol("TLS 握手时连接断开", "the connection broke during the TLS handshake")

    def _late(self) -> Broken:
        return timed_out(f"{self._seconds:g} 秒内未能建立连接", f"no connection within {self._seconds:g} s")


def pinned(scope: Scope, reach: Reach, seconds: float) -> Reach:
    """The same with the numbers its name stands for, if it stands for any in time. Nothing is sent.

    Raises UnusableError for a number that is never asked and for a file that cannot be used.
    """
    if scope.scheme == "https" and (reach.ca_file or reach.certificate):
        Trust(reach)
    try:
        numbers = look_up(scope.host, scope.port, time.monotonic() + seconds, Stop())
    except Broken:
        return reach  # that it does not answer is a fact about the system, and a result of the run
    must_be_askable(scope.host, numbers, reach.allow)
    return replace(reach, addresses=numbers)


def _no_connection(error: OSError) -> Broken:
    if isinstance(error, ConnectionRefusedError):
        return unreachable("连接被拒绝", "connection refused")
    code = errno.errorcode.get(error.errno or 0, "unknown")
    return unreachable(f"无法建立连接（{code}）", f"cannot connect ({code})")
