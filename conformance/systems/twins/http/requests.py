"""Requests answered otherwise: OPTIONS, addresses with a slash at the end, lists with an entity tag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.parts import around
from conformance.systems.service.contract_index import Parameter
from conformance.systems.twins.http.framing import finishing
from conformance.systems.twins.http.pace import Answer, finished
from conformance.systems.twins.twin import Lawful, Twin, fixed

MOST = 100
"""Records a page holds at most, by the contract."""


def _options() -> Mutation:
    """OPTIONS on a known path is answered."""

    def apply(system: Any) -> None:
        async def defect(sound: Answer, request: Request, methods: Any) -> Response:
            if request.method != "OPTIONS" or not methods:
                return await sound(request, methods)
            allowed = f"{system.dispatch.allowed(methods)}, OPTIONS"
            return finished(system, request, Response(None, 204, {"Allow": allowed, "Cache-Control": "no-store"}))

        around("dispatch.answer", defect)(system)

    return Mutation(apply, around("dispatch.answer", lambda sound: sound()).flaws)


def _without_slash() -> Mutation:
    """An address with a slash too many is sent on to the one without."""

    def apply(system: Any) -> None:
        async def defect(sound: Answer, request: Request, methods: Any) -> Response:
            path = request.url.path
            if methods or path == "/" or not path.endswith("/"):
                return await sound(request, methods)
            query = f"?{request.url.query}" if request.url.query else ""
            return finished(system, request, Response(None, 308, {"Location": path.rstrip("/") + query}))

        around("dispatch.answer", defect)(system)

    return Mutation(apply, around("dispatch.answer", lambda sound: sound()).flaws)


def _tagged(request: Request, response: Response) -> Response:
    """Every representation has an entity tag, and a condition on it is answered."""
    if response.status_code != 200 or request.method not in ("GET", "HEAD") or "ETag" in response.headers:
        return response
    tag = f'W/"{hashlib.sha256(bytes(response.body)).hexdigest()[:16]}"'
    response.headers["ETag"] = tag
    if tag not in request.headers.get("if-none-match", ""):
        return response
    kept = {name: value for name, value in response.headers.items() if name not in ("content-type", "content-length")}
    return Response(None, 304, kept)


def _cut_to_the_bound(sound: Callable[..., Any], parameter: Parameter, values: Sequence[str]) -> Any:
    """More records a page than there may be are as many as there may be."""
    asked = int(values[0]) if parameter.name == "pageSize" and values and values[0].isdecimal() else 0
    return sound(parameter, [str(MOST)] if asked > MOST else values)


TWINS = (
    Twin(
        "cuts-page-size",
        Text("每页条数过大的按上限给出", "cuts too large a page size to its bound"),
        Lawful(
            Text(
                "每页条数过大的，可以拒绝，也可以按上限给出。",
                "Too large a page size may be refused, or cut to its bound.",
            ),
            "support.paging.bounded",
        ),
        fixed(around("checking.argument", _cut_to_the_bound)),
        frozenset({"page-size"}),
    ),
    Twin(
        "answers-options",
        Text("对 OPTIONS 应答 204 与 Allow", "answers OPTIONS with 204 and Allow"),
        Lawful(Text("OPTIONS 是通用方法，服务器可以支持。", "A server may support OPTIONS."), "RFC 9110 9.3.7"),
        fixed(_options()),
        frozenset({"options"}),
    ),
    Twin(
        "sends-on-without-slash",
        Text("地址末尾多斜线的以 308 转到没有的", "sends an address with a slash too many on by 308"),
        Lawful(
            Text("规约没有的路径可以永久重定向到有的。", "A path the contract lacks may redirect to one it has."),
            "RFC 9110 15.4.9",
        ),
        fixed(_without_slash()),
        frozenset({"slash"}),
    ),
    Twin(
        "tags-everything",
        Text("每个读取都给出弱实体标记，并应答 304", "gives every read a weak entity tag, and answers 304"),
        Lawful(
            Text(
                "任何表示都可有实体标记，弱者只用于弱比较。",
                "Any representation may have one, weak or strong.",
            ),
            "RFC 9110 8.8.3, 13.1.2",
        ),
        fixed(around("responses.finish", finishing(_tagged))),
        frozenset({"tags"}),
    ),
)
