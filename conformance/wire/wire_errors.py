"""How the parts of the wire tell each other that no answer will come of this, or that it cannot be begun."""

from __future__ import annotations

from conformance.model.exchange import Failure
from conformance.model.text import Text
from conformance.model.verdict import Reason


class UnusableError(ValueError):
    """What the tester wrote down cannot be used: told before anything is sent. `key` is where it stands in a target."""

    def __init__(self, key: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.key = key
        self.text = Text(zh, en)


class Broken(Exception):  # noqa: N818 - it carries a failure of the system under test, not an error of ours
    """Raised inside the core where an exchange cannot go on; `Core.send` returns its failure."""

    def __init__(self, reason: Reason, zh: str, en: str, lacks: str = "") -> None:
        super().__init__(en)
        self.failure = Failure(reason, Text(zh, en), lacks)


class Stale(Broken):
    """A kept connection that the system had closed before it answered anything."""


def protocol(zh: str, en: str) -> Broken:
    """Bytes that are not a well-formed HTTP/1.1 answer."""
    return Broken(Reason.PROTOCOL, zh, en)


def too_large(zh: str, en: str) -> Broken:
    """An answer beyond a cap."""
    return Broken(Reason.TOO_LARGE, zh, en)


def unreachable(zh: str, en: str) -> Broken:
    """No connection could be made."""
    return Broken(Reason.UNREACHABLE, zh, en)


def timed_out(zh: str, en: str) -> Broken:
    """The total deadline of the request has passed."""
    return Broken(Reason.TIMEOUT, zh, en)
