"""What was looked at in part says so: in the verdict where it is judged, in the reason where nothing was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from conformance.config.loading import kind_contract
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Exchange, Outcome, Request, Response
from conformance.model.record import Filter, Listing, Part, RecordKind, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.probes import audit_by_actor, filters, same_moment, search
from conformance.probes.data_exchange import (
    foreign_grants,
    message_exchange,
    misfit_request,
    misuse,
    return_flow,
    sharing_request,
    unshared_request,
    use_record,
)

EXCHANGE = kind_contract("data-exchange")
GOES_ON = {"items": [], "total": 230, "next": "/list?page=2"}
ON_FIRST_PAGE = "on the first page; the list goes on"


@dataclass
class Lists:
    """An `Ask` of which each list is one answer; it notes what it was told of what was left out."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    contract: Contract = EXCHANGE
    role: str = "peer"
    today: date = date(2026, 11, 2)
    cuts: list[tuple[str, int, int | None]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __call__(self, operation: str, step: str = "", **_: Any) -> Exchange:
        self.asked.append(step)
        data = self.answers.get(operation)
        status = 409 if data is None else 200
        named = self.contract.operations.get(operation) or Operation(operation, "GET", "/list")
        answered, sent = Response(status), Request("GET", "http://a/list")
        return Exchange(named, "peer", sent, response=answered, step=step, outcome=Outcome(status, data))

    def parts(self, operation: str) -> dict[str, str]:
        return {}

    def example(self, operation: str) -> Any:
        return {"scope": {"purpose": "办理"}}

    def unique(self, stem: str) -> str:
        return f"{stem}1"

    def need(self, condition: object, missing: Text) -> None:
        if not condition:
            raise Undecided(Reason.PRECONDITION_NOT_MET, missing)

    def sample(
        self, things: Sequence[Any], most: int, what: Text, step: str = "", operation: str = "", of: object = 0
    ) -> Sequence[Any]:
        there = max(len(things), whole(of) or 0)
        if there > most:
            self.cut(most, there, what, step)
        return things[:most]

    def cut(self, seen: int, of: int | None, what: Text, step: str = "", *_: Any, **__: Any) -> None:
        self.cuts.append((step, seen, of))


def listing(**told: Any) -> RecordKind:
    """A kind of record that is listed as `list`."""
    members: Mapping[Part, str] = {"title": "name", "made": "at", "acts": "user"}
    return RecordKind("thing", Text("物", "thing"), "id", {"list": "list"}, members, listing=Listing(**told))


def asked(probe: Any, record: RecordKind, *items: Mapping[str, Any], goes_on: bool = True) -> Lists:
    page = {"items": list(items), "total": 230 if goes_on else len(items), "next": "/list?page=2" if goes_on else None}
    ask = Lists({"list": page})
    probe.probe(ask, record)
    return ask


def test_a_filter_tells_how_many_of_the_values_it_was_asked_for() -> None:
    record = listing(filters=(Filter("state", "state"), Filter("class", "code", by="prefix")))
    items = [{"state": "a", "code": "310101001"}, {"state": "b", "code": "310101002"}, {"state": "a", "code": "33"}]
    ask = asked(filters, record, *items, goes_on=False)
    assert ask.asked == ["all", "state", "class"]
    assert ask.cuts == [("state", 1, 2), ("class", 1, 2)]
    assert asked(filters, listing(filters=(Filter("state", "state"),)), items[0], goes_on=False).cuts == []


def test_a_filter_tells_that_its_lists_go_on() -> None:
    ask = asked(filters, listing(filters=(Filter("state", "state"),)), {"state": "a"})
    assert ask.cuts == [("all", 1, 230), ("state", 1, 230)]


def test_a_search_tells_that_its_lists_go_on() -> None:
    ask = asked(search, listing(search="q", searched=("name",)), {"name": "排污许可证核发"})
    assert {step for step, _, _ in ask.cuts} == {"list", "search", "member"}


def test_one_moment_and_one_user_tell_that_their_lists_go_on() -> None:
    assert {step for step, _, _ in asked(same_moment, listing(since="since"), {"at": "2026-11-02T08:00:00+08:00"}).cuts}
    ask = asked(audit_by_actor, listing(filters=(Filter("user", "user"),)), {"user": "officer"})
    assert ("of-one", 1, 230) in ask.cuts


SERVED = {"shareType": "none", "methods": ["service"], "regions": ["450000"]}


def test_what_is_not_shared_tells_that_the_list_goes_on() -> None:
    """Each of these resources is judged, so that one page is no whole."""
    page = {"items": [{"id": "r-1", "code": "1", **SERVED}], "total": 230, "next": "/list?page=2"}
    ask = Lists({"listResources": page, "listRequests": GOES_ON})
    unshared_request.probe(ask)  # type: ignore[arg-type] # as much of an Ask as it needs
    assert ask.cuts == [("", 1, 230)]  # what was asked about each of them is judged at another step


def test_records_delivered_and_those_of_another_region_tell_that_they_go_on() -> None:
    resource = {"id": "r-1", "code": "1", **SERVED, "shareType": "conditional", "regions": ["450100", "450200"]}
    records = {"items": [{"a": 1}], "total": 230, "next": "/list?page=2"}
    ask = Lists(
        {
            "listResources": {"items": [resource]},
            "submitRequest": {"id": "q-1"},
            "decideRequest": {"grant": "g-1"},
            "getGrant": {"regions": ["450100"]},
            "queryRecords": records,
        }
    )
    sharing_request.probe(ask)  # type: ignore[arg-type] # as much of an Ask as it needs
    assert ask.cuts == [("delivered", 2, 230), ("elsewhere", 1, 230)]


@pytest.mark.parametrize("probe", [use_record, foreign_grants, message_exchange, return_flow, sharing_request])
def test_what_a_first_page_lacks_is_not_said_of_the_whole(probe: Any) -> None:
    lists = dict.fromkeys(("listGrants", "listResources", "listRequests"), GOES_ON)
    with pytest.raises(Undecided) as raised:
        probe.probe(Lists(lists))
    assert ON_FIRST_PAGE in raised.value.detail.en
    with pytest.raises(Undecided) as raised:
        probe.probe(Lists({name: {"items": []} for name in lists}))
    assert ON_FIRST_PAGE not in raised.value.detail.en


@pytest.mark.parametrize(("probe", "share"), [(misuse, "unconditional"), (misfit_request, "conditional")])
def test_where_none_of_a_few_is_taken_in_the_reason_says_of_how_many(probe: Any, share: str) -> None:
    resources = [{"id": f"r-{n}", "code": str(n), **SERVED, "shareType": share} for n in range(9)]
    with pytest.raises(Undecided) as raised:
        probe.probe(Lists({"listResources": {"items": resources}}))
    assert "3 of 9 resources asked for" in raised.value.detail.en
