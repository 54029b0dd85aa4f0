from __future__ import annotations

from typing import Any

from conformance.checks.application.catalogue import (
    change_replaces_the_whole,
    change_waits_for_approval,
    draft_is_recoded,
    pending_change_is_not_exported,
    repeated_change_makes_nothing,
)
from conformance.model.exchange import Exchange, Trace
from tests.checks.making import exchange, judged, said, trace

HIDDEN, PUBLISHES = "application.catalogue.draft-hidden", "application.catalogue.approval-publishes"
UNREAD = "application.catalogue.draft-unread"
UNLISTS, GONE = "application.catalogue.withdrawn-unlisted", "support.requests.gone"
STORED = "application.catalogue.stored-as-sent"
REVIEWS, STABLE = "application.catalogue.review-takes-draft", "support.requests.stable-identifier"
SENT = {"name": "名录", "items": [{"name": "机构名称", "length": 100}]}
DRAFT = {"id": "r-1", "code": "101/1", "registeredAt": "t", "version": 1, "status": "draft", "summary": "old", **SENT}
PUBLIC = {**DRAFT, "status": "published"}
REVISED = {**DRAFT, "version": 2, "summary": "new"}
LISTED, UNLISTED = {"items": [{"id": "r-1"}]}, {"items": []}
REVIEW = {"decision": "return", "opinion": "请补充"}


def life(**other: Exchange) -> Trace:
    """A sound life of an entry, with some of its steps replaced."""
    steps: dict[str, Exchange] = {
        "registered": exchange("registered", DRAFT, 201, body=SENT),
        "read": exchange("read", DRAFT),
        "draft-as-peer": exchange("draft-as-peer", None, 404),
        "draft-page": exchange("draft-page", None, 404),
        "unlisted-page": exchange("unlisted-page", {"title": "目录"}),
        "unannounced": exchange("unannounced", UNLISTED),
        "unlisted": exchange("unlisted", UNLISTED),
        "reviewed": exchange("reviewed", {**PUBLIC, "publishedAt": "t"}),
        "published": exchange("published", PUBLIC),
        "listed": exchange("listed", LISTED),
        "published-page": exchange("published-page", {"title": "名录"}),
        "listed-page": exchange("listed-page", {"title": "名录"}),
        "exported": exchange("exported", {"dcat:dataset": [{"dcterms:identifier": "101/1"}]}),
        "changed": exchange("changed", REVISED, body={**SENT, "summary": "new"}),
        "changed-again": exchange("changed-again", REVISED),
        "standing": exchange("standing", PUBLIC),
        "standing-list": exchange("standing-list", {"items": [PUBLIC]}),
        "change-reviewed": exchange("change-reviewed", {**REVISED, "status": "published"}),
        "renewed": exchange("renewed", REVISED),
        "withdrawn": exchange("withdrawn", None, 204),
        "gone": exchange("gone", None, 410),
        "gone-page": exchange("gone-page", None, 406),
        "gone-history": exchange("gone-history", None, 410),
        "gone-version": exchange("gone-version", None, 404),
        "gone-data": exchange("gone-data", None, 410),
        "listed-after": exchange("listed-after", UNLISTED),
        "own-list-after": exchange("own-list-after", UNLISTED),
        "exported-after": exchange("exported-after", {"dcat:dataset": []}),
        "listed-after-page": exchange("listed-after-page", {"title": "目录"}),
    }
    steps |= {name.replace("_", "-"): one for name, one in other.items()}
    return trace(*steps.values())


def test_a_sound_life_passes() -> None:
    for check in (change_waits_for_approval, repeated_change_makes_nothing):
        assert said(check, life()) == []
    for clause in (PUBLISHES, HIDDEN, UNREAD, UNLISTS, GONE):
        assert judged(clause, life()) == []
    for clause in (STORED, STABLE):
        assert judged(clause, life(), "lifecycle") == []


def test_what_is_kept_is_compared_member_by_member() -> None:
    cut = {**DRAFT, "items": [{"name": "机构名称"}]}
    found = judged(STORED, life(read=exchange("read", cut)), "lifecycle")
    assert len(found) == 1
    assert found[0].startswith(
        'items: items has become [{"name": "机构名称"}]; due [{"name": "机构名称", "length": 100}]'
    )
    silent = life(registered=exchange("registered", DRAFT, 201))
    assert judged(STORED, silent, "lifecycle") == ["undecided: nothing was sent"]


