"""Which findings are one cause, and which of many are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.config.release import the_standard
from conformance.engine.judging.causes import cause, departure, most_telling_first
from conformance.engine.judging.confirmation import Confirmation
from conformance.engine.judging.judgement import Found, Judgement
from conformance.engine.reporting.results import causes
from conformance.model.clause import Verify, When
from conformance.model.contract import Operation
from conformance.model.exchange import Response, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Verdict
from tests.checks.making import exchange

ENUM = '"x" breaks enum: one of a'
VERIFY = Verify("corpus", "status-class-is-one-of", "", When(expects=("accept",)), None, {})


def found(seen: str, status: int = 200, at: str = "", due: str = "2xx", operation: str = "a") -> Found:
    answered = replace(exchange(), operation=Operation(operation, "GET", f"/{operation}"), response=Response(status))
    return Found(Finding(Text(seen, seen), Text(due, due), at, (answered,)), Trace("corpus", ""), VERIFY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (found("status 400", 400), found("status 500", 500)),
        (found("status 401", 401), found("status 301", 301)),
        (
            found(ENUM, at="items[0].kind"),
            found(ENUM, at="items[0].lang"),
        ),
        (found("breaks required: a member a", at="items[0]"), found("breaks type: of type object", at="items[0]")),
        (
            found("status 200 to a request about query /lang (enum)"),
            found("status 200 to a request about query /size (enum)"),
        ),
        (found("media type text/html", 404), found("media type text/html", 500)),
    ],
)
def test_what_differs_in_kind_is_another_cause(one: Found, other: Found) -> None:
    assert cause(one) != cause(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (found("status 400", 400), found("status 415", 415)),
        (found("a answers 404", 404), found("b answers 403", 403)),
        (
            found(ENUM, at="items[0].kind"),
            found(ENUM.replace("x", "y"), at="items[7].kind"),
        ),
        (found("breaks required: a member a", at="items[1]"), found("breaks required: a member b", at="items[2]")),
        (found("no time zone", at="items[0].made"), found("no time zone", at="items[0].changed")),
        (found("Server: a/1", 200), found("Server: a/1", 404)),
    ],
)
def test_what_differs_by_place_alone_is_the_same(one: Found, other: Found) -> None:
    assert cause(one) == cause(other)


def test_what_broke_the_system_comes_first_and_one_of_each_kind_before_a_second() -> None:
    many = [*[found("status 400", 400)] * 30, found("status 500", 500), found("status 301", 301)]
    assert most_telling_first(many, {2, 31})[:4] == [30, 2, 31, 0]


def test_every_operation_that_broke_is_listed_before_a_second_answer_of_the_first() -> None:
    many = [*[found("status 500", 500)] * 30, found("status 500", 500, operation="b"), found("status 400", 400)]
    assert most_telling_first(many, set())[:3] == [0, 31, 30]


def test_what_every_answer_carries_is_one_cause_whether_or_not_the_answer_is_an_error() -> None:
    one, other = (
        replace(found("Server: a/1", it), verify=replace(VERIFY, when=When(), check="any")) for it in (200, 500)
    )
    assert cause(one) == cause(other)
    assert most_telling_first([one, other], {0})[0] == 0


def test_one_departure_from_a_schema_is_one_whichever_clause_looks_at_it() -> None:
    of_one, of_another = (replace(found(ENUM, at="items[3].kind"), verify=replace(VERIFY, check=it)) for it in "ab")
    assert departure(of_one) == departure(of_another) != departure(found(ENUM, at="items[0].lang"))
    assert not departure(found("status 500", 500))


def test_of_what_broke_the_system_the_severe_leads_though_a_format_shows_in_more_places() -> None:
    shown = {"support.errors.problem-details": ("no title", 3), "support.errors.no-server-error": ("status 502", 2)}
    rulings = [
        Confirmation(
            the_standard().clauses[name], Judgement(Verdict.FAIL, found=tuple([found(seen, 502, due=name)] * number))
        )
        for name, (seen, number) in shown.items()
    ]
    assert [cause.places for cause in causes(rulings)] == [2, 3]
