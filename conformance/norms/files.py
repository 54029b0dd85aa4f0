"""Files that a tester names: read whole, within a bound, and only where they are plain files."""

from __future__ import annotations

import errno
import os
import stat
from io import FileIO
from pathlib import Path

from conformance.model.text import Text
from conformance.norms.errors import DataError

MAX_BYTES = 10 * 1024 * 1024
MOST_OF_A_DOCUMENT = 128 * 1024 * 1024
"""Of an interface document, which is read by a process with bounds of its own."""
SAVE_FIRST = Text("先存为普通文件，再给出该文件", "save it as a plain file first, and name that")
_KINDS = {
    stat.S_IFDIR: Text("是文件夹", "it is a folder"),
    stat.S_IFIFO: Text("是管道，不是文件", "it is a pipe, not a file"),
    stat.S_IFSOCK: Text("是套接字，不是文件", "it is a socket, not a file"),
    stat.S_IFCHR: Text("是设备，不是文件", "it is a device, not a file"),
    stat.S_IFBLK: Text("是设备，不是文件", "it is a device, not a file"),
}
_WHY = {
    errno.ENOENT: Text("没有这个文件", "there is no such file"),
    errno.ENOTDIR: Text("没有这个文件", "there is no such file"),
    errno.EACCES: Text("没有读取权限", "it may not be read"),
    errno.EISDIR: _KINDS[stat.S_IFDIR],
    errno.ENAMETOOLONG: Text("文件名过长", "its name is too long"),
    errno.ELOOP: Text("符号链接成环", "its links form a cycle"),
}


class NotRead(Exception):  # noqa: N818 - it says what a file is, not what went wrong here
    """Why a file is not read, and what to do where something can be done."""

    def __init__(self, why: Text, help_text: Text | None = None) -> None:
        super().__init__(why.en)
        self.why, self.help = why, help_text


def read_file(file: Path, about: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a plain file. Raises DataError for one that is none, cannot be read, or has more than `most`."""
    try:
        return read_plain(file, most)
    except NotRead as error:
        text = Text(f"无法读取 {file}：{error.why.zh}", f"cannot read {file}: {error.why.en}")
        raise DataError(text, help=error.help, about=about) from None


def read_plain(file: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a plain file, at most `most` of them. Raises NotRead. Never waits, and never reads without end."""
    try:
        _must_be_plain(os.stat(file))  # before it is opened: to open a device may be to use it
        # What took its place meanwhile must not keep us waiting.
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb", buffering=0) as opened:
            _must_be_plain(os.fstat(handle))
            return _all_of(opened, most)
    except OSError as error:
        unknown = Text(str(error.strerror), str(error.strerror))
        raise NotRead(_WHY.get(error.errno or 0, unknown)) from None
    except ValueError:
        raise NotRead(Text("文件名中有零字节", "its name holds a zero byte")) from None


def _must_be_plain(found: os.stat_result) -> None:
    kind = stat.S_IFMT(found.st_mode)
    if kind != stat.S_IFREG:
        why = _KINDS.get(kind, Text("不是普通文件", "it is no plain file"))
        raise NotRead(why, None if kind == stat.S_IFDIR else SAVE_FIRST)


def _all_of(opened: FileIO, most: int) -> bytes:
    """Everything a file gives, whatever size it claims: a file of the system claims none, and one may be growing."""
    found = bytearray()
    while len(found) <= most:
        part = opened.read(min(1 << 20, most + 1 - len(found)))
        if not part:
            return bytes(found)
        found += part
    bound = f"{most >> 20} MiB" if most >> 20 else f"{most >> 10} KiB"
    raise NotRead(Text(f"超过 {bound}", f"it has more than {bound}"))
