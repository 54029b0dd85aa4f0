"""Runs the command the way a console does: through a pipe, or on a pseudo-terminal of a given width."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
BARE = (
    "CI",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "LC_ALL",
    "LC_MESSAGES",
    "HUTONG_LANG",
)


@dataclass(frozen=True)
class Shown:
    """What was shown: the exit code, and the bytes of both outputs (on a terminal they are one)."""

    code: int
    raw: bytes

    def text(self, encoding: str) -> str:
        """The text a console of that encoding shows; raises UnicodeDecodeError for bytes it does not have."""
        return self.raw.decode(encoding)


def piped(words: Sequence[str], env: Mapping[str, str]) -> Shown:
    """The command with both outputs in one pipe."""
    done = subprocess.run(_command(words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_env(env), timeout=120)
    return Shown(done.returncode, done.stdout)


def on_terminal(words: Sequence[str], env: Mapping[str, str], columns: int = 100) -> Shown:
    """The command with its outputs on a pseudo-terminal."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    given = {"TERM": "xterm-256color", **env}
    process = subprocess.Popen(_command(words), stdin=follower, stdout=follower, stderr=follower, env=_env(given))
    os.close(follower)
    raw = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # what Linux says once the other end is closed
            break
        if not part:
            break
        raw += part
    os.close(leader)
    return Shown(process.wait(120), raw)


def _command(words: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "conformance", *words]


def _env(given: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in BARE} | dict(given)
