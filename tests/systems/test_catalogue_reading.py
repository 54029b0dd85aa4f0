"""What each role is shown: lists, entries, versions, changes, audit records, the system's own documents."""

from __future__ import annotations

import pytest

from tests.systems.client import TOKENS, Client

PUBLIC = ("", "applicant", "other-applicant")
GOVERNMENT = ("peer", "upper", "lower", "auditor")
DRAFT_OF_LABOUR, DRAFT_OF_CIVIL, WITHDRAWN, CONDITIONAL = "r-000010", "r-000021", "r-000013", "r-000003"


def everything(catalogue: Client, path: str, role: str = "") -> list[dict[str, object]]:
    """All items of a list, walked page by page."""
    items, following = [], path
    while following:
        page = catalogue.get(following, role).json()
        items += page["items"]
        following = page["next"]
    assert len(items) == page["total"]
    return items


@pytest.mark.parametrize("path", [
    "/.well-known/hutong", "/.well-known/security.txt", "/openapi.json", "/privacy", "/code-lists", "/categories",
    "/dcat", "/resources", "/resources/r-000001", "/resources/r-000001/versions", "/resources/r-000001/versions/1",
    "/changes",
])  # fmt: skip
def test_anybody_may_read_it(catalogue: Client, path: str) -> None:
    assert catalogue.get(path).status_code == 200


def test_every_code_list_is_answered(catalogue: Client) -> None:
    for listed in catalogue.get("/code-lists").json()["items"]:
        found = catalogue.get(listed["href"]).json()
        assert found["id"] == listed["id"]
        assert len({code["code"] for code in found["items"]}) == found["total"]
    assert catalogue.get("/code-lists/unknown").status_code == 404


@pytest.mark.parametrize("size", [1, 7, 20, 100])
def test_pages_together_are_the_whole(catalogue: Client, size: int) -> None:
    whole = [item["id"] for item in everything(catalogue, "/resources?pageSize=100", "officer")]
    walked = [item["id"] for item in everything(catalogue, f"/resources?pageSize={size}", "officer")]
    assert walked == whole == sorted(set(walked))


def test_a_page_beyond_the_last_is_empty(catalogue: Client) -> None:
    page = catalogue.get("/resources?page=999").json()
    assert page["items"] == []
    assert page["next"] is None


@pytest.mark.parametrize(("query", "member", "value"), [
    ("sharingClass=2", "sharingClass", "2"),
    ("status=draft", "status", "draft"),
    ("category=30400201", "category", "30400201"),
])  # fmt: skip
def test_filters_narrow(catalogue: Client, query: str, member: str, value: str) -> None:
    found = everything(catalogue, f"/resources?{query}", "officer")
    assert found
    assert {item[member] for item in found} == {value}


def test_a_category_holds_what_is_below_it(catalogue: Client) -> None:
    found = everything(catalogue, "/resources?category=304", "peer")
    assert {str(item["category"])[:3] for item in found} == {"304"}


@pytest.mark.parametrize("words", ["失业", "城镇登记失业人员信息", "失业 就业服务", "公积金"])
def test_chinese_words_are_found(catalogue: Client, words: str) -> None:
    found = everything(catalogue, f"/resources?q={words}", "officer")
    texts = [f"{item['name']}{item['summary']}{item['keywords']}" for item in found]
    assert all(word in text for text in texts for word in words.split())
    assert bool(found) == (words != "公积金")


def test_the_public_sees_only_what_is_open_and_published(catalogue: Client) -> None:
    for role in PUBLIC:
        found = everything(catalogue, "/resources", role)
        assert {(item["open"], item["status"]) for item in found} == {("1", "published")}
    assert catalogue.get(f"/resources/{CONDITIONAL}").status_code == 404


def test_every_level_sees_the_same_entries_in_the_same_format(catalogue: Client) -> None:
    seen = [everything(catalogue, "/resources", role) for role in GOVERNMENT]
    assert all(found == seen[0] for found in seen)
    assert {item["status"] for item in seen[0]} == {"published"}


def test_drafts_are_their_own_unit_s_and_the_administrator_s(catalogue: Client) -> None:
    for role in ("officer", "own-unit", "administrator"):
        assert catalogue.get(f"/resources/{DRAFT_OF_LABOUR}", role).json()["status"] == "draft"
    for role in ("peer", "upper", "lower", "auditor", "applicant", ""):
        assert catalogue.get(f"/resources/{DRAFT_OF_LABOUR}", role).status_code == 404
    assert catalogue.get(f"/resources/{DRAFT_OF_CIVIL}", "officer").status_code == 404


def test_a_draft_over_a_published_entry_leaves_the_published_one_in_force(catalogue: Client) -> None:
    pending = next(item for item in everything(catalogue, "/resources?status=draft", "officer") if item["version"] == 2)
    path = f"/resources/{pending['id']}"
    assert catalogue.get(path, "peer").json()["version"] == 1
    assert [item["version"] for item in catalogue.get(path + "/versions", "peer").json()["items"]] == [1]
    assert [item["version"] for item in catalogue.get(path + "/versions", "officer").json()["items"]] == [1, 2]
    assert catalogue.get(path + "/versions/2", "peer").status_code == 404


