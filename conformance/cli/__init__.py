"""The command `hutong`."""

from __future__ import annotations

import sys

from conformance import __version__


def main() -> None:
    """Run the command line. The version is told without loading anything else."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"Hutong 互通 {__version__}" if _speaks_chinese() else f"Hutong {__version__}")
        return
    from conformance.cli.app import app

    app(prog_name="hutong")


def _speaks_chinese() -> bool:
    """Whether standard output can show the name; a console that cannot must not crash."""
    try:
        "互通".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
