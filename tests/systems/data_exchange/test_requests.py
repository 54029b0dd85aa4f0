"""The life of a sharing request: taken in, told what it lacks, decided, extended, refused, withdrawn."""

from __future__ import annotations

from tests.systems.data_exchange.platform import Platform, example

ELEMENTS = ["basis", "scenario", "scope", "method", "period"]


def test_what_is_lacking_is_told_once_and_in_full(platform: Platform) -> None:
    lacking = platform.submit(platform.resource(shareType="conditional"), scope=None, period=None)
    assert (lacking["state"], lacking["missing"]) == ("incomplete", ["scope", "period"])
    assert lacking["toldAt"] == lacking["submittedAt"]
    empty = platform.submit(platform.resource(shareType="unconditional"), **dict.fromkeys([*ELEMENTS, "contact"]))
    assert (empty["state"], empty["missing"]) == ("incomplete", ELEMENTS)


def test_a_supplement_completes_it_and_the_time_to_decide_runs_from_there(platform: Platform) -> None:
    lacking = platform.submit(platform.resource(shareType="conditional"), period=None)
    early = platform.post(f"/requests/{lacking['id']}/decision", "officer", example("Consent"))
    assert early.status_code == 409
    body = {"period": example("CompleteRequest")["period"]}
    whole = platform.post(f"/requests/{lacking['id']}/supplement", "peer", body).json()
    assert (whole["state"], whole["missing"]) == ("submitted", [])
    assert whole["completeAt"] > whole["submittedAt"]


def test_unconditional_is_consented_at_once_and_conditional_after_review(platform: Platform) -> None:
    at_once = platform.submit(platform.resource(shareType="unconditional"))
    assert (at_once["state"], at_once["decision"]["decidedBy"]) == ("consented", "system")
    reviewed = platform.submit(platform.resource(shareType="conditional"))
    assert reviewed["state"] == "submitted"
    assert "grant" not in reviewed
    decided = platform.post(f"/requests/{reviewed['id']}/decision", "officer", example("Consent")).json()
    assert decided["state"] == "consented"
    assert platform.get(f"/grants/{decided['grant']}", "peer").json()["scenario"] == reviewed["scenario"]
    assert platform.post(f"/requests/{reviewed['id']}/decision", "officer", example("Consent")).status_code == 409


def test_not_shared_is_refused_with_its_basis(platform: Platform) -> None:
    unshared = platform.resource(shareType="none")
    answer = platform.post(f"/resources/{unshared['id']}/requests", "peer", example("CompleteRequest"))
    assert answer.status_code == 403
    assert answer.json()["legalBasis"] == unshared["legalBasis"]
    assert unshared["methods"] == []


def test_a_refusal_says_why_and_the_requester_does_not_decide(platform: Platform) -> None:
    made = platform.submit(platform.resource(shareType="conditional"))
    path = f"/requests/{made['id']}/decision"
    assert platform.post(path, "peer", example("Refusal")).status_code == 403
    bare = platform.post(path, "officer", {"result": "refuse"})
    assert {error["pointer"] for error in bare.json()["errors"]} == {"/reason", "/legalBasis"}
    refused = platform.post(path, "officer", example("Refusal")).json()
    assert refused["decision"]["reason"] == example("Refusal")["reason"]
    assert platform.post(f"/requests/{made['id']}/supplement", "peer", {}).status_code == 409


def test_an_extension_is_bounded_and_comes_once(platform: Platform) -> None:
    made = platform.submit(platform.resource(shareType="conditional"))
    path = f"/requests/{made['id']}/decision"
    late = platform.post(path, "officer", example("Extension", until="2026-12-01"))
    assert [error["pointer"] for error in late.json()["errors"]] == ["/until"]
    extended = platform.post(path, "officer", example("Extension")).json()
    assert extended["extension"]["until"] == "2026-11-30"  # twenty working days after 2026-11-02
    assert platform.post(path, "officer", example("Extension")).status_code == 409
    assert platform.post(path, "officer", example("Consent")).json()["state"] == "consented"


def test_elements_that_do_not_fit_the_resource_are_named(platform: Platform) -> None:
    path = f"/resources/{platform.resource(shareType='conditional')['id']}/requests"
    scope = {"purpose": "核对资格", "items": ["没有的数据项"], "regions": ["110000"]}
    body = example("CompleteRequest", scope=scope, period={"from": "2026-12-01", "to": "2026-11-01"})
    answer = platform.post(path, "peer", body)
    assert [error["pointer"] for error in answer.json()["errors"]] == [
        "/scope/items/0",
        "/scope/regions/0",
        "/period/to",
    ]


def test_withdrawing_ends_the_grant_and_leaves_no_list_longer(platform: Platform) -> None:
    lists = ("/requests?pageSize=100", "/grants?pageSize=100", "/disposals?pageSize=100")
    before = [platform.get(path, "officer").json()["total"] for path in lists]
    made = platform.submit(platform.resource(shareType="unconditional"))
    assert platform.post(f"/grants/{made['grant']}/end", "peer", example("PurposeAchieved")).json()["state"] == "ended"
    for _ in range(2):
        assert platform.ask("DELETE", f"/requests/{made['id']}", "peer").status_code == 204
    assert [platform.get(path, "officer").json()["total"] for path in lists] == before
    assert platform.get(f"/requests/{made['id']}", "peer").json()["state"] == "withdrawn"
    assert made["id"] in [one["id"] for one in platform.get("/requests?state=withdrawn", "peer").json()["items"]]


def test_the_same_key_makes_one_request(platform: Platform) -> None:
    path, key = f"/resources/{platform.resource()['id']}/requests", {"Idempotency-Key": "request-0001"}
    first, second = (platform.post(path, "peer", example("CompleteRequest"), headers=key) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert platform.post(path, "peer", example("CompleteRequest", method="file"), headers=key).status_code == 409


def test_another_department_sees_nothing_of_a_request(platform: Platform) -> None:
    made = platform.submit(platform.resource(shareType="conditional"))
    assert platform.get(f"/requests/{made['id']}", "upper").status_code == 404
    assert platform.ask("DELETE", f"/requests/{made['id']}", "upper").status_code == 404


def test_a_lower_level_gets_its_own_region_without_review(platform: Platform) -> None:
    resource = platform.resource(shareType="conditional", region="459921")
    made = platform.submit(resource, "lower")
    assert (made["state"], made["scope"]["regions"]) == ("consented", ["459921"])
    records = platform.get(f"/grants/{made['grant']}/records?pageSize=100", "lower").json()["items"]
    assert records
    assert {record["行政区划代码"] for record in records} == {"459921"}
    beyond = {"purpose": "核对资格", "regions": ["459900"]}
    assert platform.submit(resource, "lower", scope=beyond)["state"] == "submitted"
