"""How answers go out: media types, JSON bytes, problem details, conditional requests, headers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.systems.service.call import Call
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.part import Part
from conformance.systems.service.refusal import TITLES, Place, Refusal

if TYPE_CHECKING:
    from conformance.systems.service.system import Service

HTML = "text/html"
PROBLEM = "application/problem+json"


class Responses(Part["Service"]):
    """Makes responses. Nothing else in the system does."""

    def media(self, operation: Operation, accept: str) -> str:
        """The media type to answer with: what the caller likes best, ours first among equals. 406 without one."""
        ranked = [(self.quality(accept, media), -place, media) for place, media in enumerate(operation.produces)]
        if not ranked:
            return ""
        best = max(ranked)
        if best[0] > 0 or self.is_document(operation):
            return best[2]
        offered = "、".join(operation.produces)
        raise Refusal(406, f"可给出：{offered}。Available: {offered}.")

    def is_document(self, operation: Operation) -> bool:
        """Whether an operation gives one page or text whatever is asked for (RFC 9110 section 12.5.1 allows it)."""
        return operation.produces in ((HTML,), ("text/plain",))

    def quality(self, accept: str, media: str) -> float:
        """How much an Accept header likes a media type, from 0 (not at all) to 1; the most exact range decides."""
        if not accept.strip():
            return 1.0
        found = (-1, 0.0)
        for part in accept.split(","):
            name, *parameters = [piece.strip().lower() for piece in part.split(";")]
            exact = {media: 2, media.partition("/")[0] + "/*": 1, "*/*": 0}.get(name, -1)
            if exact >= 0:
                found = max(found, (exact, _weight(parameters)))
        return found[1]

    def encode(self, value: Any) -> bytes:
        """JSON in UTF-8, Chinese as it is."""
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()

    def json(self, call: Call, value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
        """A JSON answer, in the media type the call asked for."""
        media = call.media or "application/json"
        return Response(self.encode(value), status, {**self.caching(call), **(headers or {})}, media)

    def html(self, call: Call, page: str) -> Response:
        """A page for people."""
        headers = {**self.caching(call), "Content-Security-Policy": self._system.pages.policy()}
        return Response(page, 200, headers, HTML)

    def text(self, call: Call, text: str) -> Response:
        """Plain text."""
        return Response(text, 200, self.caching(call), "text/plain")

    def nothing(self, call: Call) -> Response:
        """204."""
        return Response(None, 204, self.caching(call))

    def caching(self, call: Call) -> dict[str, str]:
        """Caches keep what anybody may see, and ask again; they keep nothing that was given to a known caller."""
        if not call.operation.public or call.caller.role != "anonymous":
            return {"Cache-Control": "no-store", "Vary": "Accept, Authorization"}
        return {"Cache-Control": "no-cache", "Vary": "Accept, Authorization"}

    def tagged(self, call: Call, response: Response) -> Response:
        """The response with its entity tag; 304 when the caller holds that representation already."""
        tag = self.tag(bytes(response.body))
        response.headers["ETag"] = tag
        if not self.listed(call.get("If-None-Match"), tag):
            return response
        return Response(None, 304, {**self.caching(call), "ETag": tag})

    def tag(self, body: bytes) -> str:
        """The entity tag of a representation: another one whenever the bytes are others."""
        return f'"{hashlib.sha256(body).hexdigest()[:24]}"'

    def listed(self, header: str | None, tag: str) -> bool:
        """Whether an If-Match or If-None-Match header names an entity tag."""
        names = [name.strip().removeprefix("W/") for name in (header or "").split(",")]
        return tag in names or names == ["*"]

    def problem(self, refusal: Refusal, path: str) -> Response:
        """Problem details (RFC 9457)."""
        return Response(
            self.encode(self.problem_body(refusal, path)),
            refusal.status,
            {"Cache-Control": "no-store", **dict(refusal.headers)},
            PROBLEM,
        )

    def problem_body(self, refusal: Refusal, path: str) -> dict[str, Any]:
        """The members of a problem: kind, title, status, and where they help detail and places."""
        body: dict[str, Any] = {
            "type": f"/problems/{refusal.status}",
            "title": TITLES[refusal.status],
            "status": refusal.status,
        }
        if refusal.detail:
            body["detail"] = refusal.detail
        body["instance"] = path
        if refusal.places:
            body["errors"] = [self.place(place) for place in refusal.places]
        return body

    def place(self, place: Place) -> dict[str, str]:
        """One place that is wrong."""
        named = {"pointer": place.pointer, "parameter": place.parameter}
        return {**{name: value for name, value in named.items() if value is not None}, "message": place.message}

    def crash(self, error: Exception, path: str) -> Response:
        """What a caller is told when the system itself failed: nothing of its insides."""
        return self.problem(Refusal(500, "请稍后再试。Please try again later."), path)

    def finish(self, request: Request, response: Response) -> Response:
        """Put on every answer what every answer has."""
        for name, value in self.common_headers(request).items():
            response.headers[name] = value
        return response

    def common_headers(self, request: Request) -> dict[str, str]:
        """The headers of every answer to a request."""
        return {
            "Date": self._system.clock.http_date(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0
