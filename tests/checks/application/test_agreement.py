"""What the public is shown of a catalogue: no more than its list, and nothing is told where a part was not read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conformance.checks.application.agreement import public_is_shown_no_more
from conformance.model.exchange import Exchange
from tests.checks.making import exchange, said, trace

OPEN, SHUT = {"id": "r-1", "version": 1}, {"id": "r-2", "version": 1}


def shown(role: str, step: str, data: Any, status: int = 200) -> Exchange:
    return replace(exchange(step, data, status), role=role)


def public(**other: Exchange | None) -> list[str]:
    steps = {
        "mine": shown("peer", "list", {"items": [OPEN, SHUT]}),
        "list": shown("anonymous", "list", {"items": [OPEN]}),
        "feed": shown("anonymous", "feed", {"items": [OPEN]}),
        "export": shown("anonymous", "export", {"dcat:dataset": [{"@id": "/resources/r-1"}]}),
        "withheld": shown("anonymous", "withheld", None, 404),
    } | other
    return said(public_is_shown_no_more, trace(*(step for step in steps.values() if step)))


def test_the_public_is_shown_no_more_than_its_list() -> None:
    assert public() == []
    assert len(public(export=shown("anonymous", "export", {"dcat:dataset": [{"@id": "/resources/r-2"}]}))) == 1
    assert len(public(feed=shown("anonymous", "feed", {"items": [SHUT]}))) == 1
    assert len(public(withheld=shown("anonymous", "withheld", SHUT))) == 1


def test_what_was_not_read_as_the_public_is_not_judged() -> None:
    for name in ("export", "feed", "withheld"):
        assert public(**{name: None})[0].startswith("undecided")
    for status in (429, 500):
        assert public(withheld=shown("anonymous", "withheld", None, status))[0].startswith("undecided")
    assert public(export=shown("anonymous", "export", None, 503))[0].startswith("undecided")


def test_what_others_alter_meanwhile_is_held_against_nobody() -> None:
    def again(*peers: Any) -> dict[str, Exchange]:
        return {
            "mine-again": shown("peer", "list-again", {"items": [*peers]}),
            "again": shown("anonymous", "list-again", {"items": [OPEN]}),
        }

    told = shown("anonymous", "export", {"dcat:dataset": [{"@id": "/resources/r-2"}]})
    third = {"id": "r-3", "version": 1}
    assert len(public(export=told, **again(OPEN, SHUT))) == 1
    assert public(export=told, **again(OPEN, {**SHUT, "version": 2}, third))[0].startswith("undecided: no entry")
    assert public(**again(OPEN, SHUT, third)) == []
