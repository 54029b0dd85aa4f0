"""One open connection, read through a buffer and never beyond the deadline of the request it serves."""

from __future__ import annotations

import socket
import ssl

from conformance.wire.framing import Fields
from conformance.wire.stopping import Stop
from conformance.wire.trust import Trust, failed
from conformance.wire.wire_errors import Broken, protocol, timed_out

_CHUNK = 65536


class Line:
    """A connected socket with the bytes read ahead. `begin` starts a request; every wait ends at its deadline.

    `answered`: something came since then. `used`: it served a request before. `cut`: it ended without a proper close.
    """

    def __init__(
        self, sock: socket.socket, seconds: float, trust: Trust | None = None, stop: Stop | None = None
    ) -> None:
        self.buffer = bytearray()
        self.answered = False
        self.used = False
        self.cut = False
        self.fields: Fields = {}  # gone with the connection: they may hold a session
        self._sock = sock
        self._seconds = seconds
        self._trust = trust
        self._stop = stop or Stop()
        self._deadline = 0.0

    def begin(self, deadline: float) -> None:
        """Start a request that must be over at `deadline` on the monotonic clock."""
        self._deadline = deadline
        self.answered = False

    def quiet(self) -> bool:
        """Whether nothing has come since the last answer: neither the end nor bytes that would pass for the next."""
        self._sock.settimeout(0)
        try:
            socket.socket.recv(self._sock, 1, socket.MSG_PEEK)  # below TLS, where an SSLSocket cannot peek
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def send(self, message: bytes) -> bool:
        """Send it whole; False when the system stopped listening, which does not mean that it did not answer."""
        rest = memoryview(message)
        try:
            while rest:
                rest = rest[self._sent(rest) :]
        except TimeoutError:
            raise self._late() from None
        except OSError:
            return False
        return True

    def fill(self) -> bool:
        """Read what has come into the buffer, waiting if need be; False at the end of the stream."""
        try:
            data = self._received()
        except TimeoutError:
            raise self._late() from None
        except ssl.SSLEOFError:
            self.cut, data = True, b""
        except ssl.SSLError as error:
            # In TLS 1.3 the system looks at our certificate only after we believe the handshake to be over.
            about_trust = self._trust.wrong(error, agreed=False) if self._trust and not self.used else None
            raise (about_trust or failed(error)) from None
        except OSError:
            self.cut, data = True, b""
        if data:
            self.answered = True
            self.buffer += data
        return bool(data)

    def need(self, size: int) -> None:
        """Read until the buffer holds `size` bytes; a stream that ends before is a truncated answer."""
        while len(self.buffer) < size:
            if not self.fill():
                raise truncated()

    def take(self, size: int) -> bytes:
        """Take the first `size` bytes off the buffer, reading as many as are missing."""
        self.need(size)
        taken = bytes(self.buffer[:size])
        del self.buffer[:size]
        return taken

    def close(self) -> None:
        self._sock.close()

    def __del__(self) -> None:
        self.close()  # a thread that ends leaves its kept line to nobody

    def _sent(self, rest: memoryview) -> int:
        while True:
            self._sock.settimeout(self._stop.wait(self._deadline))
            try:
                return self._sock.send(rest)
            except TimeoutError:
                continue  # `wait` tells whether there is any time left

    def _received(self) -> bytes:
        while True:
            self._sock.settimeout(self._stop.wait(self._deadline))
            try:
                return self._sock.recv(_CHUNK)
            except TimeoutError:
                continue  # as above

    def _late(self) -> Broken:
        return timed_out(f"{self._seconds:g} 秒内没有收到完整应答", f"no complete answer within {self._seconds:g} s")


def truncated() -> Broken:
    return protocol("应答体不完整，连接已结束", "the body is truncated: the connection ended inside it")
