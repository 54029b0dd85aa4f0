from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.checks.security.access import (
    admitted_role_is_served,
    credential_is_not_echoed,
    draft_stays_with_its_unit,
    links_carry_no_credential,
    privileged_fields_have_no_effect,
)
from conformance.model.exchange import Exchange
from tests.checks.making import SECRET, exchange, judged, said, trace

DRAFT = {"id": "r-000900", "status": "draft", "version": 1}
BEARER = {"Authorization": f"Bearer {SECRET}"}


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (200, []),
        (403, []),
        (500, ["the role officer got 500; due the list"]),
        (401, ["undecided: the credential of the role officer is not accepted"]),
        (429, ["undecided: the request was rate limited"]),
        (400, ["undecided: listResources (step listed) answered 400, which does not tell"]),
        (302, ["undecided: listResources (step listed) answered 302, which does not tell"]),
    ],
)
def test_an_admitted_role_is_served(status: int, found: list[str]) -> None:
    assert said(admitted_role_is_served, exchange("listed", status=status)) == found
    public = replace(exchange("listed", status=401), role="anonymous")
    assert len(said(admitted_role_is_served, public)) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 302])
def test_a_refusal_serves_nobody(status: int) -> None:
    assert judged("security.access.function-level", exchange(status=status)) == []


def test_who_is_served_and_what_cannot_be_told() -> None:
    assert judged("security.access.function-level", exchange(data={}, status=201)) == [
        "the role officer got 201; due a refusal, 401 or 403"
    ]
    assert judged("security.access.function-level", exchange(status=500))[0].endswith(
        "answered 500, which does not tell"
    )
    assert judged("security.access.function-level", exchange(status=400))[0].endswith(
        "answered 400, which does not tell"
    )


@pytest.mark.parametrize("challenge", ["Bearer", 'Bearer realm="x"', "Basic, Bearer"])
def test_a_challenge(challenge: str) -> None:
    assert judged("security.access.challenge", exchange(status=401, headers={"www-authenticate": challenge})) == []
    assert len(judged("security.access.challenge", exchange(status=401), "any")) == 1


@pytest.mark.parametrize("headers", [{}, {"WWW-Authenticate": ""}, {"WWW-Authenticate": "请先登录"}])
def test_no_challenge(headers: dict[str, str]) -> None:
    assert judged("security.access.challenge", exchange(status=401, headers=headers))[0].startswith(
        "WWW-Authenticate: "
    )


def draft(read: int = 404, listed: object = None, version: int = 404) -> list[Exchange]:
    return [
        exchange("before", DRAFT),
        exchange("read", DRAFT if read == 200 else {}, read),
        exchange("history", {}, 404),
        exchange("version", {}, version),
        exchange("listed", {"items": [] if listed is None else [listed]}),
    ]


def test_a_draft_stays_with_its_unit() -> None:
    assert said(draft_stays_with_its_unit, trace(*draft())) == []
    assert said(draft_stays_with_its_unit, trace(*draft(read=200))) == [
        "another unit reading the draft got 200; due 404 or 403"
    ]
    assert len(said(draft_stays_with_its_unit, trace(*draft(version=200)))) == 1
    assert said(draft_stays_with_its_unit, trace(*draft(listed=DRAFT))) == [
        "another unit finds the draft; due only entries it may see"
    ]
    assert said(draft_stays_with_its_unit, trace(*draft()[1:]))[0].startswith("undecided")
    for status in (401, 429, 503):
        assert said(draft_stays_with_its_unit, trace(*draft(read=status)))[0].startswith("undecided")
    nothing = exchange("history", {"items": [], "total": 0})
    assert said(draft_stays_with_its_unit, trace(*draft(), nothing)) == []


