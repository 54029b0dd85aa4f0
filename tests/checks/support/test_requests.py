from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.support.fitting import (
    correction_is_answered_to_its_asker,
    correction_is_kept_as_asked,
    reply_is_kept_as_given,
)
from conformance.checks.support.requests import (
    all_that_is_missing_is_named,
    correction_is_taken_in,
    grant_is_as_consented,
    incomplete_request_is_not_refused,
    no_condition_is_added,
    provider_decides_first,
    refusal_gives_its_reason,
    return_flow_meets_no_condition,
    supplement_completes,
    unreasoned_refusal_is_not_accepted,
    unshared_is_not_granted,
)
from conformance.model.exchange import Trace
from tests.checks.making import exchange, judged, said, trace, value

LACKING = {"id": "q-1", "state": "incomplete", "missing": ["basis", "period"]}
UNCONDITIONAL = "support.exchange.no-added-condition"
LEFT_OUT = ("basis", "period")


@pytest.mark.parametrize(
    ("data", "status", "told", "refused"),
    [
        (LACKING, 201, 0, 0),
        ({**LACKING, "missing": []}, 201, 1, 0),
        ({**LACKING, "missing": ["basis"]}, 201, 1, 0),
        # A 4xx that names all that is lacking tells it at once, and refuses nothing (D809 21).
        ({"errors": [{"pointer": "/basis"}, {"message": "period is required"}]}, 400, 0, 0),
        ({"errors": [{"pointer": "/basis"}]}, 400, 1, 1),
        ({**LACKING, "state": "refused"}, 201, 0, 1),
    ],
)
def test_incomplete_requests(data: Any, status: int, told: int, refused: int) -> None:
    asked = trace(exchange("asked", data, status))
    assert len(said(all_that_is_missing_is_named, asked, left_out=LEFT_OUT)) == told
    assert len(said(incomplete_request_is_not_refused, asked, left_out=LEFT_OUT)) == refused


@pytest.mark.parametrize(
    ("data", "lacks"),
    [
        ({"detail": "申请材料不全，请补充使用依据、使用时限。"}, ()),
        ({"detail": "申请材料不全，请补充使用依据。"}, ("period",)),
        ({"title": "缺少使用依据", "errors": [{"pointer": "/period", "message": "必填"}]}, ()),
        ({"id": "q-1", "missing": ["使用依据", "period"]}, ()),
        ({"detail": "basis and period may be looked up elsewhere"}, ("basis", "period")),
        ({"detail": None, "errors": "period"}, ("basis", "period")),
        ({"detail": "缺少申请依据、使用期限"}, ()),
        ({"detail": "依据和有效期不能为空"}, ()),
        ({"missing": ["申请依据", "授权期限"]}, ()),
        ({"detail": "依据《政务数据共享条例》第二十一条，请在规定期限内补充材料"}, ("basis", "period")),
        ({"detail": "请在申请期限内补充使用依据"}, ("period",)),
    ],
)
def test_what_is_missing_may_be_named_as_offices_call_it(data: Any, lacks: tuple[str, ...]) -> None:
    asked = trace(exchange("asked", data, 422))
    found = said(all_that_is_missing_is_named, asked, left_out=LEFT_OUT)
    assert [one.partition(";")[0] for one in found] == [f"it does not say that {', '.join(lacks)} is missing"][
        : len(lacks)
    ]
    assert bool(said(incomplete_request_is_not_refused, asked, left_out=LEFT_OUT)) is bool(lacks)


def test_what_is_taken_in_and_refused_unasked_is_refused_outright() -> None:
    asked, read = exchange("asked", LACKING, 201), exchange("read", {**LACKING, "state": "refused"})
    found = said(incomplete_request_is_not_refused, trace(asked, read), left_out=LEFT_OUT)
    assert found[0].startswith("its state is refused")


