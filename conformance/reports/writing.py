"""Puts a rendered report on disk: whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from conformance.reports.formats import Rendered

MARK = ".hutong-report"
"""Stands in every folder written here, so that only such a folder is ever replaced."""


def write(rendered: Rendered, place: Path) -> None:
    """Write a file or a folder in place of what was there. Raises OSError; what was there then stays as it was.

    A folder is replaced only where it is empty or was written by this function.
    """
    if isinstance(rendered, bytes):
        _write_file(rendered, place)
    else:
        _write_folder(rendered, place)


def trouble(place: Path, folder: bool) -> str:
    """What would keep a report from being written there, as the system says it; empty where nothing would."""
    parent = place.absolute().parent
    if not parent.is_dir():
        return f"{parent}: {os.strerror(20 if parent.exists() else 2)}"
    if not os.access(parent, os.W_OK):
        return f"{parent}: {os.strerror(13)}"
    if folder and place.exists() and not _replaceable(place):
        return f"{place}: {os.strerror(17)}"
    return f"{place}: {os.strerror(21)}" if not folder and place.is_dir() else ""


def _replaceable(place: Path) -> bool:
    return place.is_dir() and ((place / MARK).exists() or not any(place.iterdir()))


def _write_file(data: bytes, place: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.absolute().parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _as_any_file(name)
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _as_any_file(name: str) -> None:
    """Give a file the rights any new file has; a temporary one is its owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)


def _write_folder(files: Mapping[str, bytes], place: Path) -> None:
    if place.exists() and not _replaceable(place):
        raise FileExistsError(17, os.strerror(17), str(place))
    made = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.absolute().parent))
    try:
        made.chmod(0o755)
        for name, data in {**files, MARK: b""}.items():
            file = made / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if place.exists():
            shutil.rmtree(place)
        made.rename(place)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
