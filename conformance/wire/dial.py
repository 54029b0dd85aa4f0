"""Opening a connection to the target: its name resolved once, every wait inside the deadline, TLS always verified."""

from __future__ import annotations

import errno
import os
import queue
import select
import socket
import ssl
import threading
import time
from typing import Any

from conformance.wire.broken import Broken, protocol, timed_out, unreachable
from conformance.wire.line import Line
from conformance.wire.scope import Scope
from conformance.wire.stopping import Stop

Address = tuple[socket.AddressFamily, tuple[Any, ...]]

# OpenSSL's verification codes (X509_V_ERR_...), by what a user can do about them.
_CERTIFICATE_PROBLEMS = {
    9: ("证书尚未生效", "the certificate is not yet valid"),
    10: ("证书已过期", "the certificate has expired"),
    18: ("证书为自签名", "the certificate is self-signed"),
    19: ("证书链含不受信任的自签名证书", "the certificate chain ends in a self-signed certificate that is not trusted"),
    20: ("证书的签发者不受信任", "the issuer of the certificate is not trusted"),
    21: ("证书的签发者不受信任", "the issuer of the certificate is not trusted"),
    23: ("证书已被吊销", "the certificate is revoked"),
    62: ("证书与主机名不符", "the certificate is for another host name"),
    64: ("证书与 IP 地址不符", "the certificate is for another IP address"),
}


class Dialler:
    """Opens connections to one scope. The first answer of the resolver is kept, so that a name cannot move mid-run."""

    def __init__(self, scope: Scope, seconds: float, ca_file: str = "", stop: Stop | None = None) -> None:
        self._scope = scope
        self._seconds = seconds
        self._stop = stop or Stop()
        self._tls = _verifying(ca_file) if scope.scheme == "https" else None
        self._addresses: list[Address] = []

    def dial(self, deadline: float) -> Line:
        """A fresh connection, TLS included; raises Broken when there is none by the deadline."""
        sock = self._connect(deadline)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return Line(self._secure(sock, deadline), self._seconds, self._stop)
        except OSError:
            sock.close()
            raise unreachable("连接建立后立即断开", "the connection broke as soon as it was made") from None
        except BaseException:
            sock.close()
            raise

    def _connect(self, deadline: float) -> socket.socket:
        """Try the addresses in turn, each with its share of what is left of the time."""
        addresses = self._resolve(deadline)
        problem = self._late()
        for index, (family, address) in enumerate(addresses):
            share = (deadline - time.monotonic()) / (len(addresses) - index)
            if share <= 0:
                break
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                self._join(sock, address, time.monotonic() + share)
            except OSError as error:
                sock.close()
                problem = self._late() if isinstance(error, TimeoutError) else _no_connection(error)
            except BaseException:
                sock.close()
                raise
            else:
                return sock
        raise problem

    def _join(self, sock: socket.socket, address: tuple[Any, ...], deadline: float) -> None:
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

    def _resolve(self, deadline: float) -> list[Address]:
        """The pinned addresses. The system's resolver knows no deadline, so it is asked from a thread of its own."""
        if not self._addresses:
            answer: queue.SimpleQueue[list[Address]] = queue.SimpleQueue()
            threading.Thread(target=_look_up, args=(self._scope, answer), daemon=True).start()
            found = self._looked_up(answer, deadline)
            if not found:
                raise unreachable(f"主机名 {self._scope.host} 无法解析", f"host {self._scope.host} does not resolve")
            self._addresses = self._addresses or found
        return self._addresses

    def _looked_up(self, answer: queue.SimpleQueue[list[Address]], deadline: float) -> list[Address]:
        while True:
            try:
                return answer.get(timeout=self._stop.wait(deadline))
            except queue.Empty:
                continue  # `wait` tells whether there is any time left
            except TimeoutError:
                raise timed_out("主机名解析超时", "the host name was not resolved in time") from None

    def _secure(self, sock: socket.socket, deadline: float) -> socket.socket:
        if self._tls is None:
            return sock
        secured = self._tls.wrap_socket(
            sock, server_hostname=self._scope.host, do_handshake_on_connect=False, suppress_ragged_eofs=False
        )
        try:
            self._shake_hands(secured, deadline)
        except OSError as error:
            secured.close()
            raise self._handshake_problem(error) from None
        return secured

    def _shake_hands(self, secured: ssl.SSLSocket, deadline: float) -> None:
        while True:
            secured.settimeout(self._stop.wait(deadline))
            try:
                return secured.do_handshake()
            except TimeoutError:
                continue  # as above

    def _handshake_problem(self, error: OSError) -> Broken:
        if isinstance(error, TimeoutError):
            return timed_out(
                f"TLS 握手未在 {self._seconds:g} 秒内完成", f"the TLS handshake was not over within {self._seconds:g} s"
            )
        if isinstance(error, ssl.SSLCertVerificationError):
            code = error.verify_code
            return protocol(
                *_CERTIFICATE_PROBLEMS.get(code, (f"证书未通过验证（{code}）", f"bad certificate ({code})"))
            )
        if isinstance(error, ssl.SSLError) and error.reason == "WRONG_VERSION_NUMBER":
            return protocol(
                "对方应答的不是 TLS；地址可能应以 http:// 开头",
                "what answers does not speak TLS; perhaps the address begins with http://",
            )
        if isinstance(error, ssl.SSLError):
            return protocol(f"TLS 握手失败（{error.reason}）", f"the TLS handshake failed ({error.reason})")
        return protocol("TLS 握手时连接断开", "the connection broke during the TLS handshake")

    def _late(self) -> Broken:
        return timed_out(f"{self._seconds:g} 秒内未能建立连接", f"no connection within {self._seconds:g} s")


def _verifying(ca_file: str) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        raise ValueError(f"cannot read certificates from {ca_file!r}: {error}") from error
    context.set_alpn_protocols(["http/1.1"])
    return context


def _look_up(scope: Scope, answer: queue.SimpleQueue[list[Address]]) -> None:
    try:
        found = socket.getaddrinfo(scope.host, scope.port, type=socket.SOCK_STREAM)
    except OSError:
        found = []
    answer.put([(family, address) for family, _, _, _, address in found])


def _no_connection(error: OSError) -> Broken:
    if isinstance(error, ConnectionRefusedError):
        return unreachable("连接被拒绝", "connection refused")
    code = errno.errorcode.get(error.errno or 0, "unknown")
    return unreachable(f"无法建立连接（{code}）", f"cannot connect ({code})")