def test_drafts() -> None:
    assert judged(HIDDEN, life(unlisted=exchange("unlisted", LISTED)))[0].startswith("a peer's list shows")
    assert judged(HIDDEN, life(unannounced=exchange("unannounced", LISTED)))[0].startswith("the change feed")
    assert judged(UNREAD, life(draft_as_peer=exchange("draft-as-peer", DRAFT)))[0].startswith("a peer reads")
    assert judged(UNREAD, life(draft_page=exchange("draft-page", DRAFT)))[0].startswith("a peer is shown")
    assert judged(UNREAD, life(unlisted_page=exchange("unlisted-page", DRAFT)))[0].startswith("the list for people")
    assert judged(UNREAD, life(draft_page=exchange("draft-page", {"title": "404"}))) == []
    assert judged(HIDDEN, life(listed=exchange("listed", UNLISTED)))[0].startswith("undecided")


def test_reading_a_draft_announces_nothing() -> None:
    """D809 16 says when an entry is announced; it forbids nobody to read a draft."""
    assert judged(HIDDEN, life(draft_as_peer=exchange("draft-as-peer", DRAFT))) == []


def test_publication() -> None:
    assert judged(PUBLISHES, life(published=exchange("published", None, 404))) == [
        "status 404; due 200, published",
        "undecided: the step published answered 404",
    ]
    assert judged(PUBLISHES, life(published=exchange("published", DRAFT))) == ["the entry is draft; due published"]
    assert judged(PUBLISHES, life(listed=exchange("listed", UNLISTED)))[0].startswith("the list does not hold")
    assert judged(PUBLISHES, life(reviewed=exchange("reviewed", None, 403)))[0].startswith("undecided")


def test_what_was_approved_may_be_published_later() -> None:
    """D809 17 leaves two working days to review and publish; until the system calls it published nothing is due."""
    waiting = life(reviewed=exchange("reviewed", DRAFT), published=exchange("published", None, 404))
    assert all(line.startswith("undecided") for line in judged(PUBLISHES, waiting))


def test_a_change_that_was_approved_may_be_published_by_night() -> None:
    old = exchange("renewed", PUBLIC)
    waiting = ["undecided: the review does not say that the change is published"]
    for answer in (REVISED, PUBLIC):
        asked = life(change_reviewed=exchange("change-reviewed", answer), renewed=old)
        assert said(change_waits_for_approval, asked) == waiting
    assert said(change_waits_for_approval, life(renewed=old))[0].startswith("the old content stands")
    numbered_later = life(changed=exchange("changed", {**REVISED, "version": 1}, body={**SENT, "summary": "new"}))
    assert said(change_waits_for_approval, numbered_later) == []


def test_a_draft_that_is_moved_gets_another_code() -> None:
    def moved(category: str, code: str) -> list[str]:
        start = exchange("registered", {"category": "101", "code": "101/1"}, 201)
        answer = {"category": category, "code": code}
        return said(draft_is_recoded, trace(start, exchange("moved", answer, body={"category": "102"})))

    assert moved("102", "102/1") == []
    assert moved("101", "101/1") == [
        "category: the category is 101; due 102, as sent",
        "code: the code is still 101/1; due another code",
    ]


def test_changes() -> None:
    early = life(standing=exchange("standing", REVISED))
    assert said(change_waits_for_approval, early)[0].startswith("a change nobody has approved")
    assert len(said(change_waits_for_approval, life(renewed=exchange("renewed", PUBLIC)))) == 1
    listed = life(standing_list=exchange("standing-list", {"items": [REVISED]}))
    assert said(change_waits_for_approval, listed)[0].startswith("the list shows content nobody has approved")
    touched = life(changed_again=exchange("changed-again", {**REVISED, "changedAt": "later"}))
    assert said(repeated_change_makes_nothing, touched) == ["changedAt: the repeat made changedAt later; due -"]
    again = life(changed_again=exchange("changed-again", {**REVISED, "version": 3}))
    assert said(repeated_change_makes_nothing, again) == ["the repeat made version 3; due still version 2"]
    limited = life(changed_again=exchange("changed-again", None, 429))
    assert said(repeated_change_makes_nothing, limited)[0].startswith("undecided")
    recoded = life(renewed=exchange("renewed", {**REVISED, "code": "101/2"}))
    assert judged(STABLE, recoded, "lifecycle") == ["code: code has become 101/2; due 101/1"]


