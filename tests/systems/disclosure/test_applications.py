"""The reference disclosure platform: the life of an application, and what the seed holds."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from conformance.systems.disclosure.periods import due
from conformance.systems.disclosure.seed.reports import counted
from conformance.systems.disclosure.system import System
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal

BODY: Record = {
    "applicant": {
        "kind": "citizen",
        "name": "何静",
        "proof": {"kind": "passport", "tail": "1234"},
        "contact": "a@b.example",
    },
    "subject": "培训实施情况",
    "description": "按承办机构分列。",
    "form": {"medium": "paper", "means": "post"},
}
REFUSED = {"outcome": "refused", "ground": "internal", "reason": "属于内部事务信息。"}


@pytest.fixture
def system() -> System:
    return System()


def applied(system: System) -> Record:
    return system.applications.submit(system.accounts.of("applicant"), "", BODY)


def test_an_application_on_line_is_received_when_both_sides_confirm(system: System) -> None:
    made = applied(system)
    assert "receivedOn" not in made
    assert made["state"] == "submitted"
    confirmed = system.applications.confirm(made)
    assert (confirmed["receivedOn"], confirmed["dueOn"]) == ("2026-11-02", "2026-11-30")
    with pytest.raises(Refusal):
        system.applications.confirm(confirmed)


def test_a_correction_is_asked_for_once_and_the_clock_restarts(system: System) -> None:
    asked = system.applications.correct(system.applications.confirm(applied(system)), {"items": ["年度"], "days": 10})
    assert asked["state"] == "correcting"
    assert "dueOn" not in asked
    supplied = system.applications.change(system.accounts.of("applicant"), asked, BODY)
    assert (supplied["state"], supplied["suppliedOn"], supplied["dueOn"]) == ("supplied", "2026-11-02", "2026-11-30")
    with pytest.raises(Refusal):
        system.applications.correct(supplied, {"items": ["年度"], "days": 10})


def test_silence_is_no_opinion_of_a_third_party_and_the_consent_of_a_joint_body(system: System) -> None:
    pending = {"opinion": "pending", "dueOn": "2026-11-01", "sentAt": "2026-10-12", "receivedOn": "2026-10-12"}
    kinds = [{**pending, "kind": kind, "party": "一方"} for kind in ("third-party", "joint-body")]
    made = {**system.applications.confirm(applied(system)), "consultations": kinds}
    today = system.applications.today(made)
    assert [one["opinion"] for one in today["consultations"]] == ["none", "deemed-consent"]


def test_a_refusal_on_articles_14_to_16_tells_that_reconsideration_comes_first(system: System) -> None:
    told = {ground: system.applications.remedy({**REFUSED, "ground": ground}) for ground in ("internal", "inquiry")}
    orders = {ground: one["remedy"]["order"] for ground, one in told.items()}
    assert orders == {"internal": "reconsideration-first", "inquiry": "either"}
    assert system.applications.remedy({"outcome": "disclosed"}) == {}


def test_the_time_of_consultations_does_not_count() -> None:
    case: Record = {"receivedOn": "2026-03-02", "consultations": []}
    assert due(case) == date(2026, 3, 30)
    aside = {"sentAt": "2026-03-05", "closedOn": "2026-03-19"}
    assert due({**case, "consultations": [aside]}) == date(2026, 4, 14)
    assert due({**case, "consultations": [{"sentAt": "2026-03-05"}]}) is None


def test_applications_are_for_their_applicants_and_the_body(system: System) -> None:
    made = applied(system)
    may = {
        role: system.applications.visible(system.accounts.of(role), made) for role in ("applicant", "other-applicant")
    }
    assert may == {"applicant": True, "other-applicant": False}
    assert "account" not in system.applications.shown(system.accounts.of("officer"), made)


def test_a_change_of_what_is_published_stands_only_once_it_is_reviewed(system: System) -> None:
    officer, public = system.accounts.of("officer"), system.accounts.of("applicant")
    body = {"title": "办法", "summary": "概述", "heading": "rules", "madeOn": "2026-10-19", "content": "正文一"}
    made = system.documents.submit(officer, "", body)
    published = system.documents.decide(officer, made, {"decision": "approve"})
    changed = system.documents.change(officer, published, {**body, "content": "正文二"})
    assert system.documents.found(public, made["id"])["content"] == "正文一"
    system.documents.decide(officer, changed, {"decision": "approve"})
    assert system.documents.found(public, made["id"])["content"] == "正文二"


def test_the_seed_holds_what_a_city_has_in_two_years(system: System) -> None:
    cases = [*system.applications.kept.all(), *system.applications.kept.withdrawn()]
    documents, penalties = system.documents.kept.all(), system.penalties.kept.all()
    assert len(documents) >= 200
    assert len(cases) >= 300
    assert {one["state"] for one in penalties} == {"published", "withdrawn"}
    held: Counter[Any] = Counter(one.get("answer", {}).get("outcome") for one in cases)
    assert {"disclosed", "partial", "refused", "unavailable", "not-processed", "other"} <= held.keys()
    for report in system.reports.kept.all():
        counts = report["counts"]
        assert counts["received"] + counts["carriedIn"] == counts["total"] + counts["carriedOut"]
        own = [one for one in cases if report["level"] == "government" or one["body"] == report["body"]]
        assert counted(int(report["year"]), own) == counts
