"""A real browser, driven over its debugging pipe: what a page logs, asks for, shows and measures."""

from __future__ import annotations

import base64
import fcntl
import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'"


class Browser:
    """One tab. `events` is everything it told since the last page was opened."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers, self._rest = commands, answers, b""
        self._number, self.events, self._session = 0, [], ""  # type: int, list[dict[str, Any]], str
        target = self.do("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Log", "Runtime", "Network", "DOM"):
            self.do(f"{domain}.enable")

    def do(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and take what it answers."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told
                return dict(told["result"])
            self.events.append(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = os.read(self._answers, 1 << 16)
            assert read, "the browser ended"
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(line))

    def open(self, url: str, width: int = 1280, height: int = 900, **media: str) -> None:
        """Open a page at a width, with media features such as `prefers-color-scheme`, and wait until it is loaded."""
        self.events = []
        self.do("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
        self.do("Emulation.setEmulatedMedia", features=features)
        self.do("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def complaints(self) -> list[str]:
        """What the page wrote to the console, by itself or through the browser."""
        logged = [it["params"]["entry"]["text"] for it in self.events if it["method"] == "Log.entryAdded"]
        called = [it["method"] for it in self.events if it["method"] == "Runtime.consoleAPICalled"]
        return [*logged, *called]

    def asked(self) -> list[str]:
        """The addresses the page asked for, data addresses left out."""
        sent = (it["params"]["request"]["url"] for it in self.events if it["method"] == "Network.requestWillBeSent")
        return [url for url in sent if not url.startswith("data:")]

    def box(self, selector: str) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the first element of a selector."""
        left, top, *_, right, bottom, _, _ = self.do("DOM.getBoxModel", nodeId=self._first(selector))["model"]["border"]
        return left, top, right, bottom

    def click(self, selector: str) -> None:
        """Click the middle of the first element of a selector, scrolled into view."""
        self.do("DOM.scrollIntoViewIfNeeded", nodeId=self._first(selector))
        left, top, right, bottom = self.box(selector)
        where = {"x": (left + right) / 2, "y": (top + bottom) / 2, "button": "left", "clickCount": 1}
        self.do("Input.dispatchMouseEvent", type="mousePressed", **where)
        self.do("Input.dispatchMouseEvent", type="mouseReleased", **where)

    def _first(self, selector: str) -> int:
        root = self.do("DOM.getDocument")["root"]["nodeId"]
        found = int(self.do("DOM.querySelector", nodeId=root, selector=selector)["nodeId"])
        assert found, f"{selector} is not on the page"
        return found

    def spoken(self) -> set[str]:
        """The texts a screen reader reads: what is hidden or folded is not among them."""
        nodes = self.do("Accessibility.getFullAXTree")["nodes"]
        return {it["name"]["value"].strip() for it in nodes if not it["ignored"] and it.get("name", {}).get("value")}

    def width(self) -> float:
        """The width of what the page holds: more than the window means that it scrolls sideways."""
        return float(self.do("Page.getLayoutMetrics")["cssContentSize"]["width"])

    def paper(self) -> bytes:
        """The page as it is printed, as PDF."""
        return base64.b64decode(self.do("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with an empty profile in a folder, ended with all its children."""
    pipes = [_high(end) for pair in (os.pipe(), os.pipe()) for end in pair]
    theirs_in, ours_out, ours_in, theirs_out = pipes

    def connect() -> None:
        os.dup2(theirs_in, 3)
        os.dup2(theirs_out, 4)

    words = [str(CHROMIUM), *FLAGS, "--remote-debugging-pipe", f"--user-data-dir={folder}"]
    process = subprocess.Popen(words, preexec_fn=connect, pass_fds=(3, 4), stderr=subprocess.DEVNULL)
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Browser(ours_out, ours_in)
    finally:
        os.close(ours_out)
        os.close(ours_in)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _high(end: int) -> int:
    """A file descriptor above the two the browser speaks through."""
    moved = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(end)
    return moved


@contextmanager
def served(folder: Path, policy: str = JENKINS) -> Iterator[str]:
    """A folder over HTTP on this machine, under a content security policy; its address."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name the base class gives it
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
