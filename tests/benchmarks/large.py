"""A system whose every answer is as large as asked, in its own process: `python -m tests.benchmarks.large BYTES`."""

from __future__ import annotations

import socket
import sys
import threading

ITEM = b'{"id":"%07d","name":"catalogue entry","at":"2026-11-29T10:00:00+08:00","views":12345}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


def body(number: int, size: int) -> bytes:
    """A list of records, no two bodies the same."""
    records = (size - 30) // (len(ITEM % 0) + 1)
    return b'{"answer":%d,"items":[%s]}' % (number, b",".join(ITEM % (number + at) for at in range(records)))


def serve(sock: socket.socket, size: int) -> None:
    heard = b""
    while data := sock.recv(65536):
        heard += data
        while b"\r\n\r\n" in heard:
            heard = heard.partition(b"\r\n\r\n")[2]
            answer = body(next(NUMBERS), size)
            sock.sendall(HEAD % len(answer) + answer)


NUMBERS = iter(range(10**9))

if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0], int(sys.argv[1])), daemon=True).start()
