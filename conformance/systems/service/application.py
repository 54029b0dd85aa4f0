"""The ASGI application of a reference system."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from conformance.systems.service.dispatch import Methods
from conformance.systems.service.system import Service


class _Path:
    """One path of the contract; it takes every method, so that the system itself decides on 405."""

    def __init__(self, system: Service, methods: Methods) -> None:
        self._system = system
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._system.dispatch.answer(Request(scope, receive), self._methods)
        await response(scope, receive, send)


def application(system: Service) -> Starlette:
    """The application that serves a system. A path outside the contract is 404, answered by the system too."""
    routes = [Route(path, _Path(system, methods)) for path, methods in system.contract.paths.items()]
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    app.router.default = _Path(system, {})
    return app