def test_a_change_replaces_the_whole() -> None:
    more = {**SENT, "serviceInfo": "申请"}
    made = exchange("registered", {**DRAFT, **more}, 201, body=more)
    assert said(change_replaces_the_whole, life(registered=made)) == []
    merged = life(registered=made, renewed=exchange("renewed", {**REVISED, **more}))
    assert said(change_replaces_the_whole, merged)[0].startswith("serviceInfo: serviceInfo is still 申请")
    assert said(change_replaces_the_whole, life())[0].startswith("undecided")


def test_a_pending_change_is_not_exported() -> None:
    def exported(summary: str, identifier: str = "r-1") -> Trace:
        dataset = {"@id": f"/resources/{identifier}", "dcterms:description": summary}
        return life(export=exchange("standing-export", {"dcat:dataset": [dataset]}))

    assert said(pending_change_is_not_exported, exported("old")) == []
    assert said(pending_change_is_not_exported, exported("new"))[0].startswith("the export shows content nobody")
    assert said(pending_change_is_not_exported, exported("new", "r-2"))[0].startswith("undecided")


def test_withdrawal() -> None:
    shown: dict[str, Any] = {
        "listed-after": LISTED,
        "own-list-after": LISTED,
        "exported-after": {"dcat:dataset": [{"dcterms:identifier": "101/1"}]},
        "listed-after-page": {"title": "名录"},
    }
    for step, data in shown.items():
        assert len(judged(UNLISTS, life(**{step: exchange(step, data)}))) == 1
    assert len(judged(GONE, life(gone=exchange("gone", PUBLIC)))) == 1
    assert judged(GONE, life(gone_data=exchange("gone-data", {}))) == [
        "once withdrawn, its data answers 200; due 410 or 404"
    ]
    assert judged(GONE, life(withdrawn=exchange("withdrawn", None, 403)))[0].startswith("undecided")


def test_own_review() -> None:
    def reviewed(own: int, looked: int) -> Trace:
        return trace(
            exchange("own-review", None, own),
            exchange("unpublished", None, looked),
            exchange("reviewed", PUBLIC),
            exchange("published", PUBLIC),
        )

    assert judged("application.catalogue.two-persons", reviewed(403, 404)) == []
    assert len(judged("application.catalogue.two-persons", reviewed(200, 200))) == 2


def test_a_second_review() -> None:
    def again(status: int) -> Trace:
        once = exchange("reviewed", PUBLIC), exchange("published", PUBLIC)
        return trace(*once, exchange("reviewed-again", None, status))

    assert judged(REVIEWS, again(409)) == []
    assert len(judged(REVIEWS, again(200))) == 1
    assert judged(REVIEWS, trace(exchange("reviewed", None, 403)))[0].startswith("undecided")


def test_returned() -> None:
    def returned(status: str, review: Any, outside: int = 404, found: Any = UNLISTED) -> Trace:
        return trace(
            exchange("registered", DRAFT, 201),
            exchange("returned", DRAFT, body=REVIEW),
            exchange("read", {**DRAFT, "status": status}),
            exchange("versions", {"items": [{"review": review}]}),
            exchange("as-peer", None, outside),
            exchange("unlisted", found),
            exchange("listed", LISTED),
        )

    assert judged("application.catalogue.returned-draft", returned("draft", {**REVIEW, "reviewedBy": "a"})) == []
    assert len(judged("application.catalogue.returned-draft", returned("published", {"decision": "return"}, 200))) == 3
    listed = judged("application.catalogue.returned-draft", returned("draft", REVIEW, found=LISTED))
    assert listed == ["a peer finds the returned entry; due it is listed once approved"]
