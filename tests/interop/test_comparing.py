"""Requests, and samples of what a consumer takes: what a pair comes to where only files tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from conformance.interop.accepts import Comparer
from conformance.model.contract import Schema
from conformance.model.interop import Acceptance, Blame, Cell, Comparison
from conformance.model.network import Agreement, Consumption, Duty, Network, Provision
from conformance.model.verdict import Reason, Verdict
from tests.interop.conftest import Sound
from tests.interop.serving import CIVIL, CODE, DUTIES, NEEDS, WANTED, YUNZHOU, member, pair_of, surveyed, target

NOBODY = "http://127.0.0.1:9"
"""An address where nothing listens."""
TAKEN = Schema({
    "type": "object",
    "required": ["purpose", "region"],
    "properties": {"purpose": {"type": "string"}, "region": {"enum": ["459900", "459921"]}},
})  # fmt: skip
CAREFUL = Schema({
    "type": "object",
    "required": ["purpose", "region", "limit"],
    "properties": {"purpose": {"enum": ["aid"]}, "region": {"const": "459900"}, "limit": {"type": "integer"}},
})  # fmt: skip
CARELESS = Schema({
    "type": "object",
    "required": ["purpose"],
    "properties": {"purpose": {"type": "string"}, "region": {"const": "459900"}},
})  # fmt: skip
FITS = {"记录编号": "000001", "性别": "2", "登记日期": "2026-01-05"}
UNKNOWN_CODE = {"记录编号": "000002", "性别": "9", "登记日期": "2026-01-05"}
SCHEMAS, REQUESTS = "application.interop.expected-schema", "application.interop.request-taken"


def offline(provision: Provision, needs: Consumption, comparer: Comparer, duties: Sequence[Duty] = ()) -> Cell:
    """What the files alone come to: neither system answers."""
    labour = member("labour", target("labour", NOBODY, YUNZHOU), YUNZHOU, provides=(provision,))
    civil = member("civil", target("civil", NOBODY, CIVIL), CIVIL, platform="", consumes=(needs,))
    agreement = Agreement("x-1", "labour", "civil", CODE, duties=tuple(duties))
    return surveyed(Network({"labour": labour, "civil": civil}, (agreement,)), comparer).cells[0]


def asking(comparer: Comparer, sent: Schema | None, taken: Schema | None = TAKEN, duties: Sequence[Duty] = ()) -> Cell:
    provision, needs = Provision(CODE, request=taken), Consumption(CODE, "labour", request=sent)
    return offline(provision, needs, comparer, duties)


def holding(comparer: Comparer, *samples: Any, schema: Schema = WANTED, duties: Sequence[Duty] = ()) -> Cell:
    return offline(Provision(CODE, schema), Consumption(CODE, "labour", samples=samples), comparer, duties)


def online(sound: Sound, comparer: Comparer, **told: Any) -> Cell:
    """The sound exchange of systems of which the file tells this of the consumer, and no schema unless that is told."""
    needs = replace(NEEDS, mirror="", **{"schema": None, **told})
    network = pair_of(sound.labour, sound.civil, needs=needs)
    labour = replace(network.members["labour"], provides=(Provision(CODE, request=TAKEN),))
    return surveyed(replace(network, members={**network.members, "labour": labour}), comparer).cells[0]


def test_the_smallest_request_the_provider_refuses(comparer: Comparer) -> None:
    cell = asking(comparer, CARELESS)
    found = cell.compared[Comparison.REQUESTS]
    assert (cell.verdict, cell.blame, found.verdict) == (Verdict.FAIL, Blame.UNDECIDED, Verdict.FAIL)
    assert found.misfit is not None
    assert (found.misfit.message, found.misfit.due.en) == ({"purpose": ""}, "a member region")
    assert cell.reason is not None
    assert 'the consumer may send the request {"purpose": ""}; the provider takes a member region' in cell.reason.en
    assert "stays undecided" in cell.reason.en
    assert {it.verdict for it in cell.results} == {Verdict.INCONCLUSIVE}, "neither system was asked"


@pytest.mark.parametrize("party", ["provider", "consumer"])
def test_whose_a_refused_request_is_the_agreement_says(party: Any, comparer: Comparer) -> None:
    cell = asking(comparer, CARELESS, duties=(Duty("as-annexed", party, "按附件提出与受理请求。", (REQUESTS,)),))
    assert (cell.blame, cell.duty) == (Blame(party), "as-annexed")


def test_what_two_schemas_differ_in_is_not_the_platforms(comparer: Comparer) -> None:
    duties = (Duty("carry", "platform", "不错地传送。", ("application.interop.*",)),)
    assert asking(comparer, CARELESS, duties=duties).blame is Blame.UNDECIDED


def test_a_duty_on_records_says_nothing_of_requests(comparer: Comparer) -> None:
    duties = (Duty("as-agreed", "provider", "按附件的模式提供。", (SCHEMAS,)),)
    assert asking(comparer, CARELESS, duties=duties).blame is Blame.UNDECIDED


@pytest.mark.parametrize(("sent", "taken"), [(None, TAKEN), (CARELESS, None), (None, None)])
def test_requests_are_compared_where_both_sides_say_what_they_are(
    sent: Schema | None, taken: Schema | None, comparer: Comparer
) -> None:
    cell = asking(comparer, sent, taken)
    assert (cell.verdict, cell.compared) == (Verdict.INCONCLUSIVE, {})


def test_requests_that_are_taken_decide_nothing_alone(sound: Sound, comparer: Comparer) -> None:
    assert asking(comparer, CAREFUL).verdict is Verdict.INCONCLUSIVE
    cell = online(sound, comparer, request=CAREFUL)
    assert (cell.verdict, cell.compared[Comparison.REQUESTS].verdict) == (Verdict.PASS, Verdict.PASS)


def test_a_sound_exchange_fails_by_a_request_that_is_refused(sound: Sound, comparer: Comparer) -> None:
    cell = online(sound, comparer, request=CARELESS, schema=WANTED)
    assert (cell.verdict, cell.blame) == (Verdict.FAIL, Blame.UNDECIDED)
    assert cell.compared[Comparison.ACCEPTANCE].verdict is Verdict.PASS
    assert {it.verdict for it in cell.results} <= {Verdict.PASS, Verdict.NOT_APPLICABLE}


def test_the_smallest_sample_the_provider_never_sends(comparer: Comparer) -> None:
    longer = {**UNKNOWN_CODE, "原单位代码": "114599"}
    cell = holding(comparer, longer, UNKNOWN_CODE, duties=(*DUTIES, Duty("x", "consumer", "", (SCHEMAS,))))
    found = cell.compared[Comparison.SAMPLES]
    assert found.misfit is not None
    assert (found.verdict, found.tried) == (Verdict.FAIL, 2)
    assert (found.misfit.message, found.misfit.at, found.misfit.due.en) == (UNKNOWN_CODE, "/性别", "one of 1, 2")
    assert (cell.verdict, cell.blame, cell.duty) == (Verdict.FAIL, Blame.UNDECIDED, "")
    assert cell.reason is not None
    assert "never sends the consumer's sample" in cell.reason.en
    assert "stays undecided" in cell.reason.en
    assert "samples show only themselves" in cell.reason.en


def test_samples_are_held_against_what_the_exchange_shows(sound: Sound, comparer: Comparer) -> None:
    cell = online(sound, comparer, samples=(UNKNOWN_CODE,))
    assert (cell.verdict, cell.blame) == (Verdict.FAIL, Blame.UNDECIDED)
    assert {it.verdict for it in cell.results} <= {Verdict.PASS, Verdict.NOT_APPLICABLE}


def test_a_consumer_may_take_more_than_it_is_sent(comparer: Comparer) -> None:
    cell = holding(comparer, FITS, UNKNOWN_CODE)
    found = cell.compared[Comparison.SAMPLES]
    assert (cell.verdict, found.verdict, found.misfit) == (Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE, None)
    assert found.detail is not None
    assert "may send 1 of 2 samples" in found.detail.en
    assert "(one of 1, 2 at /性别)" in found.detail.en


def test_samples_that_fit_make_nothing_pass_and_nothing_fall(sound: Sound, comparer: Comparer) -> None:
    alone, exchanged = holding(comparer, FITS, FITS | {"性别": "1"}), online(sound, comparer, samples=(FITS,))
    assert (alone.verdict, exchanged.verdict) == (Verdict.INCONCLUSIVE, Verdict.PASS)
    found = alone.compared[Comparison.SAMPLES]
    assert (found.verdict, found.reason, found.tried) == (Verdict.INCONCLUSIVE, Reason.UNKNOWN_FACT, 2)
    assert found.detail is not None
    assert "may send 2 of 2 samples" in found.detail.en
    assert "samples show only themselves" in found.detail.en
    assert exchanged.compared[Comparison.SAMPLES].verdict is Verdict.INCONCLUSIVE


def test_a_rule_no_schema_states_is_told_beside_the_samples(comparer: Comparer) -> None:
    coded = Schema({"type": "object", "properties": {"单位": {"type": "string", "format": "uscc"}}})
    found = holding(comparer, {"单位": "91"}, schema=coded).compared[Comparison.SAMPLES]
    assert found.detail is not None
    assert "may send 1 of 1 samples" in found.detail.en
    assert "uscc" in found.detail.en


def sampled(comparer: Comparer, *samples: Any, schema: Schema = WANTED) -> Acceptance:
    return holding(comparer, *samples, schema=schema).compared[Comparison.SAMPLES]


@pytest.mark.parametrize(
    ("samples", "verdict"),
    [
        ([{"性别": "2"}], Verdict.INCONCLUSIVE),
        ([UNKNOWN_CODE, {"性别": "2"}], Verdict.FAIL),
        ([{"name": "x"}], Verdict.FAIL),
        ([{}], Verdict.FAIL),
        (["000001"], Verdict.FAIL),
    ],
    ids=["fewer items asked for", "an item that others have", "other items", "no item", "no record"],
)
def test_what_nobody_asked_for_may_be_lacking(samples: list[Any], verdict: Verdict, comparer: Comparer) -> None:
    assert sampled(comparer, *samples).verdict is verdict


def test_a_consumer_that_states_its_schema_is_not_judged_by_samples(comparer: Comparer) -> None:
    needs = Consumption(CODE, "labour", WANTED, samples=(UNKNOWN_CODE,))
    assert offline(Provision(CODE, WANTED), needs, comparer).compared.keys() == {Comparison.ACCEPTANCE}


def test_a_schema_that_cannot_be_used_leaves_the_samples_open(comparer: Comparer) -> None:
    found = sampled(comparer, FITS, schema=Schema({"properties": {"性别": {"pattern": "("}}}))
    assert (found.verdict, found.reason) == (Verdict.INCONCLUSIVE, Reason.UNREADABLE_DOCUMENT)
