from __future__ import annotations

from typing import Any

from conformance.checks.application.catalogue import (
    approval_publishes,
    change_replaces_the_whole,
    change_waits_for_approval,
    draft_is_hidden,
    entry_is_kept_as_sent,
    identifiers_stay,
    pending_change_is_not_exported,
    repeated_change_makes_nothing,
    returned_stays_draft,
    review_takes_a_draft,
    review_takes_another,
)
from conformance.checks.application.withdrawal import withdrawn_is_gone, withdrawn_is_unlisted
from conformance.model.exchange import Exchange, Trace
from tests.checks.making import exchange, said, trace

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
        "unannounced": exchange("unannounced", UNLISTED),
        "unlisted": exchange("unlisted", UNLISTED),
        "reviewed": exchange("reviewed", PUBLIC),
        "published": exchange("published", PUBLIC),
        "listed": exchange("listed", LISTED),
        "changed": exchange("changed", REVISED, body={**SENT, "summary": "new"}),
        "changed-again": exchange("changed-again", REVISED),
        "standing": exchange("standing", PUBLIC),
        "standing-list": exchange("standing-list", {"items": [PUBLIC]}),
        "change-reviewed": exchange("change-reviewed", REVISED),
        "renewed": exchange("renewed", REVISED),
        "withdrawn": exchange("withdrawn", None, 204),
        "gone": exchange("gone", None, 410),
        "gone-page": exchange("gone-page", None, 406),
        "gone-history": exchange("gone-history", None, 410),
        "gone-version": exchange("gone-version", None, 404),
        "gone-data": exchange("gone-data", None, 410),
        "listed-after": exchange("listed-after", UNLISTED),
    }
    steps |= {name.replace("_", "-"): one for name, one in other.items()}
    return trace(*steps.values())


def test_a_sound_life_passes() -> None:
    checks: tuple[Any, ...] = (
        approval_publishes,
        change_waits_for_approval,
        draft_is_hidden,
        identifiers_stay,
        repeated_change_makes_nothing,
        withdrawn_is_gone,
        withdrawn_is_unlisted,
    )
    assert [said(check, life()) for check in checks] == [[]] * len(checks)
    assert said(entry_is_kept_as_sent, life(), stored="registered", read="read") == []


def test_what_is_kept_is_compared_member_by_member() -> None:
    cut = {**DRAFT, "items": [{"name": "机构名称"}]}
    found = said(entry_is_kept_as_sent, life(read=exchange("read", cut)), stored="registered", read="read")
    assert len(found) == 1
    assert found[0].startswith("items:")


def test_drafts_and_publication() -> None:
    assert said(draft_is_hidden, life(unlisted=exchange("unlisted", LISTED)))[0].startswith("a peer's list shows")
    assert said(draft_is_hidden, life(draft_as_peer=exchange("draft-as-peer", DRAFT)))[0].startswith("a peer reads")
    assert said(draft_is_hidden, life(listed=exchange("listed", UNLISTED)))[0].startswith("undecided")
    assert said(draft_is_hidden, life(unannounced=exchange("unannounced", LISTED)))[0].startswith("the change feed")
    assert said(draft_is_hidden, life(draft_page=exchange("draft-page", DRAFT)))[0].startswith("a peer is shown")
    assert said(draft_is_hidden, life(draft_page=exchange("draft-page", {"title": "404"}))) == []
    assert len(said(approval_publishes, life(published=exchange("published", None, 404)))) == 1
    assert said(approval_publishes, life(reviewed=exchange("reviewed", None, 403)))[0].startswith("undecided")


def test_changes() -> None:
    early = life(standing=exchange("standing", REVISED))
    assert said(change_waits_for_approval, early)[0].startswith("a change nobody has approved")
    assert len(said(change_waits_for_approval, life(renewed=exchange("renewed", PUBLIC)))) == 1
    listed = life(standing_list=exchange("standing-list", {"items": [REVISED]}))
    assert said(change_waits_for_approval, listed)[0].startswith("the list shows content nobody has approved")
    touched = life(changed_again=exchange("changed-again", {**REVISED, "changedAt": "later"}))
    assert said(repeated_change_makes_nothing, touched) == ["changedAt: the repeat made changedAt later; due None"]
    again = life(changed_again=exchange("changed-again", {**REVISED, "version": 3}))
    assert said(repeated_change_makes_nothing, again) == ["the repeat made version 3; due still version 2"]
    recoded = life(renewed=exchange("renewed", {**REVISED, "code": "101/2"}))
    assert said(identifiers_stay, recoded) == ["code: code has become 101/2; due 101/1"]


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
    assert len(said(withdrawn_is_unlisted, life(listed_after=exchange("listed-after", LISTED)))) == 1
    assert len(said(withdrawn_is_gone, life(gone=exchange("gone", PUBLIC)))) == 1
    assert said(withdrawn_is_gone, life(gone_data=exchange("gone-data", {}))) == [
        "once withdrawn, its data answers 200; due 410 or 404"
    ]
    assert said(withdrawn_is_gone, life(withdrawn=exchange("withdrawn", None, 403)))[0].startswith("undecided")


def test_own_review() -> None:
    def reviewed(own: int, looked: int) -> Trace:
        return trace(
            exchange("own-review", None, own),
            exchange("unpublished", None, looked),
            exchange("reviewed", PUBLIC),
            exchange("published", PUBLIC),
        )

    assert said(review_takes_another, reviewed(403, 404)) == []
    assert len(said(review_takes_another, reviewed(200, 200))) == 2


def test_a_second_review() -> None:
    def again(status: int) -> Trace:
        once = exchange("reviewed", PUBLIC), exchange("published", PUBLIC)
        return trace(*once, exchange("reviewed-again", None, status))

    assert said(review_takes_a_draft, again(409)) == []
    assert len(said(review_takes_a_draft, again(200))) == 1
    assert said(review_takes_a_draft, trace(exchange("reviewed", None, 403)))[0].startswith("undecided")


def test_returned() -> None:
    def returned(status: str, review: Any, outside: int = 404) -> Trace:
        return trace(
            exchange("returned", DRAFT, body=REVIEW),
            exchange("read", {**DRAFT, "status": status}),
            exchange("versions", {"items": [{"review": review}]}),
            exchange("as-peer", None, outside),
        )

    assert said(returned_stays_draft, returned("draft", {**REVIEW, "reviewedBy": "a"})) == []
    assert len(said(returned_stays_draft, returned("published", {"decision": "return"}, 200))) == 3
