"""The life of a case: taken in, told what it lacks, accepted, suspended, extended, decided, evaluated, withdrawn."""

from __future__ import annotations

from tests.systems.one_stop.centre import EXAMPLES, Centre


def test_what_is_lacking_is_told_once_and_in_full(centre: Centre) -> None:
    case = centre.licence(materials=None, applicant=None)
    due = ["申请者信息", "申请书", "经营场所使用证明", "管理制度文本"]
    assert (case["state"], case["missing"], case["notices"][0]["missing"]) == ("incomplete", due, due)
    whole = centre.post(f"/cases/{case['id']}/supplement", "applicant", EXAMPLES["MissingMaterials"]).json()
    assert (whole["state"], whole["missing"]) == ("submitted", [])
    again = {"result": "return", "missing": ["申请书"]}
    assert centre.post(f"/cases/{case['id']}/acceptance", "officer", again).status_code == 409


def test_what_sharing_gives_is_there_without_being_sent(centre: Centre) -> None:
    case = centre.licence()
    assert {"name": "营业执照", "source": "shared"} in case["materials"]


def test_a_grant_gives_receipt_certificate_and_publicity(centre: Centre) -> None:
    case = centre.accept(centre.licence())
    assert (case["receipt"]["kind"], case["receipt"]["sealed"]) == ("accepted", "1")
    granted = centre.decide(case, result="grant")
    certificate = centre.get(f"/certificates/{granted['delivery']['certificate']}", "applicant").json()
    verified = centre.get(f"/certificate-verification?identifier={certificate['identifier']}").json()
    assert (verified["valid"], "holder" in verified) == ("1", False)
    assert centre.get(f"/certificates/{certificate['id']}/file", "applicant").content.startswith(b"%PDF-")
    assert centre.get(f"/publicity/{granted['publicity']}").json()["case"] == case["id"]


def test_a_withdrawal_takes_down_what_came_of_a_case(centre: Centre) -> None:
    granted = centre.decide(centre.accept(centre.licence()), result="grant")
    certificate = centre.get(f"/certificates/{granted['delivery']['certificate']}", "applicant").json()
    assert centre.ask("DELETE", f"/cases/{granted['id']}", "applicant").status_code == 204
    assert centre.get(f"/publicity/{granted['publicity']}").status_code == 404
    verified = centre.get(f"/certificate-verification?identifier={certificate['identifier']}").json()
    assert (verified["valid"], verified["reason"]) == ("0", "证照已注销")


def test_the_clock_stands_still_in_a_procedure_and_an_extension_comes_once(centre: Centre) -> None:
    case = centre.accept(centre.licence())
    stopped = centre.decide(case, result="suspend", procedure="hearing", days=20, reason="申请人要求听证。")
    assert stopped["procedures"][0]["toldAt"] == stopped["procedures"][0]["from"]
    assert centre.post(f"/cases/{case['id']}/decision", "officer", {"result": "grant"}).status_code == 409
    centre.decide(case, result="resume")
    approver = {"name": "周敏", "post": "局长", "unit": "云州市人力资源和社会保障局"}
    body = {"result": "extend", "reason": "需核实现场情况。", "approver": approver}
    assert centre.post(f"/cases/{case['id']}/decision", "officer", {**body, "days": 15}).status_code == 400
    longer = centre.decide(case, **body, days=10)
    assert longer["dueAt"] > case["dueAt"]
    assert centre.post(f"/cases/{case['id']}/decision", "officer", {**body, "days": 10}).status_code == 409


def test_a_denial_states_reasons_and_remedies(centre: Centre) -> None:
    case = centre.accept(centre.licence())
    denied = centre.decide(case, result="deny", reason="不符合法定条件。", legalBasis="《行政许可法》第三十八条")
    assert denied["decision"]["remedies"]["reconsideration"]["body"] == "云州市人民政府"
    assert "publicity" not in denied


def test_an_instant_case_is_closed_and_evaluated_once(centre: Centre) -> None:
    case = centre.submit(centre.item(handling="1"))
    assert (case["state"], case["decision"]["decidedBy"]) == ("granted", "system")
    path = f"/cases/{case['id']}/evaluation"
    assert centre.post(path, "other-applicant", EXAMPLES["GoodEvaluation"]).status_code == 404
    bad = centre.post(path, "applicant", {"grade": "4", "channel": "3", "named": "1"}).json()
    assert centre.post(path, "applicant", EXAMPLES["GoodEvaluation"]).status_code == 409
    tasks = centre.get("/rectifications?state=open&pageSize=100", "officer").json()["items"]
    assert bad["evaluation"] in [task["evaluation"] for task in tasks]


def test_window_and_online_are_one_case_and_others_see_none_of_it(centre: Centre) -> None:
    company = centre.get("/cases", "applicant").json()["items"][0]["applicant"]
    case = centre.licence(role="own-unit", channel="1", applicant=company)
    assert centre.get(f"/cases/{case['id']}", "applicant").json()["channel"] == "1"
    assert centre.get(f"/cases/{case['id']}", "other-applicant").status_code == 404
    assert centre.get(f"/cases/{case['id']}", "peer").status_code == 404
    assert centre.post(f"/cases/{case['id']}/acceptance", "peer", {"result": "accept"}).status_code == 403


def test_consent_is_asked_where_it_is_the_basis(centre: Centre) -> None:
    items = centre.get("/items?pageSize=100&serviceObject=1").json()["items"]
    item = next(one for one in items if one["personalBasis"] == "consent")
    body = {**EXAMPLES["LicenceCase"], "serviceObject": "1"}
    refused = centre.post(f"/items/{item['id']}/cases", "applicant", body)
    assert refused.json()["errors"][0]["pointer"] == "/consent"
    assert centre.submit(item, consent="1")["state"] == "granted"


def test_an_item_not_at_the_centre_is_not_applied_for_here(centre: Centre) -> None:
    away = centre.get("/items?atCentre=0").json()["items"][0]
    assert away["elsewhereReason"]
    assert centre.post(f"/items/{away['id']}/cases", "applicant", EXAMPLES["LicenceCase"]).status_code == 409
