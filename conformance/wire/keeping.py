"""Bodies of answers as they are kept: equal ones once, in memory up to a bound, beyond it in a file without a name."""

from __future__ import annotations

import hashlib
import tempfile
import threading
import weakref
from typing import BinaryIO

from conformance.model.strict_json import JsonText, read_json
from conformance.wire.wire_errors import Broken, too_large

MIB = 1024 * 1024
IN_MEMORY = 32 * MIB
"""Bytes of bodies kept in memory before the rest goes to a file."""
LARGE = 64 * 1024
"""A body of more bytes goes to the file at once."""
SMALL = 256
"""A body of no more bytes stays in memory in any case: to tell where it lies would take as much."""
ON_DISK = 4096 * MIB
"""Bytes the file may grow to."""
READ = 8 * MIB
"""Bytes of JSON texts of which what was read is remembered; it takes several times as much."""


class Body:
    """One body kept, with what was read of it where there is room."""

    __slots__ = ("__weakref__", "_bytes", "_place", "_shelf", "read", "size")

    def __init__(self, shelf: Shelf, body: bytes, place: int = -1) -> None:
        self._shelf, self._place = shelf, place
        self._bytes = body if place < 0 else None
        self.read: JsonText | None = None
        self.size = len(body)

    @property
    def body(self) -> bytes:
        return self._shelf.fetch(self._place, self.size) if self._bytes is None else self._bytes

    @property
    def json(self) -> JsonText:
        return self.read or self._shelf.read(self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Body):
            return self is other or (self.size == other.size and self.body == other.body)
        return self.body == other if isinstance(other, bytes) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.body)

    def __repr__(self) -> str:
        return f"<body of {self.size} bytes>"


class Bodies:
    """Keeps the bodies of one run; what it gave stays readable after it is gone."""

    def __init__(self, in_memory: int = IN_MEMORY, on_disk: int = ON_DISK, read: int = READ) -> None:
        self._room = in_memory
        self._shelf = Shelf(on_disk, read)
        self._whole: dict[bytes, Body] = {}
        self._by_digest: dict[bytes, Body] = {}  # apart, because a body may be somebody's digest
        self._lock = threading.Lock()

    def keep(self, body: bytes) -> Body:
        """The body as kept; raises Broken where neither memory nor disk has room for it."""
        with self._lock:
            known = self._whole.get(body) if len(body) <= LARGE else None
            if known is not None:
                return known
            if len(body) <= max(SMALL, min(self._room, LARGE)):
                self._room -= len(body)
                return self._whole.setdefault(body, Body(self._shelf, body))
            digest = hashlib.sha256(body).digest()
            if digest not in self._by_digest:
                self._by_digest[digest] = Body(self._shelf, body, self._shelf.put(body))
            return self._by_digest[digest]


class Shelf:
    """A file, made when it is first needed, that is gone with the process however that ends: it has no name, or loses
    it at once. It also minds how much of what was read is remembered."""

    def __init__(self, most: int, to_read: int) -> None:
        self._most, self._to_read = most, to_read
        self._file: BinaryIO | None = None
        self._end = 0
        self._latest: weakref.ref[Body] | None = None
        self._lock, self._reading = threading.Lock(), threading.Lock()

    def put(self, body: bytes) -> int:
        """Where the body now lies; raises Broken where there is no room for it."""
        if self._end + len(body) > self._most:
            raise _no_room(f"{self._most} 字节的上限", f"the bound of {self._most} bytes")
        with self._lock:
            try:
                self._write(body)
            except OSError as error:
                raise _no_room(str(error.strerror), str(error.strerror)) from None
            self._end += len(body)
            return self._end - len(body)

    def _write(self, body: bytes) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as somebody may read
        self._file.seek(self._end)
        left = memoryview(body)
        while left:
            left = left[self._file.write(left) :]

    def fetch(self, place: int, size: int) -> bytes:
        """A body out of the file."""
        assert self._file is not None  # noqa: S101 - what has a place was written there
        with self._lock:
            self._file.seek(place)
            return self._file.read(size)

    def read(self, body: Body) -> JsonText:
        """What a body says as JSON. That of the first small ones is remembered, and besides them that of the latest."""
        with self._reading:
            if body.read is not None:
                return body.read
            latest = self._latest() if self._latest is not None else None
            if latest is not None:
                latest.read = None  # what was read of a large one takes much room: only one at a time
            body.read = read = read_json(body.body)
            if body.size <= LARGE and body.size + SMALL <= self._to_read:
                self._to_read -= body.size + SMALL
                self._latest = None
            else:
                self._latest = weakref.ref(body)
            return read

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()


def _no_room(zh: str, en: str) -> Broken:
    return too_large(f"本机没有存放该应答的空间（{zh}）", f"there is no room on this machine to keep the answer ({en})")
