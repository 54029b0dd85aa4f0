"""Other lawful bytes of HTTP/1: versions, interim answers, reason phrases, chunks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from conformance.model.text import Text
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.mutations import gives
from conformance.systems.faults.parts import around
from conformance.systems.twins.http.framing import closing, in_pieces
from conformance.systems.twins.twin import Lawful, Order, Twin, fixed

_HEAD = re.compile(rb"\AHTTP/1\.1 (\d{3}) ([^\r\n]*)\r\n")
_CHUNK = re.compile(rb"([0-9a-f]+)\r\n")


class _Reworded:
    """The way out of a connection: what is written through it is first put in other words."""

    def __init__(self, transport: asyncio.Transport, reword: Callable[[bytes], bytes]) -> None:
        self._transport, self._reword = transport, reword

    def write(self, data: bytes) -> None:
        self._transport.write(self._reword(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class _Otherwise(H11Protocol):
    """Serves HTTP/1.1 with what is written put in other words; a subclass says how."""

    @staticmethod
    def reword(data: bytes) -> bytes:
        """What goes out for what was written."""
        raise NotImplementedError

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn declares it
        super().connection_made(cast("asyncio.Transport", _Reworded(transport, self.reword)))


def _old(data: bytes) -> bytes:
    """A head of HTTP/1.0, whose body ends with the connection."""
    if not _HEAD.match(data):
        return data
    return re.sub(rb"\r\ncontent-length: \d+", b"", data.replace(b"HTTP/1.1", b"HTTP/1.0", 1), count=1, flags=re.I)


def _hinted(data: bytes) -> bytes:
    hint = b"HTTP/1.1 103 Early Hints\r\nLink: </privacy>; rel=preload; as=document\r\n\r\n"
    return hint + data if _HEAD.match(data) else data


def _bare(data: bytes) -> bytes:
    return _HEAD.sub(rb"HTTP/1.1 \1 \r\n", data, count=1)


def _extended(data: bytes) -> bytes:
    """Chunks with leading zeros, capitals, an extension, and a trailer field after the last."""
    if data.startswith(b"0\r\n"):
        return b"0\r\nServer-Timing: total;dur=4\r\n\r\n"
    found = _CHUNK.match(data)
    return b"00" + found[1].upper() + b";part=yes\r\n" + data[found.end() :] if found else data


class OldVersion(_Otherwise):
    reword = staticmethod(_old)


class EarlyHints(_Otherwise):
    reword = staticmethod(_hinted)


class NoReason(_Otherwise):
    reword = staticmethod(_bare)


class ChunkExtensions(_Otherwise):
    reword = staticmethod(_extended)


def _as_it_is() -> Mutation:
    return gives("responses.finish", lambda response: response)


def _closed(sound: Callable[..., Response], request: Request, response: Response) -> Response:
    return closing(sound(request, response))


def _in_pieces(sound: Callable[..., Response], request: Request, response: Response) -> Response:
    return in_pieces(sound(request, response))


TWINS = (
    Twin(
        "http-1-0",
        Text("按 HTTP/1.0 应答，正文以断开连接为止", "answers in HTTP/1.0, the body ending with the connection"),
        Lawful(
            Text(
                "服务器可以较低的次版本应答，正文长度可由连接关闭确定。",
                "A server may answer in a lower minor version, and the end of the connection may end the body.",
            ),
            "RFC 9110 2.5, RFC 9112",
        ),
        fixed(around("responses.finish", _closed)),
        frozenset({"bytes", "framing", "connection"}),
        http=OldVersion,
    ),
    Twin(
        "early-hints",
        Text("每个应答之前先发 103", "sends a 103 before every answer"),
        Lawful(
            Text("最终应答之前可有任意个 1xx 应答。", "Any number of interim answers may come before the final one."),
            "RFC 9110 15.2, RFC 8297",
        ),
        fixed(_as_it_is()),
        frozenset({"bytes"}),
        http=EarlyHints,
    ),
    Twin(
        "no-reason-phrase",
        Text("状态行没有原因短语", "has no reason phrase in its status line"),
        Lawful(
            Text("原因短语可以为空，客户端应当不予理会。", "A reason phrase may be empty; clients should ignore it."),
            "RFC 9112",
        ),
        fixed(_as_it_is()),
        frozenset({"bytes"}),
        http=NoReason,
    ),
    Twin(
        "chunk-extensions",
        Text("分块带扩展，末块之后有尾部字段", "sends chunks with extensions, and a trailer field after the last"),
        Lawful(
            Text("分块可带扩展与尾部字段，接收方必须能够略过。", "Chunks may have extensions and trailers."),
            "RFC 9112",
        ),
        fixed(around("responses.finish", _in_pieces)),
        frozenset({"bytes", "framing"}),
        order=Order.FRAMING,
        http=ChunkExtensions,
    ),
)
