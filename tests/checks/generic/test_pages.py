from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.checks.generic.pages import page_shows
from conformance.model.exchange import Exchange, Response
from tests.checks.making import exchange, said, trace

ENTRY = {"name": "A&B 名录", "summary": "摘要", "code": "30100101/000001", "parts": [{"name": "甲"}, {"name": "乙"}]}
OF = ("json.name", "json.code", "json.summary")
SHOWN = "A&amp;B 名录 30100101/000001 摘要"


def page(text: str, media: str = "text/html", status: int = 200, step: str = "html") -> Exchange:
    response = Response(status, "", (("Content-Type", media),), text.encode())
    return replace(exchange(step, {}), response=response, outcome=None)


def judged(shown: Exchange, of: tuple[str, ...] = OF, entry: object = ENTRY) -> list[str]:
    return said(page_shows, trace(exchange("json", entry), shown), step="html", of=of)


def test_a_page_shows_what_is_stated() -> None:
    assert judged(page(SHOWN)) == []
    assert judged(page("A&amp;B\n <em>名</em>录 30100101/000001 摘要")) == []
    assert judged(page("A&amp;B 名录 md-000001 摘要")) == [
        'the page does not show code "30100101/000001"; due a page with the content of the JSON'
    ]
    assert len(judged(page("<p>404</p>"))) == 3


def test_every_value_of_a_list_is_due() -> None:
    assert judged(page("甲、乙"), ("json.parts[].name",)) == []
    assert judged(page("乙"), ("json.parts[].name",))[0].startswith('the page does not show parts[].name "甲";')
    assert judged(page("无"), ("json.parts[].name",))[0].startswith(
        'the page does not show parts[].name "甲" and 1 more of 2;'
    )


@pytest.mark.parametrize(("media", "status"), [("application/json", 200), ("text/html", 406), ("text/html", 404)])
def test_what_is_no_page_shows_nothing(media: str, status: int) -> None:
    assert len(judged(page(SHOWN, media, status))) == 1


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_what_is_about_the_caller_or_breaks_tells_nothing(status: int) -> None:
    assert judged(page(SHOWN, status=status))[0].startswith("undecided")


@pytest.mark.parametrize("hidden", ["<!-- {} -->", "<script>{}</script>", "<title>{}</title>", '<p data-x="{}">'])
def test_what_no_reader_sees_is_not_on_the_page(hidden: str) -> None:
    assert len(judged(page(hidden.format("A&B 名录 30100101/000001 摘要")))) == 3


@pytest.mark.parametrize("entry", [{}, {"name": None, "code": 5, "summary": " "}, [], None])
def test_where_nothing_is_stated_nothing_is_decided(entry: object) -> None:
    assert judged(page("ok"), entry=entry)[0].startswith("undecided")


def test_pages_of_other_addresses_are_not_compared() -> None:
    elsewhere = page(SHOWN)
    elsewhere = replace(elsewhere, request=replace(elsewhere.request, url=elsewhere.request.url + "-other"))
    assert judged(elsewhere)[0].startswith("undecided")


@pytest.mark.parametrize(
    ("text", "found"), [("(0999) 555 0700", 0), ("0999-5550700", 0), ("0999-5550701", 1), ("无", 1)]
)
def test_of_a_long_number_the_digits_count(text: str, found: int) -> None:
    assert len(judged(page(text), ("json.phone",), {"phone": "0999-5550700"})) == found


def test_a_short_number_is_not_found_among_others() -> None:
    assert len(judged(page("2024-01-04"), ("json.number",), {"number": "40 10"})) == 1
    assert judged(page("号码 40 10"), ("json.number",), {"number": "4010"}) == []
