"""What the history of an entry may hold, and what a grant of one day shows."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.management.grants import first_and_last_day_are_served
from conformance.checks.management.versions import (
    history_agrees_with_versions,
    one_version_is_in_force,
    version_shown_is_the_entry,
)
from tests.checks.making import TODAY, exchange, said, trace

STATES: list[tuple[list[str], int]] = [
    (["published"], 0),
    (["draft"], 0),
    (["superseded", "published", "draft"], 0),
    (["superseded", "superseded", "published"], 0),
    (["draft", "published"], 0),
    (["published", "draft", "published"], 1),
    (["published", "superseded"], 1),
    (["published", "published"], 1),
]


@pytest.mark.parametrize(("states", "found"), STATES)
def test_one_version_is_in_force(states: list[str], found: int) -> None:
    items = [
        {"version": number, "status": state, "change": "registered" if number == 1 else "changed"}
        for number, state in enumerate(states, 1)
    ]
    assert len(said(one_version_is_in_force, trace(exchange("history", {"items": items})))) == found


def test_whoever_is_not_shown_the_first_version_sees_changes_only() -> None:
    def kinds(first: int, *changes: str) -> list[str]:
        items = [{"version": n, "status": "draft", "change": change} for n, change in enumerate(changes, first)]
        return said(one_version_is_in_force, trace(exchange("history", {"items": items})))

    assert kinds(2, "changed", "changed") == kinds(1, "registered", "changed") == []
    assert len(kinds(1, "changed")) == len(kinds(2, "changed", "registered")) == 1


@pytest.mark.parametrize("number", [[], {}, None, "1"])
def test_a_version_without_a_number_is_no_other(number: Any) -> None:
    history = exchange("history", {"items": [{"version": 1}]}, path="/resources/r/versions")
    version = exchange("version", {"version": number}, path="/resources/r/versions/1")
    assert said(history_agrees_with_versions, trace(history, version))[0].startswith("undecided")


def test_the_version_shown_reads_as_the_entry_whatever_becomes_of_its_data() -> None:
    entry = {"version": 1, "changedAt": "2026-09-15T09:00:00+08:00", "contentUpdatedAt": "2026-10-01T09:00:00+08:00"}

    def shown(**other: Any) -> list[str]:
        version = exchange("version", {**entry, **other}, path="/resources/r/versions/1")
        return said(version_shown_is_the_entry, trace(exchange("entry", entry, path="/resources/r"), version))

    assert shown(contentUpdatedAt="2026-09-15T09:00:00+08:00") == shown(changedAt="2026-09-15T01:00:00Z") == []
    assert len(shown(changedAt="2026-09-14T09:00:00+08:00")) == 1
    assert shown(version=2)[0].startswith("undecided")


@pytest.mark.parametrize(
    ("status", "data", "found"),
    [(200, {"items": [{"a": 1}]}, []), (200, {"items": []}, ["undecided"]), (403, None, ["a grant"])],
)
def test_a_grant_of_one_day_gives_data_that_day(status: int, data: Any, found: list[str]) -> None:
    asked = trace(
        exchange("time", {"now": f"{TODAY.isoformat()}T09:00:00+08:00"}),
        exchange("in-force", {"items": [{"a": 1}]}),
        exchange("one-day", data, status),
    )
    lines = said(first_and_last_day_are_served, asked, today=TODAY)
    assert [line.startswith(due) for line, due in zip(lines, found, strict=True)] == [True] * len(found)
