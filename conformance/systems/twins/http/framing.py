"""How answers are framed and coded: chunks, gzip, connections that close."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from conformance.model.text import Text
from conformance.systems.faults.parts import around
from conformance.systems.twins.twin import Lawful, Order, Twin, fixed

PIECE = 700
_NO_BODY = (204, 304)


def in_pieces(response: Response) -> Response:
    """The answer with a body whose length is not told beforehand."""
    if response.status_code in _NO_BODY:
        return response
    streamed = StreamingResponse(_pieces(bytes(response.body)), response.status_code)
    streamed.raw_headers = [field for field in response.raw_headers if field[0] != b"content-length"]
    return streamed


def _pieces(body: bytes) -> Iterator[bytes]:
    yield from (body[at : at + PIECE] for at in range(0, len(body), PIECE))


def closing(response: Response) -> Response:
    """The answer, after which the connection ends."""
    response.headers["Connection"] = "close"
    return response


def packed(request: Request, response: Response) -> Response:
    """The answer in gzip, in which alone it is held; what has no body, or a digest of it, is sent as it is."""
    digests = {"repr-digest", "content-digest"} & {name.lower() for name in response.headers}
    if response.status_code in _NO_BODY or digests:
        return response
    body = gzip.compress(bytes(response.body), mtime=0)
    response.body = body
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(body))
    return response


def finishing(change: Callable[[Request, Response], Response]) -> Callable[..., Response]:
    """What is done to an answer when all else is."""
    return lambda sound, request, response: change(request, sound(request, response))


TWINS = (
    Twin(
        "chunked",
        Text("正文分块传送，不给长度", "sends bodies in chunks, without a length"),
        Lawful(
            Text("长度事先不知的正文以分块传送。", "A body whose length is not known beforehand is sent in chunks."),
            "RFC 9112",
        ),
        fixed(around("responses.finish", finishing(lambda request, response: in_pieces(response)))),
        frozenset({"framing"}),
        order=Order.FRAMING,
    ),
    Twin(
        "gzip",
        Text("正文一律以 gzip 压缩", "compresses bodies with gzip, whatever is asked for"),
        Lawful(
            Text(
                "没有可接受的编码时，宜（而非应）以未编码的应答；只存有压缩形式的，可以照发。",
                "Where no coding it has is accepted, a server should answer without one, and is not bound to.",
            ),
            "RFC 9110 8.4, 12.5.3",
        ),
        fixed(around("responses.finish", finishing(packed))),
        frozenset({"coding"}),
        order=Order.CODING,
    ),
    Twin(
        "connection-close",
        Text("每个应答之后断开连接", "closes the connection after every answer"),
        Lawful(
            Text("服务器可在任一应答之后关闭连接。", "A server may close the connection after any answer."),
            "RFC 9112",
        ),
        fixed(around("responses.finish", finishing(lambda request, response: closing(response)))),
        frozenset({"connection"}),
    ),
)
