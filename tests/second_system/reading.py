"""The operations that read."""

from __future__ import annotations

from flask import Response, g, request

from tests.second_system import asked, codes, pages, shown
from tests.second_system.answers import HTML, JSON, as_json, page_of, root
from tests.second_system.found import as_shown, entry_of, holdings
from tests.second_system.holdings import Entry, Version
from tests.second_system.refusal import Refused
from tests.second_system.shown import TITLE


def categories() -> Response:
    asked.accepts(JSON)
    return as_json({"items": codes.CATEGORIES, "total": len(codes.CATEGORIES)})


def _found() -> list[tuple[Entry, Version]]:
    """Entries that meet all filters of the query."""
    words = (asked.word("q", ".{0,100}") or "").casefold().split()
    same = {"sharingClass": asked.word("sharingClass", "[123]")}
    category = asked.word("category", "[1-3][0-9]{0,7}") or ""
    provider = asked.word("provider", "[0-9A-HJ-NPQRTUWXY]{18}")
    status = asked.word("status", "draft|published")

    def fits(entry: Entry, version: Version) -> bool:
        content = version.content
        text = "\n".join([content["name"], content["summary"], *content["keywords"]]).casefold()
        return (
            all(w in text for w in words)
            and all(value is None or content[name] == value for name, value in same.items())
            and content["category"].startswith(category)
            and provider in (None, entry.unit.uscc)
            and status in (None, "published" if version.published else "draft")
        )

    return [(entry, version) for entry, version in holdings().visible(g.account) if fits(entry, version)]


def find() -> Response | str:
    media = asked.accepts(JSON, HTML)
    result = page_of(_found())
    result["items"] = [as_shown(*pair) for pair in result["items"]]
    if media == JSON:
        return as_json(result)
    return pages.page("list", system=TITLE, q=request.args.get("q", ""), **result)


def read(id: str) -> Response:  # noqa: A002 - the contract's name
    media = asked.accepts(JSON, HTML)
    asked.header("If-None-Match", ".{0,256}")
    entry, version = entry_of(id)
    value = as_shown(entry, version)
    answer = (
        as_json(value) if media == JSON else Response(pages.page("entry", system=TITLE, item=value), content_type=HTML)
    )
    if media == HTML:
        answer.headers["Content-Type"] = "text/html; charset=utf-8"
    answer.set_etag(shown.etag(value, "j" if media == JSON else "h"))
    answer.headers["Cache-Control"] = "private, max-age=0"
    answer.vary.update(("Accept", "Authorization"))
    answer.make_conditional(request)
    return answer


def opened(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    entry, version = entry_of(id)
    if version.content["sharingClass"] != "1":
        raise Refused(403, "须先申请共享")
    return as_json(shown.data(entry, version))


def dcat() -> Response:
    asked.accepts("application/ld+json")
    return as_json(shown.dcat(holdings(), g.account, root()), media="application/ld+json")


def history(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    entry, _ = entry_of(id)
    items = shown.versions(entry, g.account)
    return as_json({"items": items, "total": len(items)})


def one_version(id: str, number: int) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    entry, _ = entry_of(id)
    for found in entry.versions:
        if found.number == number and (found.published or entry.insider(g.account)):
            return as_json(as_shown(entry, found))
    raise Refused(404, "没有这个版本")


def changes() -> Response:
    asked.accepts(JSON)
    begin = asked.since()
    rows = [c for c in holdings().feed(g.account) if begin is None or c.at >= begin]
    result = page_of(rows)
    result["items"] = [shown.change(c) for c in result["items"]]
    return as_json(result)
