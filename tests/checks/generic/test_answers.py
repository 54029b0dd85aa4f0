"""Checks over the answers of steps: what is due, what departs, and what tells nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from conformance.checks.generic.answers import (
    answers_are_the_same,
    attempts_change_nothing,
    step_answers,
    step_does_not_show,
    step_gives_nothing,
    step_leaves_out,
    step_lists,
    step_says,
)
from conformance.checks.generic.steps import steps_keep_members, steps_keep_what_was_sent
from conformance.model.exchange import Exchange, Response
from conformance.model.statuses import Statuses
from conformance.model.text import Text
from tests.checks.making import REDACTOR, exchange, said, trace

DUE = Text("应为", "what is due")
SEEN = Text("所见", "what is seen")
MADE = exchange("made", {"id": "r-1", "name": "名录"}, 201)
REFUSED = Statuses.of("4XX")
OTHERS = Statuses.of(("2XX", "3XX", "5XX"))
ABOUT_THE_CALLER = Statuses.of((401, 429))


def refused(*steps: Exchange, **more: Any) -> list[str]:
    return said(step_answers, trace(*steps), step="wrong", statuses=REFUSED, due=DUE, **more)


def test_a_step_has_a_status_that_is_due() -> None:
    assert refused(MADE, exchange("wrong", None, 422), control=("made.id",)) == []
    assert refused(exchange("wrong", {}, 201)) == ["status 201; due what is due"]
    two = exchange("wrong", None, 400), exchange("wrong", {}, 201)
    assert refused(*two) == ["status 201; due what is due"]


def test_a_status_that_is_neither_due_nor_wrong_tells_nothing() -> None:
    (line,) = refused(exchange("wrong", None, 503))
    assert line == "undecided: listResources (step wrong) answered 503, which does not tell"
    assert refused(exchange("wrong", None, 503), wrong=OTHERS) == ["status 503; due what is due"]
    assert refused(exchange("wrong", None, 401), untold=ABOUT_THE_CALLER)[0].startswith("undecided")
    mixed = trace(exchange("wrong", None, 401), exchange("wrong", {}, 200))
    found = step_answers(mixed, step="wrong", statuses=REFUSED, untold=ABOUT_THE_CALLER, due=DUE)
    assert next(found).message.en == "status 200; due what is due"


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([], "the step made was not answered"),
        ([exchange("made", None, 403)], "the step made answered 403"),
        ([exchange("made", {"id": None}, 201)], "the answer of the step made holds no id"),
        ([exchange("made", [], 201)], "the answer of the step made holds no id"),
        ([MADE], "the step wrong was not answered"),
    ],
)
def test_without_its_control_a_step_proves_nothing(steps: list[Exchange], why: str) -> None:
    asked = [*steps, *([] if steps == [MADE] else [exchange("wrong", {}, 200)])]
    assert refused(*asked, control=("made.id",)) == [f"undecided: {why}"]


def test_what_led_to_a_step_belongs_to_its_evidence() -> None:
    asked = trace(MADE, exchange("sent", None, 422), exchange("wrong", {}, 200))
    given: dict[str, Any] = {"control": ("made",), "after": ("sent",), "step": "wrong", "statuses": REFUSED}
    (found,) = step_answers(asked, due=DUE, **given)
    assert [one.step for one in found.exchanges] == ["made", "sent", "wrong"]


@pytest.mark.parametrize(
    ("status", "data", "found"),
    [
        (403, None, []),
        (200, {"items": []}, []),
        (200, {"items": [{"a": 1}]}, ["what is seen; due what is due"]),
        (200, None, ["what is seen; due what is due"]),
        (204, None, ["undecided: listResources (step after) answered 204, which does not tell"]),
        (500, None, ["undecided: listResources (step after) answered 500, which does not tell"]),
    ],
)
def test_nothing_is_given(status: int, data: Any, found: list[str]) -> None:
    asked = trace(exchange("before", {"items": [{"a": 1}]}), exchange("after", data, status))
    given: dict[str, Any] = {"step": "after", "control": ("before.items[]",), "due": DUE, "seen": SEEN}
    assert said(step_gives_nothing, asked, **given) == found
    empty = trace(exchange("before", {"items": []}), exchange("after", data, status))
    assert said(step_gives_nothing, empty, **given) == ["undecided: the answer of the step before holds no items[]"]


def test_a_batch_gives_what_it_came_to() -> None:
    def came_to(**job: Any) -> list[str]:
        started = exchange("taken", {"id": "b-1", "state": "running"}, 202, method="POST")
        looked = [exchange("job", {"id": "b-1", **job})] if job else [exchange("job", None, 404)]
        asked = trace(started, exchange("job", {"id": "b-2", "state": "done", "messages": [{}]}), *looked)
        return said(step_gives_nothing, asked, step="taken", ended="job", due=DUE, seen=SEEN)

    assert came_to(state="done", messages=[{"records": [{}]}]) == ["what is seen; due what is due"]
    assert came_to(state="failed") == came_to(state="done", messages=[]) == []
    assert (
        came_to(state="running")
        == came_to()
        == ["undecided: listResources (step taken) answered 202, which does not tell"]
    )


def test_what_a_step_says() -> None:
    def state(data: Any, status: int = 200) -> list[str]:
        asked = trace(exchange("read", data, status))
        return said(step_says, asked, step="read", member="now.state", values=("ended",), due=DUE)

    assert state({"now": {"state": "ended"}}) == []
    assert state({"now": {"state": "active"}}) == ["now.state is active; due what is due"]
    assert state({"now": []}) == state(None) == ["now.state is -; due what is due"]
    assert state({"now": {"state": "ended"}}, 404) == ["undecided: the step read answered 404"]


def test_attempts() -> None:
    def tried(*between: Exchange, after: Exchange | None = None) -> list[str]:
        asked = trace(exchange("before", {"a": 1}), *between, after or exchange("after", {"a": 1}))
        given: dict[str, Any] = {"steps": ("put", "delete"), "before": "before", "after": "after"}
        return said(attempts_change_nothing, asked, due=DUE, seen=Text("{method}", "{method} got {status}"), **given)

    assert tried(exchange("put", None, 405, method="PUT")) == []
    assert tried() == ["undecided: nothing was attempted"]
    assert tried(exchange("delete", None, 204, method="DELETE"), after=exchange("after", None, 404)) == [
        "DELETE got 204; due what is due",
        "read afterwards: 404, and it is not what it was; due as before",
    ]
    assert len(tried(exchange("put", None, 405), after=exchange("after", {"a": 2}))) == 1
    limited = ["undecided: listResources (step put) answered 429, which does not tell"]
    assert tried(exchange("put", None, 429)) == limited
    assert tried(exchange("put", None, 405), after=exchange("after", None, 429))[0].startswith("undecided")
    assert tried(exchange("put", None, 405), after=exchange("after", None, 500))[0].startswith("undecided")
    for untold in (302, 400, 409, 412, 428, 500):
        told = tried(exchange("put", None, untold))
        assert told == [f"undecided: listResources (step put) answered {untold}, which does not tell"]
    unknown = exchange("put", None, 401)  # with a credential it is the credential that is not known
    assert tried(unknown)[0].startswith("undecided")
    assert tried(replace(unknown, role="anonymous")) == []


def test_a_list_of_which_a_page_was_refused_was_not_read_whole() -> None:
    first, refused = exchange("list", {"items": [{"id": "r-2"}], "next": "?page=2"}), exchange("list", {}, 429)
    asked = trace(MADE, first, refused)
    told = said(step_lists, asked, step="list", of="made.id", due=DUE, seen=SEEN)
    assert told == ["undecided: a page of the list list answers 429"]


def test_a_moment_in_another_zone_is_the_same() -> None:
    start = exchange("made", {"id": "r-1", "registeredAt": "2026-09-15T09:00:00+08:00"}, 201)
    kept: dict[str, Any] = {"steps": ("read",), "of": "made", "members": ("registeredAt",)}
    for at, found in (("2026-09-15T01:00:00Z", 0), ("2026-09-15T09:00:01+08:00", 1)):
        read = exchange("read", {"registeredAt": at})
        assert len(said(steps_keep_members, trace(start, read), **kept)) == found


LISTED, EMPTY = {"items": [{"id": "r-2"}, {"id": "r-1"}]}, {"items": [{"id": "r-2"}, {}]}


def test_lists() -> None:
    def lists(data: Any, status: int = 200) -> list[str]:
        return said(
            step_lists, trace(MADE, exchange("list", data, status)), step="list", of="made.id", due=DUE, seen=SEEN
        )

    assert lists(LISTED) == []
    assert lists(EMPTY) == lists(None) == ["what is seen; due what is due"]
    assert lists(LISTED, 500) == ["undecided: the step list answered 500"]


def test_lists_that_leave_out() -> None:
    def leaves(before: Any, after: Any) -> list[str]:
        asked = trace(MADE, exchange("listed", before), exchange("list", after))
        given: dict[str, Any] = {"step": "list", "listed": "listed", "of": "made.id", "due": DUE, "seen": SEEN}
        return said(step_leaves_out, asked, **given)

    assert leaves(LISTED, EMPTY) == []
    assert leaves(LISTED, LISTED) == ["what is seen; due what is due"]
    assert leaves(EMPTY, EMPTY) == ["undecided: the list of the step listed does not name it either"]


def test_what_is_not_shown() -> None:
    def shows(data: Any, status: int = 200, before: Any = "有名录", media: str = "application/json") -> list[str]:
        given: dict[str, Any] = {"step": "page", "listed": "open", "of": "made.name", "due": DUE, "seen": SEEN}
        asked = trace(MADE, exchange("open", before, media=media), exchange("page", data, status, media=media))
        return said(step_does_not_show, asked, **given)

    assert shows("别的") == shows("有名录", 404) == []
    assert shows("有名录") == shows("名 <b>录</b>", media="text/html") == ["what is seen; due what is due"]
    assert shows("别的", 503) == ["undecided: listResources (step page) answered 503, which does not tell"]
    assert shows("别的", before="别的") == ["undecided: the answer of the step open does not hold it either"]
    unasked = trace(MADE, exchange("open", "名录"))
    given: dict[str, Any] = {"step": "page", "listed": "open", "of": "made.name", "due": DUE, "seen": SEEN}
    assert said(step_does_not_show, unasked, **given) == ["undecided: the step page was not answered"]


def test_what_is_written_in_escapes_is_shown_too() -> None:
    answer = REDACTOR.response(Response(200, "", (), json.dumps("有名录").encode()))

    def escaped(step: str) -> Exchange:
        return replace(exchange(step, "有名录"), response=answer)

    given: dict[str, Any] = {"step": "page", "listed": "open", "of": "made.name", "due": DUE, "seen": SEEN}
    asked = trace(MADE, escaped("open"), escaped("page"))
    assert said(step_does_not_show, asked, **given) == ["what is seen; due what is due"]


def kept(now: Any, start: Any = {"id": "r-1", "provider": {"uscc": "x"}}) -> list[str]:  # noqa: B006 - never written to
    asked = trace(exchange("made", start, 201), exchange("read", now))
    return said(steps_keep_members, asked, steps=("read",), of="made", members=("id", "provider.uscc", "more"))


def test_members_are_kept() -> None:
    assert kept({"id": "r-1", "provider": {"uscc": "x"}, "others": 1}) == []
    assert kept({"id": "r-2"}) == [
        "id: id has become r-2; due r-1",
        "provider.uscc: provider.uscc has become -; due x",
    ]
    assert kept({"id": "r-1"}, []) == ["undecided: the answer of the step made holds nothing to compare"]


def test_what_was_sent_is_kept() -> None:
    def sent(now: Any, body: Any, status: int = 200) -> list[str]:
        asked = trace(exchange("made", {"a.b": 1, "c": []}, 201, body=body), exchange("read", now, status))
        return said(steps_keep_what_was_sent, asked, sent="made", steps=("made", "read"))

    assert sent({"a.b": 1, "more": 2}, {"a.b": 1}) == []
    assert sent({"a.b": 2}, {"a.b": 1}) == ["a.b: a.b has become 2; due 1"]
    assert sent({}, {}) == sent({}, None) == ["undecided: nothing was sent"]
    assert sent(None, {"a.b": 1}, 404) == ["undecided: the step read answered 404"]


def test_a_list_that_goes_on_may_name_it_further_on() -> None:
    asked = trace(MADE, exchange("all", LISTED), exchange("list", {**EMPTY, "next": "?page=2"}))
    further = ["undecided: the list list was not read to its end"]
    assert said(step_lists, asked, step="list", of="made.id", due=DUE, seen=SEEN) == further
    assert said(step_leaves_out, asked, step="list", listed="all", of="made.id", due=DUE, seen=SEEN) == further


def compared(*steps: Exchange) -> list[str]:
    return said(answers_are_the_same, trace(*steps), step="with", of="without", due=DUE, seen=SEEN)


def test_a_refusal_may_word_itself_anew_and_what_is_served_may_not() -> None:
    one, other, third = ({"id": name} for name in ("q-1", "q-2", "q-3"))
    served = exchange("without", {"items": [1]}, path="/served")
    plain, claimed, again = exchange("without", one, 403), exchange("with", other, 403), exchange("without", third, 403)
    assert compared(served, plain, claimed, again) == []
    assert compared(plain, exchange("with", one), again) == ["what is seen; due what is due"]
    assert compared(exchange("without", one), exchange("with", other), exchange("without", one)) == [
        "what is seen; due what is due"
    ]


def test_what_is_answered_otherwise_each_time_is_said_and_takes_nothing_back() -> None:
    moving = [exchange(step, {"items": [n]}) for n, step in enumerate(("without", "with", "without"))]
    refused = [exchange(step, None, 403, path="/other") for step in ("without", "with", "without")]
    why = "undecided: listResources answers one and the same request otherwise each time"
    assert compared(*moving, *refused) == [why]
    shown = exchange("with", {"items": [9]}, path="/other")
    assert compared(*moving, *refused, shown) == ["what is seen; due what is due"]


def test_a_clock_goes_on_and_tells_no_more_for_that() -> None:
    clock = [exchange(step, {"now": n}) for n, step in enumerate(("without", "with", "without"))]
    other = [exchange(step, {"items": [1]}, path="/other") for step in ("without", "with", "without")]
    assert compared(*clock, *other) == []
    told = exchange("with", {"now": 1, "user": "u"})
    why = "undecided: listResources answers one and the same request otherwise each time"
    assert compared(clock[0], told, clock[2], *other) == [why]
