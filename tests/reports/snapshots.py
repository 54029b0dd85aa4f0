"""Outputs kept as files: compared byte for byte, rewritten when HUTONG_SNAPSHOTS=write."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def same_as(name: str, text: str) -> None:
    """The text equals the file of that name."""
    file = FOLDER / name
    if os.environ.get("HUTONG_SNAPSHOTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode(), f"{name} differs; look at it, then HUTONG_SNAPSHOTS=write"
