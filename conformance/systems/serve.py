"""Reference systems on real HTTP on the loopback, clean or with faults, several at once."""

from __future__ import annotations

import asyncio
import contextlib
import difflib
import threading
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Literal, Self

import uvicorn
from starlette.types import ASGIApp

from conformance.systems.faults import Fault
from conformance.systems.faults.parts import given
from conformance.systems.kinds import KINDS
from conformance.systems.service.accounts import tokens
from conformance.systems.service.application import application as serving
from conformance.systems.service.identity import YUNZHOU, Identity

HOST = "127.0.0.1"
_START_SECONDS = 10.0
_STOP_SECONDS = 5.0


def reference_credentials(kind: str) -> dict[str, str]:
    """The bearer token of each role of a reference system. Fictitious and published. Raises ValueError."""
    _known_kind(kind)
    return tokens(YUNZHOU)


def application(kind: str, faults: Sequence[Fault] = (), identity: Identity | None = None) -> ASGIApp:
    """A fresh system of a kind as an ASGI application, its faults applied. Raises ValueError."""
    _known_kind(kind)
    system = KINDS[kind](identity or YUNZHOU)
    for fault in faults:
        if not fault.fits(kind):
            raise ValueError(f"fault {fault.key} is for {', '.join(fault.kinds)}, not for {kind}")
    given(system, faults)
    return serving(system)


def start(kind: str, faults: Sequence[Fault] = (), port: int = 0, identity: Identity | None = None) -> Running:
    """Serve a fresh system on the loopback in this process; port 0 takes a free one. Raises ValueError, OSError.

    It accepts connections when this returns. Without an identity it is that of Yunzhou city.
    """
    return Running(application(kind, faults, identity), port)


class Running:
    """A served system. Use it as a context manager, or stop it."""

    def __init__(self, app: ASGIApp, port: int, http: type[asyncio.Protocol] | Literal["h11"] = "h11") -> None:
        config = uvicorn.Config(
            app,
            host=HOST,
            port=port,
            log_level="critical",
            access_log=False,
            date_header=False,
            server_header=False,
            lifespan="off",
            loop="asyncio",
            http=http,
            ws="none",
            timeout_keep_alive=60,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="reference-system", daemon=True)
        self._thread.start()
        self._wait_until_started(port)
        # uvicorn binds by itself: a socket handed to it would lack TCP_NODELAY, and every answer take 40 ms.
        self.port: int = self._server.servers[0].sockets[0].getsockname()[1]

    @property
    def address(self) -> str:
        """Where it is: `http://127.0.0.1:<port>`."""
        return f"http://{HOST}:{self.port}"

    def stop(self, wait: bool = True) -> None:
        """Stop serving; returns within seconds whatever clients do, without `wait` at once. Stopping twice is fine."""
        self._server.should_exit = True
        if not wait:
            return
        self._thread.join(_STOP_SECONDS / 2)
        if self._thread.is_alive():
            self._server.force_exit = True
            self._thread.join(_STOP_SECONDS / 2)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        # uvicorn exits where it cannot bind; the one who waits for the start makes an OSError of the ended thread.
        with contextlib.suppress(SystemExit):
            self._server.run()

    def _wait_until_started(self, port: int) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                self.stop()
                raise OSError(f"the reference system did not start on {HOST}, port {port or 'any'}")
            time.sleep(0.005)


def _known_kind(kind: str) -> None:
    if kind not in KINDS:
        close = difflib.get_close_matches(kind, KINDS, n=5, cutoff=0.4) or sorted(KINDS)
        raise ValueError(f"no reference system of kind {kind!r}; near: {', '.join(close)}")
