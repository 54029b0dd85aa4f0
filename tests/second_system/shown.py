"""How entries, versions and the DCAT export look from outside."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tests.second_system.accounts import Account
from tests.second_system.clock import stamp
from tests.second_system.holdings import Change, Entry, Holdings, Version
from tests.second_system.inputs import FORMATS

TITLE = "临澜市政务信息资源目录"
DECLARATION = {
    "name": {"zh": TITLE, "en": "Linlan resource catalogue"},
    "department": "临澜市数据管理办公室",
    "uscc": "11339900HY2000685F",
    "level": "city",
    "regionCode": "339900",
    "zone": "government-network",
    "environment": "test",
    "timeZone": "Asia/Shanghai",
    "auditRetention": "P400D",
    "mlps": 3,
    "standards": ["互通标准 2026.11"],
}
_OPTIONAL = ("changeTrigger", "serviceInfo", "dataSource")


def resource(entry: Entry, version: Version, holdings: Holdings, account: Account, root: str) -> dict[str, Any]:
    """An entry as one version of it says; related codes the account could not resolve are left out."""
    content = version.content
    codes = {v.code for e, v in holdings.visible(account)} if content.get("relatedCodes") else set()
    shown = {
        **{key: value for key, value in content.items() if key not in _OPTIONAL or value},
        "id": entry.id,
        "code": version.code,
        "metadataId": entry.metadata,
        "provider": {"name": entry.unit.name, "uscc": entry.unit.uscc},
        "formats": content.get("formats") or [FORMATS[content["formatClass"]][0]],
        "relatedCodes": [code for code in content.get("relatedCodes", []) if code in codes],
        "regionCode": entry.unit.region,
        "jointlyCollected": "dataSource" in content,
        "status": "published" if version.published else "draft",
        "version": version.number,
        "registeredAt": stamp(entry.registered),
        "changedAt": stamp(version.at),
        "contentUpdatedAt": stamp(entry.content_updated),
        "accessUrl": f"{root}/resources/{entry.id}/data",
        "metadataMaintainer": entry.unit.maintainer,
    }
    return {**shown, "publishedAt": stamp(version.published)} if version.published else shown


def etag(shown: dict[str, Any], form: str) -> str:
    """A strong entity tag of one representation, without quotes."""
    text = json.dumps([form, shown], sort_keys=True)
    return f"{form}.{shown['version']}.{hashlib.blake2s(text.encode(), digest_size=6).hexdigest()}"


def versions(entry: Entry, account: Account) -> list[dict[str, Any]]:
    """The history an account may see, oldest first."""
    return [_version(entry, v) for v in entry.versions if v.published or entry.insider(account)]


def _version(entry: Entry, version: Version) -> dict[str, Any]:
    newer = version is not entry.latest and (not version.published or version is not entry.in_force)
    shown: dict[str, Any] = {
        "version": version.number,
        "status": "superseded" if newer else "published" if version.published else "draft",
        "change": "registered" if version.number == 1 else "changed",
        "changedAt": stamp(version.at),
        "changedBy": version.by,
        "href": f"/resources/{entry.id}/versions/{version.number}",
    }
    if version.published:
        shown["publishedAt"] = stamp(version.published)
    if version.content.get("changeTrigger"):
        shown["changeTrigger"] = version.content["changeTrigger"]
    if version.review:
        shown["review"] = version.review
    return shown


def data(entry: Entry, version: Version) -> dict[str, Any]:
    """Two rows of made-up data under the names of the data items, each of the type of its item."""
    names = [item["name"] for item in version.content["items"]]
    rows = [[_made_up(item, row) for item in version.content["items"]] for row in ("甲", "乙")]
    return {"id": entry.id, "code": version.code, "items": names, "rows": rows, "total": len(rows)}


def _made_up(item: dict[str, Any], row: str) -> str:
    typed = dict.fromkeys("NIFY", "17") | {"D": "20260901", "T": "20260901T090000+0800", "L": "0"}
    return typed.get(item["type"], f"{item['name']}{row}"[: item.get("length")])


def dcat(holdings: Holdings, account: Account, root: str) -> dict[str, Any]:
    """The published entries an account sees as one dcat:Catalog."""
    pairs = [(e, e.in_force) for e, _ in holdings.visible(account)]
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": f"{root}/dcat",
        "@type": "dcat:Catalog",
        "dcterms:title": TITLE,
        "dcat:dataset": [_dataset(entry, version, root) for entry, version in pairs if version],
    }


def _dataset(entry: Entry, version: Version, root: str) -> dict[str, Any]:
    content = version.content
    assert version.published
    formats = content.get("formats") or [FORMATS[content["formatClass"]][0]]
    return {
        "@id": f"{root}/resources/{entry.id}",
        "@type": "dcat:Dataset",
        "dcterms:title": content["name"],
        "dcterms:description": content["summary"],
        "dcterms:identifier": version.code,
        "dcterms:issued": stamp(version.published),
        "dcterms:publisher": {
            "@type": "foaf:Organization",
            "foaf:name": entry.unit.name,
            "dcterms:identifier": entry.unit.uscc,
        },
        "dcat:theme": [content["theme"]],
        "dcat:keyword": content["keywords"],
        "dcterms:accessRights": {"1": "PUBLIC", "2": "RESTRICTED", "3": "NON_PUBLIC"}[content["sharingClass"]],
        "dcterms:accrualPeriodicity": content["updateFrequency"],
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcterms:format": name,
                "dcat:accessURL": f"{root}/resources/{entry.id}/data",
            }
            for name in formats
        ],
    }


def change(change: Change) -> dict[str, str]:
    """A line of the change feed."""
    return {"id": change.entry.id, "code": change.code, "change": change.kind, "at": stamp(change.at)}
