"""Leads one entry through its whole life: registered, reviewed, published, changed, reviewed again, withdrawn.

The officer registers and changes, the administrator reviews, and a peer looks on from outside: its questions are
`draft-as-peer`, `draft-page`, `unlisted`, `unannounced`, `published`, `listed`, `standing`, `standing-list`, `renewed`,
`changes`, `gone`, `gone-page`, `gone-history`, `gone-version`, `gone-data`, `listed-after` and `changes-after`.
`version` is the first version, read after the second one was published. What is registered holds OPTIONAL, which the
change leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

APPROVAL = {"decision": "approve", "opinion": "要素齐全，同意发布。"}
OPTIONAL = {"serviceInfo": "经市公共数据交换平台申请。"}
PAGE = {"Accept": "text/html"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {
        "registerResource": 1,
        "getResource": 8,
        "listResources": 4,
        "reviewResource": 2,
        "changeResource": 2,
        "listVersions": 2,
        "getVersion": 2,
        "openResource": 1,
        "listChanges": 3,
        "withdrawResource": 1,
    }


def probe(ask: Ask) -> None:
    body, record = registered(ask, "职业技能培训机构名录", OPTIONAL)
    entry = {"id": record["id"]}
    _drafted(ask, entry, body, record.get("registeredAt"))
    _published(ask, entry, body)
    kept = {name: value for name, value in body.items() if name not in OPTIONAL}
    _changed(ask, entry, {**kept, "summary": f"{body['summary']}按季更新。"})
    _followed(ask, entry, record.get("registeredAt"))
    _withdrawn(ask, entry, body, record.get("registeredAt"))


def registered(ask: Ask, title: str, more: Mapping[str, Any] | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Register an entry of this title, made unique; what was sent and the record that came back, which has an id."""
    body = {**ask.example("registerResource"), **(more or {}), "name": ask.unique(title)}
    made = ask("registerResource", role="officer", step="registered", body=body)
    record = made.data if isinstance(made.data, dict) else {}
    ask.need(isinstance(record.get("id"), str), Text("登记的应答没有标识", "the answer to the registration has no id"))
    return body, record


def _drafted(ask: Ask, entry: Mapping[str, str], body: Mapping[str, Any], since: object) -> None:
    ask("getResource", role="officer", step="read", parts=entry)
    ask("getResource", role="peer", step="draft-as-peer", parts=entry)
    ask("getResource", role="peer", step="draft-page", parts=entry, headers=PAGE)
    ask("listResources", role="peer", step="unlisted", query={"q": body["name"], "pageSize": 100})
    ask("listChanges", role="peer", step="unannounced", query=_from(since))


def _published(ask: Ask, entry: Mapping[str, str], body: Mapping[str, Any]) -> None:
    ask("reviewResource", role="administrator", step="reviewed", parts=entry, body=APPROVAL)
    ask("getResource", role="peer", step="published", parts=entry)
    ask("listResources", role="peer", step="listed", query={"q": body["name"], "pageSize": 100})


def _changed(ask: Ask, entry: Mapping[str, str], body: Mapping[str, Any]) -> None:
    ask("changeResource", role="officer", step="changed", parts=entry, body=body)
    ask("changeResource", role="officer", step="changed-again", parts=entry, body=body)
    ask("getResource", role="peer", step="standing", parts=entry)
    ask("listResources", role="peer", step="standing-list", query={"q": body["name"], "pageSize": 100})
    ask("reviewResource", role="administrator", step="change-reviewed", parts=entry, body=APPROVAL)
    ask("getResource", role="peer", step="renewed", parts=entry)


def _followed(ask: Ask, entry: Mapping[str, str], since: object) -> None:
    ask("listVersions", role="officer", step="versions", parts=entry)
    ask("getVersion", role="officer", step="version", parts={**entry, "version": 1})
    ask("listChanges", role="peer", step="changes", query=_from(since))


def _withdrawn(ask: Ask, entry: Mapping[str, str], body: Mapping[str, Any], since: object) -> None:
    ask("withdrawResource", role="officer", step="withdrawn", parts=entry)
    ask("getResource", role="peer", step="gone", parts=entry)
    ask("getResource", role="peer", step="gone-page", parts=entry, headers=PAGE)
    ask("listVersions", role="peer", step="gone-history", parts=entry)
    ask("getVersion", role="peer", step="gone-version", parts={**entry, "version": 1})
    ask("openResource", role="peer", step="gone-data", parts=entry)
    ask("listResources", role="peer", step="listed-after", query={"q": body["name"], "pageSize": 100})
    ask("listChanges", role="peer", step="changes-after", query=_from(since))


def _from(moment: object) -> Mapping[str, Any]:
    """The query of the changes since a moment; without one, of all there are."""
    return {"since": moment, "pageSize": 100} if isinstance(moment, str) else {"pageSize": 100}
