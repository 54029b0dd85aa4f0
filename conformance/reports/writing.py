"""Puts a rendered report where it was asked for: a file or a folder whole or not at all, anything else in place."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.reports.pouring import PATIENCE, pour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.reports.formats import Rendered

MARK = ".hutong-report"
"""Stands in every folder written here, so that only such a folder is ever replaced."""

ANY_FILE = 0o666
OWNER_ONLY = 0o600


def write(rendered: Rendered, place: Path, mode: int = ANY_FILE, patience: float = PATIENCE) -> None:
    """Write a file or a folder in place of what was there. Raises OSError; what was there then stays as it was.

    A symbolic link stays, and what it names is written. A folder is replaced only where it is empty or was written by
    this function. A device or a pipe is opened as it stands and written to; one that takes nothing for `patience`
    seconds is given up. `mode` is the most a file may be open to: a new one is so less the umask, one that
    is replaced hands on its own.
    """
    if not isinstance(rendered, bytes):
        _write_folder(rendered, _named(place))
    elif is_stream(place):
        pour(rendered, place, patience)
    else:
        _write_file(rendered, _named(place), mode)


def is_stream(place: Path) -> bool:
    """Whether there is something that takes bytes but keeps no file: a terminal, a pipe, another device, our output."""
    found = _found(place)
    return found is not None and (stat.S_ISCHR(found.st_mode) or stat.S_ISFIFO(found.st_mode) or _is_ours(found))


def trouble(place: Path, folder: bool) -> str:
    """What would keep a report from being written there, as the system says it; empty where nothing would."""
    try:
        real, found = _named(place), _found(place)
    except OSError as error:
        return f"{place}: {error.strerror}"
    if not folder and is_stream(place):
        return "" if os.access(place, os.W_OK) else f"{place}: {os.strerror(errno.EACCES)}"
    return _trouble_around(real) or _trouble_with(place, real, found, folder)


def _trouble_around(real: Path) -> str:
    parent = real.parent
    if not parent.is_dir():
        return f"{parent}: {os.strerror(errno.ENOTDIR if parent.exists() else errno.ENOENT)}"
    return "" if os.access(parent, os.W_OK) else f"{parent}: {os.strerror(errno.EACCES)}"


def _trouble_with(place: Path, real: Path, found: os.stat_result | None, folder: bool) -> str:
    if found is None:
        return ""
    if folder:
        return "" if _replaceable(real) else f"{place}: {os.strerror(errno.EEXIST)}"
    if stat.S_ISDIR(found.st_mode):
        return f"{place}: {os.strerror(errno.EISDIR)}"
    return "" if stat.S_ISREG(found.st_mode) else f"{place}: {os.strerror(errno.EOPNOTSUPP)}"


def _named(place: Path) -> Path:
    """The file itself, whatever links lead to it; where the last link dangles, the file it names."""
    return Path(os.path.realpath(place))


def _found(place: Path) -> os.stat_result | None:
    try:
        return place.stat()
    except FileNotFoundError:
        return None


def _is_ours(found: os.stat_result) -> bool:
    """Whether it is what our own standard output or error goes to, which must not be replaced under them."""
    return any(os.path.samestat(found, one) for one in map(_standing, (sys.stdout, sys.stderr)) if one is not None)


def _standing(stream: object) -> os.stat_result | None:
    try:
        return os.fstat(stream.fileno())  # type: ignore[attr-defined] # a stream without one raises what is caught
    except (OSError, ValueError, AttributeError):
        return None


def _replaceable(place: Path) -> bool:
    return place.is_dir() and ((place / MARK).exists() or not any(place.iterdir()))


def _write_file(data: bytes, place: Path, mode: int) -> None:
    found = _found(place)
    if found is not None and not stat.S_ISREG(found.st_mode):
        number = errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EOPNOTSUPP
        raise OSError(number, os.strerror(number), str(place))
    kept = mode & (stat.S_IMODE(found.st_mode) if found else ~_mask())
    handle, name = tempfile.mkstemp(prefix=".hutong-", dir=place.parent)  # made anew, whatever lies or is linked there
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(kept)
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mask() -> int:
    """The rights a new file does not get; a temporary one is its owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_folder(files: Mapping[str, bytes], place: Path) -> None:
    if _found(place) is not None and not _replaceable(place):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    made = Path(tempfile.mkdtemp(prefix=".hutong-", dir=place.parent))
    try:
        made.chmod(0o777 & ~_mask())
        for name, data in {**files, MARK: b""}.items():
            file = made / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        with _aside(place):
            made.rename(place)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


@contextmanager
def _aside(place: Path) -> Iterator[None]:
    """The folder of before out of the way: gone in the end, or back where it was if it was not replaced."""
    if not place.exists():
        yield
        return
    before = Path(tempfile.mkdtemp(prefix=".hutong-", dir=place.parent))
    place.rename(before / place.name)
    try:
        yield
    except BaseException:
        (before / place.name).rename(place)
        before.rmdir()
        raise
    shutil.rmtree(before, ignore_errors=True)
