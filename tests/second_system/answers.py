"""What every operation uses to answer: pages of a list, entries as the caller sees them, JSON."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from flask import Response, g, request

from tests.second_system import asked, shown
from tests.second_system.holdings import Entry, Holdings, Version
from tests.second_system.refusal import Refused

JSON, HTML = "application/json", "text/html"


def holdings() -> Holdings:
    found: Holdings = g.app.extensions["holdings"]
    return found


def root() -> str:
    return request.host_url.rstrip("/")


def as_json(value: Any, status: int = 200, media: str = JSON) -> Response:
    return Response(json.dumps(value, sort_keys=True) + "\n", status, content_type=media)


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


def entry_of(id: str) -> tuple[Entry, Version]:  # noqa: A002 - the contract's name
    entry = holdings().entries.get(id)
    version = entry.seen_by(g.account) if entry else None
    if not entry or not version:
        raise Refused(404, "没有这个条目")
    if entry.withdrawn:
        raise Refused(410, "条目已撤销")
    return entry, version


def own_entry(id: str) -> Entry:  # noqa: A002 - the contract's name
    entry, _ = entry_of(id)
    if entry.unit is not g.account.unit:
        raise Refused(403, "不是本单位的条目")
    return entry


def as_shown(entry: Entry, version: Version) -> dict[str, Any]:
    return shown.resource(entry, version, holdings(), g.account, root())


def answer_with(entry: Entry, version: Version, status: int = 200) -> Response:
    value = as_shown(entry, version)
    answer = as_json(value, status)
    answer.set_etag(shown.etag(value, "j"))
    return answer
