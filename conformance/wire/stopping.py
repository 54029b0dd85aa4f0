"""How a run is asked to end before its time: it hears at once, tears nothing that must stay whole, cleans up briefly.

A signal is heard in the main thread, between two steps of whatever runs there. Where that may be broken off, it is.
Elsewhere, and in every other thread, nothing is torn: the wire sees it at its next wait or request.
"""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

GRACE = 0.5
"""Seconds a request under way has left: what it has just made had better be known by its id."""
CLEANING = 1.2
"""Seconds from the first signal until cleaning up ends; what is then still there stays in the ledger."""
SLICE = 0.05
"""Seconds for which a wait does not look whether it should end."""

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Interrupted(KeyboardInterrupt):
    """Somebody asked for the end, by the number of a signal; whoever knows of Ctrl-C takes it for that."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


class Stop:
    """Whether the end was asked for, by which signal (0: it was not), and until when the wire may still be used."""

    def __init__(self) -> None:
        self.signal = 0
        self._told = self._ends = math.inf
        self._is_open = self._is_waiting = self._is_cleaning = False

    def tell(self, number: int) -> None:
        """Ask for the end. Raises Interrupted where what runs may be broken off; a second time ends cleaning up too."""
        self.note(number)
        if not self._is_open:
            self._is_waiting = True
            return
        self._is_open = self._is_waiting = False
        raise Interrupted(number)

    def note(self, number: int) -> None:
        """Let the end be known, without breaking anything off."""
        if self.signal:
            self._ends = 0.0
            return
        self.signal, self._told = number, time.monotonic()
        self._ends = self._told + (CLEANING if self._is_cleaning else GRACE)

    @contextmanager
    def open(self, afresh: bool = False) -> Iterator[None]:
        """What the main thread does meanwhile may be broken off anywhere.

        Who asked for the end before breaks it off at once, unless it is begun `afresh`: it takes that into account.
        """
        if afresh:
            self._is_waiting = False
        before, self._is_open = self._is_open, True
        try:
            self._break_off()
            yield
        finally:
            self._is_open = before

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What is done meanwhile is not torn, but may be followed by the end."""
        if not self._is_open or threading.current_thread() is not threading.main_thread():
            yield
            return
        self._is_open = False
        try:
            yield
        finally:
            self._is_open = True
        self._break_off()

    @contextmanager
    def cleaning(self) -> Iterator[None]:
        """Requests may go out though the end was asked for, until there is no time for more."""
        self._is_cleaning = True
        if self.signal and self._ends:
            self._ends = self._told + CLEANING
        try:
            yield
        finally:
            self._is_cleaning = False

    def check(self) -> None:
        """Raises Interrupted where nothing more may be asked."""
        if self.signal and not self._is_cleaning:
            raise Interrupted(self.signal)

    def wait(self, deadline: float) -> float:
        """Seconds to wait before looking again, the deadline on the monotonic clock. Raises TimeoutError behind it."""
        left = min(deadline, self._ends) - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, SLICE)

    def sleep(self, seconds: float) -> None:
        """Sleep, unless the end is asked for. Raises Interrupted."""
        until = time.monotonic() + seconds
        while (left := min(until, self._ends) - time.monotonic()) > 0:
            self.check()
            time.sleep(min(left, SLICE))

    def _break_off(self) -> None:
        if self._is_waiting:
            self._is_open = self._is_waiting = False
            raise Interrupted(self.signal)


@contextmanager
def listening(stop: Stop, is_last: bool = False) -> Iterator[Stop]:
    """Signals that ask for the end are told to `stop` meanwhile. One that is ignored stays so, as under `nohup`.

    With `is_last` nothing but the end of the process follows: one that was told to end hears no more.
    """
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    heard = [number for number in SIGNALS if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    before = {number: signal.signal(number, lambda which, _: stop.tell(which)) for number in heard}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if is_last and stop.signal else handler)
