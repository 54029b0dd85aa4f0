"""Addresses written otherwise: absolute, relative to the page, by a cursor."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.mutations import gives
from conformance.systems.faults.parts import around, both
from conformance.systems.twins.http.framing import finishing
from conformance.systems.twins.http.pace import Answer
from conformance.systems.twins.twin import Lawful, Twin, fixed

CURSOR = "cursor"


def _absolute() -> Mutation:
    """The next page, and what was made, named by absolute addresses."""

    def apply(system: Any) -> None:
        base = [""]

        async def noting(sound: Answer, request: Request, methods: Any) -> Response:
            base[0] = f"{request.url.scheme}://{request.url.netloc}"
            return await sound(request, methods)

        around("dispatch.answer", noting)(system)
        gives("listing.next", lambda following: following and f"{base[0]}{following}")(system)
        around("responses.finish", finishing(_located(base)))(system)

    return Mutation(apply, gives("listing.next", str).flaws)


def _located(base: list[str]) -> Callable[[Request, Response], Response]:
    def change(request: Request, response: Response) -> Response:
        if response.headers.get("Location", "").startswith("/"):
            response.headers["Location"] = base[0] + response.headers["Location"]
        return response

    return change


def _query_alone(following: str | None) -> str | None:
    return following and "?" + following.partition("?")[2]


def _by_cursor() -> Mutation:
    """The next page is named by an opaque cursor, which only this system reads."""

    async def reading(sound: Answer, request: Request, methods: Any) -> Response:
        cursor = request.query_params.get(CURSOR)
        if cursor:
            request.scope["query_string"] = base64.urlsafe_b64decode(cursor)
            request = Request(request.scope, request.receive)
        return await sound(request, methods)

    def named(following: str | None) -> str | None:
        path, _, query = (following or "").partition("?")
        return following and f"{path}?{CURSOR}={base64.urlsafe_b64encode(query.encode()).decode()}"

    return both(around("dispatch.answer", reading), gives("listing.next", named))


_REFERENCE = Text(
    "next 是 URI 引用，其中有何查询由系统自定。", "next is a URI reference; what its query holds is the system's own."
)
TWINS = (
    Twin(
        "absolute-links",
        Text("下一页与新对象用绝对地址", "names the next page and what was made by absolute addresses"),
        Lawful(
            Text("URI 引用可以是绝对的，Location 亦然。", "A URI reference may be absolute; so may Location."),
            "RFC 3986, RFC 9110 10.2.2",
        ),
        fixed(_absolute()),
        frozenset({"links"}),
    ),
    Twin(
        "links-by-query-alone",
        Text("下一页只写查询部分", "names the next page by its query alone"),
        Lawful(_REFERENCE, "RFC 3986"),
        fixed(gives("listing.next", _query_alone)),
        frozenset({"links"}),
    ),
    Twin(
        "links-by-cursor",
        Text("下一页用游标", "names the next page by a cursor"),
        Lawful(_REFERENCE, "RFC 3986"),
        fixed(_by_cursor()),
        frozenset({"links"}),
    ),
)