def test_what_is_taken_in_may_be_told_later_what_it_lacks() -> None:
    asked = trace(exchange("asked", {"id": "q-1", "state": "submitted", "missing": []}, 201))
    assert said(all_that_is_missing_is_named, asked, left_out=LEFT_OUT)[0].startswith("undecided")


@pytest.mark.parametrize("status", [302, 401, 403, 404, 409, 500])
def test_answers_about_something_else_tell_nothing(status: int) -> None:
    asked = trace(exchange("asked", {}, status))
    due = f"undecided: status {status} says nothing of the material"
    assert said(all_that_is_missing_is_named, asked, left_out=LEFT_OUT) == [due]
    assert said(incomplete_request_is_not_refused, asked, left_out=LEFT_OUT) == [due]


def supplemented(**more: Any) -> list[str]:
    done = {"id": "q-1", "state": "submitted", "missing": [], **more}
    return said(
        supplement_completes, trace(exchange("asked", LACKING, 201), exchange("supplemented", done)), left_out=LEFT_OUT
    )


def test_supplements() -> None:
    assert supplemented() == []
    assert supplemented(state="incomplete", missing=["scope"]) == [
        'with basis, period supplied: 200, incomplete, missing ["scope"]; due complete, and on to the decision'
    ]
    assert len(supplemented(state=None)) == 1
    more = {**LACKING, "missing": ["basis", "period", "contact"]}
    also = trace(exchange("asked", more, 201), exchange("supplemented", {**more, "missing": ["contact"]}))
    other = ["undecided: other material was named too, and was not supplied"]
    assert said(supplement_completes, also, left_out=LEFT_OUT) == other
    never = trace(exchange("asked", {"id": "q-1", "state": "submitted"}, 201), exchange("supplemented", None, 409))
    assert said(supplement_completes, never, left_out=LEFT_OUT)[0].startswith("undecided")


@pytest.mark.parametrize(
    ("data", "status", "found"),
    [
        ({"id": "q-1", "state": "consented", "missing": []}, 201, 0),
        ({"id": "q-1", "state": "incomplete", "missing": ["contact"]}, 201, 1),
        ({"id": "q-1", "state": "refused"}, 201, 1),
        ({"errors": []}, 400, 1),
    ],
)
def test_unconditional_requests(data: Any, status: int, found: int) -> None:
    offered = exchange("offered", {"items": [{"id": "r-1", "code": "c"}]})
    officers = exchange("officers", {"items": [{"resource": "c"}]})
    asked = exchange("asked", data, status, path="/resources/r-1/requests")
    assert len(said(no_condition_is_added, trace(offered, officers, asked))) == found
    if status == 400:  # it may be the asker's own
        others = exchange("officers", {"items": [{"resource": "d"}]})
        assert said(no_condition_is_added, trace(offered, others, asked)) == ["undecided: it was answered 400"]
    undecided = said(no_condition_is_added, trace(exchange("asked", None, 404)))
    assert undecided == ["undecided: it was answered 404"]


def test_unconditional_resources() -> None:
    assert judged(UNCONDITIONAL, value({"code": "c"}), "exchange-ledgers") == []
    assert len(judged(UNCONDITIONAL, value({"code": "c", "condition": {"use": "另议"}}), "exchange-ledgers")) == 1
    assert judged(UNCONDITIONAL, value({}), "exchange-ledgers") == ["undecided: it has no code"]
    free = {"code": "c", "condition": {"scope": "全市政府部门各单位", "use": "履行职责"}}
    assert judged(UNCONDITIONAL, value(free), "exchange-ledgers") == []


def decided(before: Any, own: int = 403, grant: Any = "g-1") -> list[str]:
    return said(
        provider_decides_first,
        trace(
            exchange("submitted", {"shareType": "conditional", "state": "submitted"}, 201),
            exchange("own-decision", None, own),
            exchange("before", before),
            exchange("decided", {"grant": grant}),
        ),
    )


