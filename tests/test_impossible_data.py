"""Systems that answer what cannot be: each clause is judged, or undecided in words; nothing of ours breaks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from conformance.measure.prepared import loaded
from conformance.measure.reference_run import examined, reference_target
from conformance.model.report import Report
from conformance.model.verdict import Reason, Verdict
from conformance.systems.faults.changes import at, drop, each, only, put
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.mutations import answers, gives, shows
from conformance.systems.faults.parts import both
from conformance.systems.faults.values import later, says
from conformance.systems.kinds import KINDS
from conformance.systems.serve import Running, reference_credentials
from conformance.systems.service.application import application
from tests.examining import SEED

CATALOGUE, EXCHANGE, DISCLOSURE, CENTRE = "resource-catalogue", "data-exchange", "disclosure", "one-stop"
NEVER = "9999-12-31"
UNKNOWN = "2061-05-03T09:00:00+08:00"
"""A day of a year of which nobody knows the working days."""
FLOATS = (0.1 + 0.2, 12345678901234567890.12, 1e308, -0.0)


PROCEDURES = [
    {"kind": "hearing", "from": "2026-02-30"},
    {"kind": "testing", "from": "2026-05-09", "to": "2025-01-01"},
    {"kind": "auction", "from": "2024-05-09", "to": NEVER},
    {"kind": "auction", "from": "2024-05-09", "to": NEVER},
    None,
    7,
]


def entries(*changes) -> Mutation:
    return shows("entry", each(*changes))


def of(number: int, change):
    """The change of one entry in three, which one by its number."""
    return only(lambda record: int(record["id"][-6:]) % 3 == number, change)


def with_floats(records):
    return [{**record, "金额": FLOATS[at % len(FLOATS)]} for at, record in enumerate(records)]


IMPOSSIBLE = {
    "days-that-do-not-exist": (
        CATALOGUE,
        entries(
            at("publishedAt", says("2026-02-30T25:61:61+08:00")),
            at("contentUpdatedAt", says("2026-13-01T00:00:00+08:00")),
        ),
        {"overall.datetime.valid"},
    ),
    "days-in-reverse": (
        CATALOGUE,
        entries(of(0, at("publishedAt", later(-4000))), of(1, at("changedAt", later(-4000)))),
        {"management.catalogue.agreed-first"},
    ),
    "years-nobody-has": (
        CATALOGUE,
        entries(
            of(0, at("registeredAt", says("9999-12-31T23:59:59-23:59"))),
            of(1, at("publishedAt", says("0001-01-01T00:00:00+23:59"))),
            of(
                2,
                each(
                    at("changedAt", says("2061-05-03T09:00:00+08:00")),
                    at("publishedAt", says("2061-05-09T09:00:00+08:00")),
                ),
            ),
        ),
        set(),
    ),
    "members-of-another-type": (
        CATALOGUE,
        entries(
            of(0, put(publishedAt=1767225600, provider=None, keywords={"1": "一"})),
            of(1, put(version="七", registeredAt=[], items="D", relatedCodes=None)),
            of(2, put(status="archived", conditions=[1.5], code=3)),
        ),
        {"support.contract.answers-match"},
    ),
    "counts-that-cannot-be": (
        CATALOGUE,
        gives("serializers.page", lambda page: {**page, "total": -1.5, "page": "一", "pageSize": None}),
        {"support.paging.complete"},
    ),
    "periods-in-reverse": (
        EXCHANGE,
        both(
            answers("listGrants", at("period", says({"from": NEVER, "to": "0001-01-01"}))),
            answers("getGrant", at("period", says({"from": "2026-02-30", "to": ""}))),
            answers("listAgreements", at("term", says({"from": "2028-12-31", "to": "2026-01-01"}))),
        ),
        {"management.exchange.agreement"},
    ),
    "periods-that-never-end": (
        EXCHANGE,
        both(
            answers("listGrants", at("period", says({"from": "2026-01-01"}))),
            answers("getGrant", at("period", says({"from": "2026-01-01", "to": NEVER}))),
            answers(
                "listRequests", each(at("completeAt", says("2061-05-03T09:00:00+08:00")), at("period", says(None)))
            ),
            answers("getAgreement", at("term", says([{"from": "2026-01-01"}, {"from": "2026-01-01"}]))),
        ),
        set(),
    ),
    "states-nobody-knows": (
        EXCHANGE,
        both(
            answers("listRequests", put(state="lost")),
            answers("getRequest", put(state=7)),
            answers("getGrant", put(state=None)),
            answers("getBatch", put(state={"name": "done"})),
        ),
        {"support.contract.answers-match"},
    ),
    "cases-in-reverse": (
        DISCLOSURE,
        both(
            answers(
                "listApplications", each(at("answer.answeredAt", later(-4000)), at("extension.until", later(-4000)))
            ),
            answers("listDocuments", at("publishedAt", later(-4000))),
            answers("listPenalties", at("withdrawnAt", later(-4000))),
        ),
        set(),
    ),
    "consultations-that-cannot-be": (
        DISCLOSURE,
        answers(
            "listApplications",
            each(
                at("consultations[]", each(drop("closedOn"), at("dueOn", says("2026-02-30")))),
                at("consultations", lambda held: [*held, *held, None, 7]),
                at("corrections", lambda held: held and {"toldAt": held[0]["toldAt"]}),
            ),
        ),
        {"support.contract.answers-match"},
    ),
    "procedures-that-never-end": (
        CENTRE,
        answers(
            "listCases",
            each(
                at("procedures", says(PROCEDURES)),
                at("acceptedAt", later(-60)),
                at("extension", says({"days": 1e308, "approver": [], "reason": 7})),
                at("statutoryLimit", says({"days": 10**30, "basis": []})),
            ),
        ),
        {"support.contract.answers-match"},
    ),
    "cases-nobody-can-read": (
        DISCLOSURE,
        both(
            answers("listApplications", each(put(state="lost"), at("receivedOn", says(None)), at("fee", says([])))),
            answers("getApplication", each(put(answer="done", steps={}))),
            answers("listReports", each(at("year", says("二〇二五")), at("counts.total", says(-1.5)))),
            answers("listHeadings", each(at("count", says("many")))),
        ),
        {"support.contract.answers-match"},
    ),
    "cases-closed-twice": (
        DISCLOSURE,
        answers(
            "listApplications",
            each(
                at("answer.answeredAt", says(UNKNOWN)),
                at("steps", lambda held: [*held, *held]),
                put(withdrawnAt="2026-01-05T09:00:00+08:00"),
            ),
        ),
        set(),
    ),
    "decisions-in-reverse": (
        CENTRE,
        answers(
            "listCases",
            each(
                at("decision.decidedAt", later(-4000)),
                at("delivery.deliveredAt", later(-8000)),
                at("archive.archivedAt", says(NEVER)),
                at("toldAt", says("2026-13-01T00:00:00+08:00")),
                at("dueAt", says("0001-01-01")),
            ),
        ),
        set(),
    ),
    "decided-twice": (
        CENTRE,
        both(
            answers("listCases", each(of(0, put(state="lost")), of(1, at("decision", lambda made: [made, made])))),
            answers("getCase", put(state=None, missing={"0": "申请书"}, notices="补正")),
            answers("listPublicity", put(case=["b-1"], decidedAt=NEVER, publishedAt=UNKNOWN)),
            answers("listDepartments", put(rate="九成", items=-1, elsewhere={}, evaluations=[])),
            answers("listRectifications", put(evaluation=None, openedAt=UNKNOWN, closedAt="")),
            answers("listEvaluations", of(2, put(grade=1.5, department="民政局"))),
        ),
        {"support.contract.answers-match"},
    ),
    "money-in-floats": (EXCHANGE, gives("delivery.records", with_floats), {"support.contract.answers-match"}),
}


@cache
def report(name: str) -> Report:
    kind, mutation, _ = IMPOSSIBLE[name]
    system = KINDS[kind]()
    assert [*mutation.flaws(system)] == []
    mutation(system)
    running = Running(application(system), 0)
    try:
        return examined(reference_target(running.address, kind, reference_credentials(kind)), loaded(kind), SEED)
    finally:
        running.stop(wait=False)


def unsaid(found: Report) -> Iterator[str]:
    """The clauses that are left open without a word."""
    for result in found.results:
        if result.verdict is Verdict.INCONCLUSIVE and not (result.reason and result.detail and result.detail.zh):
            yield result.clause.id


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_is_judged_or_undecided_in_words_and_breaks_nothing(name: str) -> None:
    found = report(name)
    broken = {one.clause.id: one.detail for one in found.results if one.verdict is Verdict.ERROR}
    failed = {one.clause.id for one in found.results if one.verdict is Verdict.FAIL}
    assert (broken, found.broken, [*unsaid(found)]) == ({}, "", [])
    assert IMPOSSIBLE[name][2] <= failed, failed
    assert found.left_behind == ()


def test_a_period_that_ended_before_it_began_is_neither_kept_nor_broken() -> None:
    found = {one.clause.id: one for one in report("days-in-reverse").results}
    reviewed = found["management.catalogue.reviewed-in-time"]
    assert (reviewed.verdict, reviewed.reason) == (Verdict.INCONCLUSIVE, Reason.PRECONDITION_NOT_MET)
    assert "before that" in reviewed.detail.en


def test_a_pause_of_which_nobody_knows_the_end_leaves_a_period_open() -> None:
    found = {one.clause.id: one for one in report("procedures-that-never-end").results}
    decided = found["management.services.decided-in-time"]
    assert (decided.verdict, decided.reason) == (Verdict.INCONCLUSIVE, Reason.PRECONDITION_NOT_MET)
