"""The lists and single records of every kind, and the resources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from flask import Response, g, request

from tests.second_exchange import registry as kept
from tests.second_exchange.codes import LISTS
from tests.second_exchange.registry import CODE, Row
from tests.second_system import asked
from tests.second_system.answers import JSON, as_json, page_of
from tests.second_system.code_lists import pattern


def reading(kind: str) -> Callable[[str], Response]:
    """A view of one row of a kind."""

    def view(id: str) -> Response:  # noqa: A002 - the contract's name
        asked.accepts(JSON)
        return as_json(kept.shown(kept.row_of(kind, id)))

    return view


def listing(kind: str, **filters: str) -> Callable[[], Response]:
    """A view of the rows of a kind the caller may see; withdrawn ones on demand only.

    Filters are members with the list their code is of, or none where it is a resource code.
    """

    def view() -> Response:
        asked.accepts(JSON)
        wanted = {name: asked.word(name, pattern(LISTS, known) if known else CODE) for name, known in filters.items()}
        rows = [kept.shown(row) for row in kept.registry().visible(kind, g.account)]
        fitting = [row for row in rows if all(value in (None, row[name]) for name, value in wanted.items())]
        return as_json(page_of([row for row in fitting if wanted.get("state") or not _withdrawn(row)]))

    return view


def _withdrawn(row: Row) -> bool:
    """Whether a row was withdrawn, or is a grant that rested on a request withdrawn."""
    asked_for = kept.registry().rows["requests"].get(row.get("request", ""), row)
    return asked_for.get("state") == "withdrawn"


def resources() -> Response:
    asked.accepts(JSON)
    words = (asked.word("q", ".{0,100}") or "").casefold().split()
    code, region = asked.word("code", CODE), asked.word("region", "[0-9]{6}")
    share, method = (
        asked.word("shareType", pattern(LISTS, "share-type")),
        asked.word("method", pattern(LISTS, "share-method")),
    )
    status = asked.word("status", pattern(LISTS, "resource-status"))

    def fits(shown: Row) -> bool:
        text = f"{shown['name']}\n{shown['summary']}".casefold()
        return (
            all(word in text for word in words)
            and code in (None, shown["code"])
            and share in (None, shown["shareType"])
            and method in (None, *shown["methods"])
            and region in (None, *shown["regions"])
            and (shown["status"] == status if status else shown["status"] != "ended")
        )

    return as_json(page_of([r.shown for _, r in sorted(kept.registry().resources.items()) if fits(r.shown)]))


def resource(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    asked.header("If-None-Match", ".{0,256}")
    shown = kept.resource_of(id).shown
    answer = as_json(shown)
    answer.set_etag(hashlib.blake2s(json.dumps(shown, sort_keys=True).encode(), digest_size=8).hexdigest())
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.vary.update(("Accept", "Authorization"))
    answer.make_conditional(request)
    return answer


def schema(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    return as_json(kept.resource_of(id).schema())
