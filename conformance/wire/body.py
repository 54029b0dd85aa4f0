"""The body of an answer: read as its framing says, capped, and taken out of its content coding."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from conformance.wire.connection import Line, truncated
from conformance.wire.framing import MAX_HEAD, BodyLength, read_fields
from conformance.wire.wire_errors import Broken, protocol, too_large

_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\x00\r\n]*)?")
_MAX_SIZE_LINE = 4096
_BEGINS_AS_JSON = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*[\[{]")
MAX_CONTAINERS = 500_000
_MAX_MEMBERS = 16  # a gzip body may hold several members; thousands of empty ones are an attack on the reader


def read_body(line: Line, length: BodyLength, cap: int) -> bytes:
    """The bytes of the body as sent; raises Broken beyond `cap`, before reading them where the length is stated."""
    if length == "chunked":
        return _read_chunks(line, cap)
    if length == "until-close":
        return _read_to_end(line, cap)
    if length > cap:
        raise over(cap)
    return line.take(length)


def decode(body: bytes, codings: Sequence[str], cap: int) -> bytes:
    """The body out of its content coding, one at most, the cap counted on what comes out."""
    named = [coding.lower() for coding in codings if coding and coding.lower() != "identity"]
    if not named or not body:
        return body
    if len(named) > 1:
        raise protocol("应答体套用了多重内容编码", "the body is in more than one content coding")
    if named[0] in {"gzip", "x-gzip"}:
        return _inflate(body, zlib.MAX_WBITS | 16, cap)
    if named[0] == "deflate":
        # RFC 9110, 8.4.1.2 means the zlib format; some senders leave its two-byte header out.
        wrapped = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
        return _inflate(body, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS, cap)
    raise protocol("应答体采用了未请求的内容编码", "the body is in a content coding that was not asked for")


def must_be_readable(body: bytes) -> None:
    """Raise Broken for a JSON text of so many containers that reading it would take many times its size of memory."""
    if len(body) <= MAX_CONTAINERS or _BEGINS_AS_JSON.match(body) is None:
        return
    if body.count(b"{") + body.count(b"[") > MAX_CONTAINERS:
        raise too_large(
            f"应答体的左括号超过 {MAX_CONTAINERS} 个，可能含有过多的对象或数组",
            f"the body holds more than {MAX_CONTAINERS} opening brackets, perhaps of as many objects or lists",
        )


def over(cap: int) -> Broken:
    return too_large(f"应答体超过 {cap} 字节", f"the body is larger than {cap} bytes")


def _read_to_end(line: Line, cap: int) -> bytes:
    while line.fill():
        if len(line.buffer) > cap:
            raise over(cap)
    if line.cut:
        raise truncated()
    return line.take(len(line.buffer))


def _read_chunks(line: Line, cap: int) -> bytes:
    body = bytearray()
    while size := _chunk_size(line):
        if len(body) + size > cap:
            raise over(cap)
        body += line.take(size)
        if line.take(2) != b"\r\n":
            raise protocol("分块长度与内容不符", "a chunk does not end where its size says")
    _skip_trailers(line)
    return bytes(body)


def _chunk_size(line: Line) -> int:
    match = _CHUNK_SIZE.fullmatch(_read_line(line, _MAX_SIZE_LINE))
    if match is None:
        raise protocol("分块长度不合规定", "a chunk size is malformed")
    return int(match[1], 16)


def _skip_trailers(line: Line) -> None:
    trailers: list[str] = []
    size = 0
    while text := _read_line(line, MAX_HEAD):
        size += len(text)
        if size > MAX_HEAD:
            raise too_large(f"尾部字段超过 {MAX_HEAD} 字节", f"trailers are larger than {MAX_HEAD} bytes")
        trailers.append(text.decode("latin-1"))
    read_fields(trailers)


def _read_line(line: Line, cap: int) -> bytes:
    """One line without its CRLF."""
    start = 0
    while (end := line.buffer.find(b"\r\n", start)) < 0:
        start = max(len(line.buffer) - 1, 0)
        if start > cap:
            break
        line.need(len(line.buffer) + 1)
    if end < 0 or end > cap:
        raise protocol(f"行长超过 {cap} 字节", f"a line of the chunked body is longer than {cap} bytes")
    text = line.take(end + 2)
    return text[:end]


def _inflate(body: bytes, window: int, cap: int) -> bytes:
    """Decompress one body, stopping one byte beyond the cap."""
    decoded = b""
    for _ in range(_MAX_MEMBERS):
        reader = zlib.decompressobj(window)
        try:
            decoded += reader.decompress(body, cap + 1 - len(decoded))
        except zlib.error:
            raise protocol("应答体不能按其内容编码解码", "the body cannot be decoded as its coding says") from None
        if len(decoded) > cap:
            raise over(cap)
        if not reader.eof:
            raise protocol("压缩的应答体不完整", "the compressed body is truncated")
        body = reader.unused_data
        if not body:
            return decoded
    raise protocol("压缩的应答体之后另有内容", "the compressed body does not end where it should")
