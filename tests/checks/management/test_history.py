from __future__ import annotations

from typing import Any

from conformance.checks.management.history import (
    changes_are_kept,
    old_version_is_readable,
    reviews_are_kept,
    versions_are_in_order,
    versions_say_where_they_are,
)
from conformance.model.exchange import Trace
from tests.checks.making import exchange, said, trace

REVIEW = {
    "decision": "approve",
    "opinion": "同意",
    "reviewedBy": "administrator-01",
    "reviewedAt": "2026-11-02T10:00:01+08:00",
}
FIRST = {
    "version": 1,
    "status": "superseded",
    "changedAt": "2026-11-02T10:00:00+08:00",
    "changedBy": "officer-01",
    "review": REVIEW,
}
SECOND = {**FIRST, "version": 2, "status": "published"}


def life(*versions: Any, first: Any = None) -> Trace:
    return trace(
        exchange("registered", {"id": "r-1", "summary": "旧"}, 201, body={"summary": "旧", "open": "1"}),
        exchange("reviewed", {}),
        exchange("changed", {"summary": "新", "open": "1"}),
        exchange("change-reviewed", {}),
        exchange("versions", {"items": list(versions)}),
        exchange("version", first or {"summary": "旧", "open": "1"}),
    )


def test_a_whole_history() -> None:
    for check in (changes_are_kept, reviews_are_kept, versions_are_in_order, old_version_is_readable):
        assert said(check, life(FIRST, SECOND)) == []


def test_a_history_that_was_overwritten() -> None:
    assert said(changes_are_kept, life(SECOND))[0].startswith("1 versions after registering and changing")
    nameless = {**FIRST, "changedBy": "", "changedAt": "yesterday"}
    assert said(changes_are_kept, life(nameless, SECOND))[0].startswith("version 1 lacks changedBy, changedAt")
    assert said(changes_are_kept, life())[0].startswith("0 versions after registering and changing")


def test_versions_in_order() -> None:
    assert said(versions_are_in_order, life(SECOND, FIRST)) == [
        "the versions are numbered 2, 1; due from 1 on, oldest first"
    ]
    earlier = {**SECOND, "changedAt": "2026-11-01T10:00:00+08:00"}
    assert said(versions_are_in_order, life(FIRST, earlier))[0].startswith("the times are out of order")
    assert said(versions_are_in_order, life(FIRST))[0].startswith("undecided")


def test_where_versions_are() -> None:
    def told(href: object) -> Trace:
        listed = exchange("versions", {"items": [{**FIRST, "href": href}]}, path="/resources/r-1/versions")
        return trace(listed, exchange("version", {}, path="/resources/r-1/versions/1"))

    for sound in ("/resources/r-1/versions/1", "versions/1", "http://127.0.0.1:8000/resources/r-1/versions/1"):
        assert said(versions_say_where_they_are, told(sound)) == []
    for dead in ("/catalog/r-1?version=1", "/resources/r-1/versions/2", None, "http://["):
        assert len(said(versions_say_where_they_are, told(dead))) == 1
    assert said(versions_say_where_they_are, trace())[0].startswith("undecided")


def test_a_version_without_its_review() -> None:
    bare = {name: part for name, part in FIRST.items() if name != "review"}
    assert said(reviews_are_kept, life(bare, SECOND))[0].startswith("published version 1 has no whole review")
    returned = {**SECOND, "review": {**REVIEW, "decision": "return"}}
    assert len(said(reviews_are_kept, life(FIRST, returned))) == 1
    assert said(reviews_are_kept, life({**FIRST, "status": "draft"}))[0].startswith("undecided")


def test_an_old_version_that_reads_as_the_new_one() -> None:
    assert said(old_version_is_readable, life(FIRST, SECOND, first={"summary": "新", "open": "1"})) == [
        'summary: version 1 has "新"; due "旧", as registered'
    ]
    unchanged = trace(
        exchange("registered", {}, 201, body={"open": "1"}),
        exchange("changed", {"open": "1"}),
        exchange("version", {"a": 1}),
    )
    assert said(old_version_is_readable, unchanged)[0].startswith("undecided")


def test_a_version_that_is_gone_is_not_kept() -> None:
    def gone(status: int) -> list[str]:
        kept = life(FIRST, SECOND).exchanges[:-1]
        return said(old_version_is_readable, trace(*kept, exchange("version", None, status)))

    assert gone(404) == ["version 1 answers 404; due 200 and what was registered"]
    assert gone(503) == ["undecided: the step version answered 503"]
