"""A reference system in its own process for measuring clients: `python -m tests.benchmarks.serving SECONDS PORT`.

Reads are answered from memory once they were answered for real, so that the client's share of a request shows.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import uvicorn

from conformance.systems.serve import application


def remembering(seconds: float) -> Any:
    """The application with a pause before every answer; the same read is made once."""
    inner: Any = application("resource-catalogue")
    made: dict[Any, list[Any]] = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(seconds)
        key = (scope["path"], scope["query_string"], tuple(sorted(scope["headers"])))
        if scope["method"] != "GET":
            await inner(scope, receive, send)
            return
        if key not in made:
            sent: list[Any] = []

            async def keep(message: Any) -> None:
                sent.append(message)

            await inner(scope, receive, keep)
            made[key] = sent
        for message in made[key]:
            await send(message)

    return app


if __name__ == "__main__":
    app = remembering(float(sys.argv[1]))
    config = uvicorn.Config(app, port=int(sys.argv[2]), log_level="critical", access_log=False, date_header=False)
    uvicorn.Server(config).run()
