"""Delivery: three methods, only what was granted, only while the grant is in force."""

from __future__ import annotations

import base64
import hashlib

import jsonschema_rs
import pytest

from conformance.model.message import canonical, digest
from tests.systems.data_exchange.platform import Platform, example

DRAWN = {"service": "records", "file": "file"}


def test_records_come_page_by_page_and_keep_the_published_schema(platform: Platform) -> None:
    grant = platform.granted("service")
    resource = platform.get(f"/resources?code={grant['resource']}", "peer").json()["items"][0]
    schema = platform.get(f"/resources/{resource['id']}/schema", "peer").json()
    path, found = f"/grants/{grant['id']}/records?pageSize=25", []
    while path:
        page = platform.get(path, "peer").json()
        found += page["items"]
        path = page["next"]
    assert len(found) == page["total"] == 64
    valid = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    assert all(valid.is_valid(record) for record in found)


def test_only_items_and_regions_granted_go_out(platform: Platform) -> None:
    scope = {"purpose": "核对资格", "items": ["记录编号", "登记日期"], "regions": ["459900"]}
    grant = platform.granted("service", scope=scope)
    path = f"/grants/{grant['id']}/records"
    page = platform.get(path, "peer").json()
    assert page["total"] == 32
    assert {name for record in page["items"] for name in record} == {"记录编号", "登记日期"}
    assert platform.get(f"{path}?region=459921", "peer").status_code == 403
    assert platform.get(f"{path}?scenario=另一场景", "peer").status_code == 403
    assert platform.get(f"{path}?scenario={grant['scenario']}&region=459900", "peer").status_code == 200


def test_a_file_carries_the_digest_of_its_bytes(platform: Platform) -> None:
    grant = platform.granted("file", "unconditional")
    answer = platform.get(f"/grants/{grant['id']}/file", "peer")
    due = base64.b64encode(hashlib.sha256(answer.content).digest()).decode()
    assert answer.headers["Content-Digest"] == f"sha-256=:{due}:"
    assert answer.json()["count"] == len(answer.json()["records"]) == 36


def test_a_batch_runs_and_ends_with_messages_under_headers(platform: Platform) -> None:
    grant = platform.granted("batch")
    started = platform.post(f"/grants/{grant['id']}/batches", "peer")
    assert (started.status_code, started.json()["state"]) == (202, "running")
    batch = platform.get(started.headers["Location"], "peer").json()
    assert (batch["state"], batch["count"]) == ("done", 64)
    assert {message["header"]["digest"]["algorithm"] for message in batch["messages"]} == {"SHA-256", "SM3"}
    for message in batch["messages"]:
        header = message["header"]
        stated = header["digest"]
        assert digest(stated["algorithm"], canonical(message["records"])) == stated["value"]
        assert header["receiver"] == grant["consumer"]["uscc"]
        assert platform.get(f"/messages/{header['id']}/receipt", "peer").json()["records"] == len(message["records"])
    assert platform.ask("DELETE", started.headers["Location"], "peer").status_code == 204
    assert platform.get(started.headers["Location"], "peer").status_code == 404
    assert platform.get(f"/messages/{batch['messages'][0]['header']['id']}", "peer").status_code == 404


@pytest.mark.parametrize("method", DRAWN)
def test_only_the_department_granted_draws_and_by_its_method(platform: Platform, method: str) -> None:
    grant = platform.granted(method)
    assert platform.get(f"/grants/{grant['id']}/{DRAWN[method]}", "upper").status_code == 403
    other = next(path for name, path in DRAWN.items() if name != method)
    assert platform.get(f"/grants/{grant['id']}/{other}", "peer").status_code == 403
    assert platform.post(f"/grants/{grant['id']}/batches", "peer").status_code == 403


def test_the_first_delivery_is_noted_once(platform: Platform) -> None:
    grant = platform.granted("service")
    request = f"/requests/{grant['request']}"
    assert "firstDeliveredAt" not in platform.get(request, "peer").json()
    platform.get(f"/grants/{grant['id']}/records", "peer")
    first = platform.get(request, "peer").json()["firstDeliveredAt"]
    platform.submit(platform.resource())
    platform.get(f"/grants/{grant['id']}/records", "peer")
    assert platform.get(request, "peer").json()["firstDeliveredAt"] == first


def test_misuse_suspends_and_an_end_leaves_a_disposal(platform: Platform) -> None:
    grant = platform.granted("service")
    path = f"/grants/{grant['id']}"
    suspended = platform.post(f"{path}/misuse", "officer", example("BeyondScope")).json()
    assert suspended["suspension"]["reason"] == example("BeyondScope")["reason"]
    assert platform.get(f"{path}/records", "peer").status_code == 403
    assert platform.post(f"{path}/end", "upper", example("PurposeAchieved")).status_code == 403
    ended = platform.post(f"{path}/end", "peer", example("PurposeAchieved")).json()
    listed = platform.get("/disposals?pageSize=100", "officer").json()["items"]
    assert ended["disposal"] in [one["id"] for one in listed]
    assert platform.post(f"{path}/end", "peer", example("PurposeAchieved")).status_code == 409
    assert platform.post(f"{path}/misuse", "officer", example("BeyondScope")).status_code == 409


@pytest.mark.parametrize(
    "period", [{"from": "2026-01-01", "to": "2026-10-31"}, {"from": "2026-11-03", "to": "2026-12-31"}]
)
def test_nothing_goes_out_before_or_after_the_period(platform: Platform, period: dict[str, str]) -> None:
    grant = platform.granted("service", period=period)
    assert grant["state"] == ("expired" if period["to"] < "2026-11-02" else "active")
    assert platform.get(f"/grants/{grant['id']}/records", "peer").status_code == 403


def test_the_provider_reads_the_records_of_use(platform: Platform) -> None:
    grant = platform.granted("service")
    path = f"/grants/{grant['id']}/uses"
    made = platform.post(path, "peer", example("OneUse"))
    assert made.json()["keptUntil"] >= "2029-11-02"
    assert platform.get(path, "officer").json()["items"] == [made.json()]
    assert platform.post(path, "upper", example("OneUse")).status_code == 403
    assert platform.ask("DELETE", made.headers["Location"], "peer").status_code == 204
    assert platform.get(path, "peer").json()["total"] == 0
