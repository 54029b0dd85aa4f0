"""A reference system in its own process, its answers late: `python -m tests.benchmarks.serving 0.02 PORT`."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import uvicorn

from conformance.systems.serve import application


def late(seconds: float) -> Any:
    """The application with a pause before every answer."""
    inner: Any = application("resource-catalogue")

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(seconds)
        await inner(scope, receive, send)

    return app


if __name__ == "__main__":
    config = uvicorn.Config(late(float(sys.argv[1])), port=int(sys.argv[2]), log_level="critical", date_header=False)
    print("ready", flush=True)
    uvicorn.Server(config).run()