def test_decisions() -> None:
    assert decided({"state": "submitted"}) == []
    assert len(decided({"state": "submitted", "grant": "g-0"})) == len(decided({"state": "consented"})) == 1
    assert decided({"state": "submitted"}, own=200) == []  # answered, and without effect
    assert decided({"state": "consented"}, own=200)[0].startswith("its provider has not decided, and it is consented")
    assert decided({"state": "submitted"}, own=429)[0].startswith(
        "undecided: listResources (step own-decision) answered 429"
    )
    assert decided({"state": "submitted"}, grant=None) == ["undecided: no grant came of the consent"]


SCOPE = {"purpose": "核对", "items": ["a", "b"], "regions": ["459900"]}
PERIOD = {"from": "2026-11-02", "to": "2027-11-02"}
CONSENTED = {"scope": SCOPE, "scenario": "s", "method": "file", "period": PERIOD, "decision": {"result": "consent"}}


@pytest.mark.parametrize(
    ("changed", "found"), [({}, 0), ({"items": ["b", "a"]}, 0), ({"items": ["a", "b", "c"]}, 1), ({"period": {}}, 1)]
)
def test_grants(changed: dict[str, Any], found: int) -> None:
    grant = {"id": "g-1", **SCOPE, "scenario": "s", "method": "file", "period": PERIOD, **changed}
    assert len(said(grant_is_as_consented, trace(exchange("decided", CONSENTED), exchange("granted", grant)))) == found


def unshared(data: Any, status: int) -> list[str]:
    listed = exchange("offered", {"items": [{"id": "r-1"}]})
    return said(unshared_is_not_granted, trace(listed, exchange("asked", data, status)))


def test_what_is_not_shared() -> None:
    assert unshared({"legalBasis": "x"}, 403) == unshared({"state": "refused"}, 201) == []
    assert unshared({"state": "consented", "grant": "g-1"}, 201) == ["state consented, grant g-1; due it is not shared"]
    assert unshared(None, 404) == ["undecided: nothing that is not shared could be asked for"]


def refused(bare: int, reason: str | None) -> Trace:
    given = {"result": "refuse", "reason": "与履职无关"}
    return trace(
        exchange("refused", {"state": "refused"}, method="POST", body=given),
        exchange("told", {"state": "refused", "decision": {"reason": reason}}),
        exchange("unreasoned", {"state": "refused"} if bare == 200 else None, bare),
    )


def test_a_refusal_tells_its_reason_whatever_the_platform_accepts() -> None:
    assert said(refusal_gives_its_reason, refused(400, "与履职无关")) == []
    assert said(refusal_gives_its_reason, refused(200, "与履职无关")) == []
    for nothing in (" ", "无", "-", "暂无", None):
        assert said(refusal_gives_its_reason, refused(422, nothing))[0].startswith("decision.reason")


@pytest.mark.parametrize(("status", "found"), [(403, "decision.reason"), (404, "decision.reason"), (503, "undecided")])
def test_a_refusal_is_there_for_its_requester_to_read(status: int, found: str) -> None:
    given = exchange("refused", {"state": "refused"}, method="POST", body={"result": "refuse", "reason": "与履职无关"})
    told = exchange("told", {"title": "x"}, status)
    assert said(refusal_gives_its_reason, trace(given, told))[0].startswith(found)


def test_a_refusal_without_a_reason() -> None:
    assert said(unreasoned_refusal_is_not_accepted, refused(422, None)) == []
    assert said(unreasoned_refusal_is_not_accepted, refused(200, "x")) == [
        "a refusal without a reason was answered 200; due a reason is due"
    ]
    assert said(unreasoned_refusal_is_not_accepted, refused(409, "x"))[0].startswith("undecided")


