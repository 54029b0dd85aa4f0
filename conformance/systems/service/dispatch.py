"""One request from arrival to answer: who calls, may they, is it well formed, carry out, audit, send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from conformance.systems.service.accounts import ANONYMOUS, Caller
from conformance.systems.service.call import Call
from conformance.systems.service.checking import MAX_BODY
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.part import Part
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.service.system import Service

DRAINED = 16 * 1024 * 1024
Methods = Mapping[str, Operation]


class Dispatch(Part["Service"]):
    """Leads a request through the system."""

    async def answer(self, request: Request, methods: Methods) -> Response:
        """Answer a request to a path that has these methods; a path without any is 404."""
        raw = await self.read(request)
        caller, operation = ANONYMOUS, ""
        path = request.url.path
        try:
            found = self.operation(request.method, methods)
            operation = found.id
            caller = self._system.rules.authenticate(request.headers.get("authorization"))
            response = self.carry_out(found, caller, request, raw)
        except Refusal as refusal:
            response = self._system.responses.problem(refusal, path)
        except Exception as error:  # noqa: BLE001 - the last line: an answer is made of it that tells nothing
            response = self._system.responses.crash(error, path)
        self._system.audit.note(caller, operation or "unknown", request.method, path, response.status_code)
        return self._system.responses.finish(request, response)

    async def read(self, request: Request) -> bytes | None:
        """The body; None when over the limit. What is over is still read, within reason, so that it can be answered."""
        body, size = bytearray(), 0
        async for chunk in request.stream():
            size += len(chunk)
            if size <= MAX_BODY:
                body += chunk
            if size > DRAINED:
                break
        return bytes(body) if size <= MAX_BODY else None

    def operation(self, method: str, methods: Methods) -> Operation:
        """The operation meant, HEAD being GET. 404 for a path that has none, 405 with Allow for another method."""
        if not methods:
            raise Refusal(404, "没有此路径。There is no such path.")
        found = methods.get("GET" if method == "HEAD" else method)
        if found is None:
            raise Refusal(405, headers=(("Allow", self.allowed(methods)),))
        return found

    def allowed(self, methods: Methods) -> str:
        """The methods of a path, as Allow lists them."""
        return ", ".join(sorted({*methods, *(("HEAD",) if "GET" in methods else ())}))

    def carry_out(self, operation: Operation, caller: Caller, request: Request, raw: bytes | None) -> Response:
        """Check what is due before an operation, and carry it out."""
        system = self._system
        system.rules.may_call(operation, caller)
        media = system.responses.media(operation, request.headers.get("accept", ""))
        arguments = system.checking.arguments(operation, self.sent(request))
        body = None
        if operation.body:
            body = system.checking.body(operation, request.headers.get("content-type", ""), raw)
        elif raw is None:
            system.checking.refuse_large()
        call = Call(operation, caller, arguments, body, media, str(request.url.path))
        return system.operations.answer(call)

    def sent(self, request: Request) -> Mapping[str, Mapping[str, list[str]]]:
        """Every value sent, by location and name; header names in lower case."""
        query: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items():
            query.setdefault(name, []).append(value)
        headers: dict[str, list[str]] = {}
        for name, value in request.headers.items():
            headers.setdefault(name, []).append(value)
        path = {name: [str(value)] for name, value in request.path_params.items()}
        return {"query": query, "header": headers, "path": path}
