"""What every operation uses to answer: pages of a list, JSON."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from tests.second_system import asked
from tests.second_system.refusal import Refused

JSON, HTML = "application/json", "text/html"


def root() -> str:
    return request.host_url.rstrip("/")


def as_json(value: Any, status: int = 200, media: str = JSON, location: str = "") -> Response:
    answer = Response(json.dumps(value, sort_keys=True) + "\n", status, content_type=media)
    if location:
        answer.headers["Location"] = location
    return answer


def page_of(rows: list[Any]) -> dict[str, Any]:
    """One page of rows; a page after the last is 404, as paginating libraries have it."""
    page, size = asked.number("page", 1000000, 1), asked.number("pageSize", 100, 20)
    part = rows[(page - 1) * size : page * size]
    if not part and page > 1:
        raise Refused(404, "没有这一页")
    more = page * size < len(rows)
    following = urlencode({**request.args.to_dict(), "page": page + 1, "pageSize": size})
    return {
        "items": part,
        "total": len(rows),
        "page": page,
        "pageSize": size,
        "next": f"?{following}" if more else None,
    }