def returned(status: int = 200, items: tuple[Any, ...] = ({},), **more: Any) -> list[str]:
    asked = {"id": "q-1", "state": "consented", "missing": [], "grant": "g-1", "scope": {"regions": ["459921"]}, **more}
    return said(
        return_flow_meets_no_condition,
        trace(exchange("asked", asked, 201), exchange("returned", {"items": list(items)}, status)),
    )


def test_return_flow() -> None:
    assert returned() == []
    for status in (401, 403, 404, 409, 503):  # D809 22 leaves 20 working days for the data after the consent
        assert returned(status) == [f"undecided: granted; status {status} and no record yet"]
    assert returned(items=()) == ["undecided: granted; status 200 and no record yet"]
    assert returned(state="incomplete", missing=["pledge"]) == [
        'a lower level asking for its own region gets incomplete ["pledge"]; due no condition beyond the five elements'
    ]
    assert returned(state="refused")[0].startswith("a lower level asking for its own region gets refused")
    turned_away = trace(exchange("asked", {"errors": []}, 403))
    assert said(return_flow_meets_no_condition, turned_away)[0].startswith("a lower level")


@pytest.mark.parametrize("state", ["submitted", "extended"])
def test_the_review_that_every_request_goes_through_is_no_added_condition(state: str) -> None:
    """D809 20 and 21 leave the provider its days for a request of a lower level too."""
    assert returned(state=state, grant=None) == [f"undecided: it is {state}; the data were not asked for yet"]


REPLY = {"result": "corrected", "explanation": "已更正"}
BODY = {"kind": "inaccurate", "found": "名称不一致", "record": "000001"}


def corrected(read: Any, told: Any) -> Trace:
    return trace(
        exchange("offered", {"items": [{"id": "r-1"}]}),
        exchange("asked", {"id": "c-1", **BODY}, 201, method="POST", body=BODY),
        exchange("read", read),
        exchange("replied", {"id": "c-1", "reply": REPLY}, method="POST", body=REPLY),
        exchange("told", told),
    )


def test_corrections() -> None:
    told = {"state": "replied", "reply": REPLY}
    sound = corrected({"id": "c-1", **BODY}, told)
    assert said(correction_is_taken_in, sound) == said(correction_is_answered_to_its_asker, sound) == []
    lost = corrected({"id": "c-1", "found": "名称不一致"}, {"state": "submitted"})
    assert said(correction_is_taken_in, lost) == []  # the law asks for a channel, and for no more
    assert said(correction_is_kept_as_asked, lost) == [
        "kind: kind is -; due inaccurate",
        "record: record is -; due 000001",
    ]
    assert said(correction_is_kept_as_asked, sound) == []
    another = corrected({"id": "c-2", **BODY}, told)
    assert said(correction_is_taken_in, another) == [
        "its asker reads it and gets 200; id is not as asked; due what was asked for"
    ]
    assert said(correction_is_answered_to_its_asker, lost) == [
        "its asker reads it and gets 200, result -; due corrected"
    ]
    curt = corrected({"id": "c-1", **BODY}, {"state": "replied", "reply": {"result": REPLY["result"]}})
    assert said(correction_is_answered_to_its_asker, curt) == []  # the law has the result fed back, and no more
    assert said(reply_is_kept_as_given, curt) == [f"explanation: explanation is -; due {REPLY['explanation']}"]
    assert said(reply_is_kept_as_given, sound) == []
    asked, refused = sound.exchanges[:-1], exchange("told", None, 429)
    assert said(correction_is_answered_to_its_asker, trace(*asked, refused))[0].startswith(
        "undecided: listResources (step told"
    )
    refused = trace(exchange("offered", {"items": [{}]}), exchange("asked", None, 405))
    assert said(correction_is_taken_in, refused) == ["status 405, no number; due it is taken in and numbered"]
    for status in (403, 404, 409):  # who holds no grant may be refused
        refused = trace(exchange("offered", {"items": [{}]}), exchange("asked", None, status))
        assert said(correction_is_taken_in, refused) == [f"undecided: it was answered {status}"]
