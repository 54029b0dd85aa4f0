"""The life of an entry over HTTP, and what is refused on the way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.systems.client import APPROVAL, Client, training

CONDITIONAL = {"text": "按申请用途使用", "scope": "民政部门", "use": "资格核对"}
NOT_SHARED = {"text": "不予共享", "reason": "属于单户资料", "legalBasis": "《中华人民共和国统计法》"}


def test_register_publish_change_withdraw(catalogue: Client) -> None:
    made = catalogue.ask("POST", "/resources", "officer", json=training())
    path, record = made.headers["Location"], made.json()
    assert (made.status_code, record["status"], record["version"]) == (201, "draft", 1)
    assert record["code"].startswith(record["category"] + "/")
    assert catalogue.get(path, "officer").json() == record
    assert catalogue.get(path, "peer").status_code == 404
    catalogue.publish(record["id"])
    assert catalogue.get(path).json()["status"] == "published"
    changed = catalogue.ask("PUT", path, "officer", json=training(name="新名称𠮷㐂䶮")).json()
    assert (changed["version"], changed["status"], changed["name"]) == (2, "draft", "新名称𠮷㐂䶮")
    assert catalogue.get(path).json()["version"] == 1
    catalogue.publish(record["id"])
    assert catalogue.get(path).json()["name"] == "新名称𠮷㐂䶮"
    assert catalogue.ask("DELETE", path, "officer").status_code == 204
    for role in ("", "officer", "peer"):
        assert catalogue.get(path, role).status_code == 410
    assert catalogue.ask("DELETE", path, "officer").status_code == 410
    tombstones = catalogue.get("/changes?since=2026-11-02T10:00:00%2B08:00&pageSize=100").json()["items"]
    assert [item["change"] for item in tombstones if item["id"] == record["id"]] == [
        "registered",
        "changed",
        "withdrawn",
    ]


def test_a_draft_nobody_saw_leaves_its_tombstone_to_its_own_unit_only(catalogue: Client) -> None:
    identifier = catalogue.register()
    catalogue.ask("DELETE", f"/resources/{identifier}", "officer")
    since = "/changes?since=2026-11-02T10:00:00%2B08:00&pageSize=100"
    assert identifier in [item["id"] for item in catalogue.get(since, "own-unit").json()["items"]]
    assert identifier not in [item["id"] for item in catalogue.get(since, "peer").json()["items"]]
    assert catalogue.get(f"/resources/{identifier}", "peer").status_code == 404


def test_codes_and_ids_are_never_given_out_again(catalogue: Client) -> None:
    first = catalogue.ask("POST", "/resources", "officer", json=training()).json()
    catalogue.ask("DELETE", f"/resources/{first['id']}", "officer")
    second = catalogue.ask("POST", "/resources", "officer", json=training()).json()
    assert (first["id"], first["code"]) != (second["id"], second["code"])
    assert second["code"] > first["code"]


def test_the_same_key_makes_one_entry(catalogue: Client) -> None:
    key = {"Idempotency-Key": "test-key-0001"}
    first = catalogue.ask("POST", "/resources", "officer", key, json=training())
    again = catalogue.ask("POST", "/resources", "officer", key, json=training())
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Location"] == first.headers["Location"]
    other = catalogue.ask("POST", "/resources", "officer", key, json=training(name="另一份内容"))
    assert other.status_code == 409


def test_the_same_put_twice_changes_once(catalogue: Client) -> None:
    path = f"/resources/{catalogue.register()}"
    first = catalogue.ask("PUT", path, "officer", json=training(name="改名一次"))
    again = catalogue.ask("PUT", path, "officer", json=training(name="改名一次"))
    assert (first.json()["version"], again.content) == (2, first.content)


def test_a_change_on_stale_ground_is_refused(catalogue: Client) -> None:
    path = f"/resources/{catalogue.register()}"
    stale = {"If-Match": catalogue.get(path, "officer").headers["ETag"]}
    assert catalogue.ask("PUT", path, "officer", stale, json=training(name="第一次变更")).status_code == 200
    assert catalogue.ask("PUT", path, "officer", stale, json=training(name="第二次变更")).status_code == 412


def test_a_category_changes_only_before_publication_and_with_the_code(catalogue: Client) -> None:
    path = f"/resources/{catalogue.register()}"
    moved = catalogue.ask("PUT", path, "officer", json=training(category="20100101")).json()
    assert moved["code"].startswith("20100101/")
    catalogue.publish(moved["id"])
    assert catalogue.ask("PUT", path, "officer", json=training()).status_code == 409


def test_a_review_may_return_and_is_told_apart_in_the_history(catalogue: Client) -> None:
    identifier = catalogue.register()
    returned = {"decision": "return", "opinion": "请补充说明"}
    path = f"/resources/{identifier}"
    assert catalogue.ask("POST", path + "/review", "administrator", json=returned).json()["status"] == "draft"
    assert catalogue.get(path + "/versions", "officer").json()["items"][0]["review"]["decision"] == "return"
    catalogue.publish(identifier)
    assert catalogue.ask("POST", path + "/review", "administrator", json=APPROVAL).status_code == 409


@pytest.mark.parametrize("role", ["applicant", "administrator", "auditor", "own-unit", "peer", "upper", "lower"])
def test_only_officers_write(catalogue: Client, role: str) -> None:
    assert catalogue.ask("POST", "/resources", role, json=training()).status_code == 403
    assert catalogue.ask("PUT", "/resources/r-000001", role, json=training()).status_code == 403
    assert catalogue.ask("DELETE", "/resources/r-000001", role).status_code == 403


def test_without_a_credential_nothing_is_written(catalogue: Client) -> None:
    for method, path in (("POST", "/resources"), ("PUT", "/resources/r-000001"), ("DELETE", "/resources/r-000001")):
        answer = catalogue.ask(method, path, json=training())
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    wrong = catalogue.get("/resources", headers={"Authorization": "Bearer nobody"})
    assert wrong.status_code == 401


def test_another_unit_s_entry_is_not_ours_to_change(catalogue: Client) -> None:
    assert catalogue.ask("PUT", "/resources/r-000014", "officer", json=training()).status_code == 403
    assert catalogue.ask("DELETE", "/resources/r-000014", "officer").status_code == 403
    assert catalogue.ask("DELETE", "/resources/r-000021", "officer").status_code == 404


def test_officers_do_not_review(catalogue: Client) -> None:
    path = f"/resources/{catalogue.register()}/review"
    assert catalogue.ask("POST", path, "officer", json=APPROVAL).status_code == 403


@pytest.mark.parametrize(("changes", "pointer"), [
    ({"name": "短" * 61}, "/name"),
    ({"name": "行\n行"}, "/name"),
    ({"sharingClass": "4"}, "/sharingClass"),
    ({"sharingClass": 1}, "/sharingClass"),
    ({"theme": "其他主题"}, "/theme"),
    ({"category": "99999999"}, "/category"),
    ({"formatClass": "8"}, "/formatClass"),
    ({"items": []}, "/items"),
    ({"items": [{"name": "项", "type": "Z"}]}, "/items/0/type"),
    ({"contact": {"office": "科室", "phone": "12345"}}, "/contact/phone"),
    ({"conditions": {"text": "须经批准"}}, "/conditions/text"),
    ({"sharingClass": "2", "conditions": {"text": "按用途使用", "scope": "民政"}}, "/conditions/use"),
    ({"sharingClass": "3", "open": "0", "conditions": {"text": "不予共享", "reason": "单户"}},
     "/conditions/legalBasis"),
    ({"sharingClass": "3", "open": "1", "conditions": NOT_SHARED}, "/open"),
    ({"formats": ["pdf"]}, "/formats/0"),
    ({"relatedCodes": ["30100101/999999"]}, "/relatedCodes/0"),
    ({"dataSource": {"name": "云州市民政局", "uscc": "11459900HT10000282"}}, "/dataSource/uscc"),
    ({"status": "published"}, "/status"),
    ({"provider": {"name": "别的单位", "uscc": "11459900HT10000281"}}, "/provider"),
    ({"assessment": {"secrecy": "1", "personalData": "1", "approvedBy": "周启明", "approvedAt": "2026-02-30"}},
     "/assessment/approvedAt"),
])  # fmt: skip
def test_what_breaks_the_contract_is_refused_by_name(catalogue: Client, changes: dict[str, Any], pointer: str) -> None:
    before = catalogue.get("/resources?pageSize=1", "officer").json()["total"]
    answer = catalogue.ask("POST", "/resources", "officer", json=training(**changes))
    assert answer.status_code == 400
    assert pointer in [place["pointer"] for place in answer.json()["errors"]]
    assert catalogue.get("/resources?pageSize=1", "officer").json()["total"] == before


def test_a_missing_member_is_named(catalogue: Client) -> None:
    body = training()
    del body["summary"]
    answer = catalogue.ask("POST", "/resources", "officer", json=body)
    assert [place["pointer"] for place in answer.json()["errors"]] == ["/summary"]


@pytest.mark.parametrize("changes", [
    {"sharingClass": "2", "conditions": CONDITIONAL},
    {"sharingClass": "3", "conditions": NOT_SHARED, "open": "0", "openConditions": "不开放"},
    {"relatedCodes": ["20100101/000001"]},
    {"formatClass": "1", "formats": ["pdf", "ofd"]},
    {"changeTrigger": {"kind": "law", "at": "2026-10-30"}},
])  # fmt: skip
def test_what_keeps_the_contract_is_taken(catalogue: Client, changes: dict[str, Any]) -> None:
    record = catalogue.get(f"/resources/{catalogue.register(**changes)}", "officer").json()
    assert {name: record[name] for name in changes} == changes


def test_jointly_collected_data_name_their_source(catalogue: Client) -> None:
    record = catalogue.get(f"/resources/{catalogue.register(dataSource={'name': '云州市民政局'})}", "officer").json()
    assert record["jointlyCollected"] is True
    assert record["dataSource"] == {"name": "云州市民政局", "uscc": "11459900HT10000281"}


def test_formats_are_the_usual_ones_when_left_out(catalogue: Client) -> None:
    body = training(formatClass="7")
    del body["formats"]
    assert catalogue.ask("POST", "/resources", "officer", json=body).json()["formats"] == ["service"]
