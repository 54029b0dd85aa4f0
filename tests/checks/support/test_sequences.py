from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conformance.checks.support.sequences import steps_make_the_record
from conformance.config.loading import kind_contract
from conformance.model.exchange import Exchange, Trace
from conformance.model.sequence import SequenceRules
from tests.checks.making import exchange, said, trace

CONTRACT = kind_contract("data-exchange")
FORM = {"basis": "依据", "scenario": "场景"}
MADE = {"id": "q-000001", "state": "submitted", **FORM}
NOTHING = "undecided: no step of this sequence was of the kind"


def judged(aspect: Any, steps: Trace) -> list[str]:
    return said(steps_make_the_record, steps, contract=CONTRACT, aspect=aspect)


def submitted() -> Exchange:
    return exchange("submit a", MADE, 201, method="POST", body=FORM)


def withdrawn() -> Exchange:
    return exchange("withdraw a", None, 204, method="DELETE")


def decided(result: str, status: int = 200) -> Exchange:
    state = {"consent": "consented", "refuse": "refused"}[result]
    return exchange(f"{result} a", {**MADE, "state": state}, status, method="POST", body={"result": result})


def page(step: str, *items: dict[str, Any], more: str | None = None) -> Exchange:
    return exchange(step, {"items": [*items], "next": more})


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (exchange("read a as peer", {**MADE, "state": "withdrawn"}), []),
        (exchange("read a as peer", None, 404), []),
        (exchange("read a as peer", MADE), ["read a as peer: its state is submitted; due withdrawn"]),
        (exchange("read a as peer", []), ["read a as peer: its state is -; due withdrawn"]),
        (exchange("read a as peer", None, 302), [NOTHING]),
        (exchange("read a as peer", None, 500), [NOTHING]),
    ],
)
def test_what_ended_reads_as_ended_or_not_at_all(answer: Exchange, found: list[str]) -> None:
    assert judged("end", trace(submitted(), withdrawn(), answer)) == found


@pytest.mark.parametrize(("status", "found"), [(401, 0), (429, 0), (503, 0), (404, 1), (500, 1)])
def test_a_limited_read_tells_nothing_of_a_record(status: int, found: int) -> None:
    asked = trace(submitted(), exchange("read a as peer", None, status))
    assert len(judged("content", asked)) == found


def test_a_list_that_was_cut_off_or_refused_does_not_show_that_something_is_gone() -> None:
    gone = [submitted(), withdrawn()]
    for last in (page("list a as peer", more="/requests?page=2"), exchange("list a as peer", None, 503)):
        assert judged("end", trace(*gone, last)) == [NOTHING]
    whole = trace(*gone, page("list a as peer"))
    assert judged("end", whole) == []


def test_a_list_of_what_came_of_a_record_is_not_held_to_its_content() -> None:
    known, form = kind_contract("one-stop"), {"subject": "申请取水许可", "statement": "材料已备齐。"}
    order = known.document["x-hutong-sequence"]
    published = {"operation": "listPublicity", "of": "list", "views": {"anonymous": "force"}, "by": "case", "holds": []}
    writes = {**order["writes"], "grant": {**order["writes"]["grant"], "makes": "force"}}
    order = {**order, "writes": writes, "reads": {**order["reads"], "published": published}}
    centre = replace(known, document={**known.document, "x-hutong-sequence": order})
    made = {"id": "b-000001", "state": "submitted", **form}
    done = [exchange("submit a", made, 201, method="POST", body=form)]
    for action, state in (("accept", "accepted"), ("grant", "granted")):
        done.append(exchange(f"{action} a", {**made, "state": state}, method="POST", body={"result": action}))
    one = {"id": "p-000009", "case": "b-000001"}
    for listed, number in (([one], 0), ([], 1), ([one, one], 1)):
        steps = trace(*done, page("published a as anonymous", *listed))
        assert len(said(steps_make_the_record, steps, contract=centre, aspect="list")) == number


def test_an_application_may_be_declined_before_it_is_complete() -> None:
    """Licensing law, article 32: what is not the organ's to decide is declined at once, whatever it lacks."""
    centre, form = kind_contract("one-stop"), {"subject": "申请取水许可"}
    made = {"id": "b-000001", "state": "incomplete", **form}
    begun = exchange("begin a", made, 201, method="POST", body=form)
    for action, number in (("decline", 0), ("accept", 1)):
        steps = trace(begun, exchange(f"{action} a", made, method="POST", body={"result": action}))
        found = said(steps_make_the_record, steps, contract=centre, aspect="turn")
        assert len([it for it in found if it != NOTHING]) == number


def test_what_the_law_leaves_out_of_the_period_may_begin_after_it_was_extended() -> None:
    """Licensing law, article 45: hearings, tests and the like are left out whenever they are held."""
    rules = SequenceRules.of(kind_contract("one-stop").document)
    assert rules is not None
    assert "extended" not in rules.writes["suspend"].refused


def test_what_is_not_sent_stays_as_it_was() -> None:
    amend = {"basis": "新依据"}
    for answered, number in ((MADE | amend, 0), ({**MADE, **amend, "scenario": ""}, 1)):
        steps = trace(submitted(), exchange("amend a", answered, method="POST", body=amend))
        assert len(judged("content", steps)) == number


def test_what_a_decision_admits_no_more_is_refused() -> None:
    for status, number in ((409, 0), (200, 1)):
        steps = trace(submitted(), decided("refuse"), decided("consent", status))
        assert len(judged("turn", steps)) == number
    for status in (302, 429, 500):
        steps = trace(submitted(), decided("refuse"), decided("consent", status))
        assert judged("turn", steps) == [NOTHING]
    assert judged("turn", trace(submitted(), decided("consent"))) == [NOTHING]


def test_what_came_of_a_record_is_found_by_the_member_that_names_it() -> None:
    grant = {"id": "g-000001", "request": "q-000001", "scenario": "场景", "state": "active"}
    other = {**grant, "request": "q-000002", "scenario": "别的"}
    for items, number in (((other, grant), 0), ((other,), 1), ((grant, grant), 1), (({**grant, "scenario": ""},), 1)):
        steps = trace(submitted(), decided("consent"), page("grants a as peer", *items))
        assert len(judged("list", steps)) == number


@pytest.mark.parametrize("aspect", ["feed", "numbers"])
def test_what_a_contract_has_not_is_not_judged(aspect: Any) -> None:
    steps = trace(submitted(), decided("consent"), exchange("read a as peer", {**MADE, "state": "consented"}))
    assert judged(aspect, steps) == [NOTHING]