def test_a_foreign_entry_is_unchanged() -> None:
    refused = exchange("changed", {}, 403), exchange("withdrawn", {}, 403)
    before = exchange("before", DRAFT)
    assert judged("security.access.foreign-entry", trace(before, *refused, exchange("after", DRAFT))) == []
    gone = trace(before, refused[0], exchange("withdrawn", None, 204, method="DELETE"), exchange("after", {}, 410))
    assert judged("security.access.foreign-entry", gone) == [
        "DELETE by another unit got 204; due 403 or 404",
        "read afterwards: 410, and it is not what it was; due as before",
    ]
    assert judged("security.access.foreign-entry", trace(before))[0].startswith("undecided")


def test_privileged_fields() -> None:
    plain = exchange("plain", DRAFT, 201)
    check = privileged_fields_have_no_effect
    assert said(check, trace(plain, exchange("privileged", {}, 400))) == []
    for untold in (401, 404, 409, 500):
        told = said(check, trace(plain, exchange("privileged", {}, untold)))
        assert told == [f"undecided: listResources (step privileged) answered {untold}, which does not tell"]
    published = {**DRAFT, "status": "published"}
    made = exchange("privileged", DRAFT, 201)
    hidden, shown = exchange("seen", {}, 404), exchange("seen", published)
    kept, closed = exchange("plain-again", DRAFT), exchange("plain-seen", {}, 404)
    assert said(check, trace(plain, made, exchange("read-back", DRAFT), hidden, kept, closed)) == []
    assert said(check, trace(plain, made, exchange("read-back", published), shown, kept, closed)) == [
        "status is published; due draft, whatever was sent",
        "other units see it without a review; due nobody else sees it before the review",
    ]
    # Where a review of itself publishes at once, and everybody may see every entry, what was sent changed nothing.
    moved, open_to_all = exchange("plain-again", published), exchange("plain-seen", published)
    assert said(check, trace(plain, made, exchange("read-back", published), shown, moved, open_to_all)) == []
    # Where the plain entry is refused too, the refusal says nothing.
    assert said(check, trace(exchange("plain", {}, 400), exchange("privileged", {}, 400)))[0].startswith("undecided")


@pytest.mark.parametrize(("status", "found"), [(200, 0), (400, 0), (403, 0), (404, 1), (500, 1)])
def test_headers_that_claim_an_identity_are_ignored_or_refused(status: int, found: int) -> None:
    listed = {"items": [{"id": "r-1"}]}
    plain, other = exchange("plain", listed), exchange("plain", DRAFT, path="/resources/r-1")
    spoofed = exchange("spoofed", listed if status == 200 else None, status)
    assert len(judged("security.access.spoofed-identity", trace(plain, other, spoofed))) == found
    more = exchange("spoofed", {"items": [{"id": "r-1"}, DRAFT]})
    assert len(judged("security.access.spoofed-identity", trace(plain, other, more))) == 1


def test_a_credential_is_not_echoed() -> None:
    asked = exchange(data={"items": []}, asked=BEARER)
    assert said(credential_is_not_echoed, asked) == []
    echoed = exchange(data={"headers": BEARER}, asked=BEARER)
    assert said(credential_is_not_echoed, echoed) == [
        "the answer holds the request's credential, shown as $GOV_TOKEN; due no answer holds it"
    ]
    assert said(credential_is_not_echoed, exchange(data={}))[0].startswith("undecided")


@pytest.mark.parametrize(
    "link",
    [
        f"/resources?page=2&access_token={SECRET}",
        f"/resources?authorization=Bearer%20{SECRET}",
        "/index.jsp;jsessionid=0A1B2C",
        "https://a.example/?PHPSESSID=abc123",
    ],
)
def test_a_link_with_a_credential(link: str) -> None:
    assert said(links_carry_no_credential, exchange(data={"next": link}))[0].startswith("the address ")
    moved = replace(exchange(status=302, headers={"Location": link}))
    assert len(said(links_carry_no_credential, moved)) == 1


@pytest.mark.parametrize(
    "link",
    [
        "/resources?page=2",
        "https://map.example/?token=pk.public",
        "/docs#jsessionid",
        "/resources?access_token=$GOV_TOKEN",  # a text that only looks like ours
    ],
)
def test_a_link_without_one(link: str) -> None:
    assert said(links_carry_no_credential, exchange(data={"next": link})) == []