def test_old_versions_stay_readable_with_who_changed_and_who_reviewed(catalogue: Client) -> None:
    history = catalogue.get("/resources/r-000004/versions", "peer").json()["items"]
    assert [(item["version"], item["status"]) for item in history] == [
        (1, "superseded"),
        (2, "superseded"),
        (3, "published"),
    ]
    for item in history:
        assert item["changedBy"] != item["review"]["reviewedBy"]
        assert catalogue.get(item["href"], "peer").json()["version"] == item["version"]


def test_what_is_withdrawn_is_gone_and_leaves_a_tombstone(catalogue: Client) -> None:
    assert catalogue.get(f"/resources/{WITHDRAWN}", "peer").status_code == 410
    assert WITHDRAWN not in [item["id"] for item in everything(catalogue, "/resources", "peer")]
    last = [item for item in everything(catalogue, "/changes", "peer") if item["id"] == WITHDRAWN][-1]
    assert last["change"] == "withdrawn"


@pytest.mark.parametrize("role", ["", "peer", "officer"])
def test_changes_since_a_time_are_the_later_part_of_all(catalogue: Client, role: str) -> None:
    whole = everything(catalogue, "/changes?pageSize=100", role)
    moments = [str(item["at"]) for item in whole]
    assert moments == sorted(moments)
    for moment in (moments[0], moments[len(moments) // 2], moments[-1]):
        later = everything(catalogue, f"/changes?since={moment.replace('+', '%2B')}", role)
        assert later == [item for item in whole if str(item["at"]) >= moment]


def test_changes_concern_only_what_the_caller_may_see(catalogue: Client) -> None:
    shown = {item["id"] for item in everything(catalogue, "/resources")}
    assert {item["id"] for item in everything(catalogue, "/changes") if item["change"] != "withdrawn"} - shown <= {
        "r-000050"
    }


@pytest.mark.parametrize("moment", ["2026-09-01", "yesterday", "2026-13-01T00:00:00Z", "2026-09-01T00:00:00"])
def test_a_moment_that_is_none_is_refused(catalogue: Client, moment: str) -> None:
    answer = catalogue.get(f"/changes?since={moment}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "since"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B23:59", "2026-09-01t00:00:00.5z", "2016-12-31T23:59:60Z"])
def test_odd_moments_of_rfc_3339_are_taken(catalogue: Client, moment: str) -> None:
    assert catalogue.get(f"/changes?since={moment}").status_code == 200


def test_the_access_link_opens_for_government_when_unconditional(catalogue: Client) -> None:
    link = catalogue.get("/resources/r-000001").json()["accessUrl"]
    for role in ("officer", "own-unit", "administrator", "peer", "upper", "lower"):
        assert catalogue.get(link, role).json()["rows"]
    assert catalogue.get(link).status_code == 401
    assert catalogue.get(link, "applicant").status_code == 403
    assert catalogue.get(f"/resources/{CONDITIONAL}/data", "peer").status_code == 403


def test_audit_is_the_auditor_s_alone(catalogue: Client) -> None:
    for role in TOKENS:
        due = 200 if role == "auditor" else 403
        assert catalogue.get("/audit", role).status_code == due
    assert catalogue.get("/audit").status_code == 401
    for method in ("PUT", "DELETE", "PATCH", "POST"):
        answer = catalogue.ask(method, "/audit/a-00000001", "auditor")
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"


def test_our_own_calls_are_audited(catalogue: Client) -> None:
    catalogue.get("/resources/r-000002", "lower")
    newest = catalogue.get("/audit?actor=officer-31", "auditor").json()["items"][0]
    assert (newest["user"], newest["object"], newest["result"]) == ("officer-31", "/resources/r-000002", "success")
    assert catalogue.get(f"/audit/{newest['id']}", "auditor").json() == newest
    catalogue.get("/audit")
    refused = catalogue.get("/audit?actor=anonymous", "auditor").json()["items"][0]
    assert (refused["type"], refused["result"], refused["status"]) == ("refusal", "failure", 401)


def test_dcat_shows_what_is_in_force_even_under_a_draft(catalogue: Client) -> None:
    seen = [catalogue.get("/dcat", role).json()["dcat:dataset"] for role in ("officer", "peer", "administrator")]
    assert seen[0] == seen[1] == seen[2]


def test_dcat_shows_what_the_list_shows(catalogue: Client) -> None:
    answer = catalogue.get("/dcat", "peer")
    assert answer.headers["Content-Type"] == "application/ld+json"
    datasets = answer.json()["dcat:dataset"]
    shown = everything(catalogue, "/resources", "peer")
    assert [one["dcterms:identifier"] for one in datasets] == [item["code"] for item in shown]
    assert [one["dcterms:title"] for one in datasets] == [item["name"] for item in shown]
