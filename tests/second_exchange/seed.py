"""The seed: what three departments of 临澜市 share and who uses it, laid out in time before the fixed day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.second_exchange.agreements import agreed
from tests.second_exchange.digests import digest
from tests.second_exchange.intake import ELEMENTS
from tests.second_exchange.post import receive
from tests.second_exchange.registry import Registry, Resource, Row, party
from tests.second_exchange.seed_rows import DISPUTES, GRANTS, RESOURCES, TERMINATIONS, Grant, Shared
from tests.second_system.accounts import COUNTY, CULTURE, DATA_OFFICE, PROVINCE, REVENUE, WATER, Account, Unit
from tests.second_system.audit import Audit
from tests.second_system.clock import stamp
from tests.second_system.days import day_of

OFFICERS = {WATER: "water:lin.yue", CULTURE: "culture:bai.qing", REVENUE: "revenue:gao.yi"}
USE = {
    "process": "窗口人员逐件核对，结果随案卷归档。", "outcome": "核对 52 件，免交证明 52 份。",
    "storage": "存于业务系统，专人可读。", "disposal": "办结后 30 日内销毁。",
}  # fmt: skip
CONTACT = {"name": "宋临川", "phone": "0999-5557001", "email": "song@linlan.example"}


def planted(held: Registry) -> Registry:
    """The registry as it stands on the fixed morning."""
    for number, row in enumerate(RESOURCES, 1):
        _share(held, row, f"r-{510000 + 10 * number:06d}")
    grants = [_grant(held, row) for row in GRANTS]
    _unfinished(held)
    for months, grant in ((6, grants[0]), (3, grants[4]), (0, grants[0])):
        _used(held, grant, datetime(2026, 11 - months, 9, 7, 30, tzinfo=UTC))
    _batches(held, grants[2])
    for grant in (grant for grant in grants if grant["method"] == "batch"):
        _done(held, grant)
    _corrections(held)
    _posted(held)
    for termination in TERMINATIONS:
        held.add("terminations", termination)
    for unit, consumer, dispute in DISPUTES:
        held.add("disputes", {**dispute, "provider": party(unit), "consumer": party(consumer)})
    return held


def at(text: str) -> datetime:
    """A moment of 2026 in Shanghai, written MM-DD HH:MM."""
    return datetime.fromisoformat(f"2026-{text.replace(' ', 'T')}:00+08:00")


def _share(held: Registry, row: Shared, id: str) -> None:  # noqa: A002 - the contract's name
    items = [_item(text) for text in row.items.split()]
    begun = at(row.published)
    shown: Row = {
        "id": id, "code": row.code, "name": row.name, "summary": row.summary, "provider": party(row.unit),
        "shareType": row.share, **row.terms, "methods": row.methods.split(), "items": items,
        "regions": row.regions.split(), "status": row.status, "servedFrom": day_of(begun).isoformat(),
        "publishedAt": stamp(begun), "updatedAt": stamp(at("11-17 22:10")),
    }  # fmt: skip
    records = [{item["name"]: _value(item, n, shown["regions"]) for item in items} for n in range(1, row.records + 1)]
    held.resources[id] = Resource(row.unit, shown, records)


def _item(text: str) -> Row:
    """An item of a word: name:type and length:what it is:codes."""
    name, kind, marks, codes = [*text.split(":"), "", ""][:4]
    item: Row = {"name": name, "type": kind[0], "personal": "p" in marks}
    if kind[1:]:
        item["length"] = int(kind[1:])
    if codes:
        item["codes"] = codes.split(",")
    return {**item, **{word: True for word in ("key", "region") if word[0] in marks}}


def _value(item: Row, n: int, regions: list[str]) -> Any:
    if item.get("key"):
        return f"{n:06d}"
    if item.get("region"):
        return regions[n % len(regions)]
    if item.get("codes"):
        return item["codes"][n % len(item["codes"])]
    when = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=n)
    return {
        "C": f"{'林𬭊汐' if item['personal'] else item['name']}{n}", "N": 40 + 7 * n, "L": n % 3 == 0,
        "D": day_of(when).isoformat(), "T": stamp(when),
    }[item["type"]]  # fmt: skip


def _request(held: Registry, code: str, unit: Unit, submitted: str, **members: Any) -> Row:
    resource = held.coded(code)
    head = {"resource": code, "shareType": resource.shown["shareType"], "requester": party(unit)}
    request = held.add("requests", {**head, "submittedAt": stamp(at(submitted)), **members})
    request["missing"] = [name for name in ELEMENTS if name not in request]
    return request


def _elements(held: Registry, row: Grant) -> Row:
    resource = held.coded(row.code)
    items = row.items.split() or resource.names
    scope = {"purpose": row.purpose, "items": items, "regions": row.regions.split() or resource.shown["regions"]}
    period = {"from": row.begin, "to": row.to}
    return {
        "basis": row.basis, "scenario": row.scenario, "scope": scope, "method": row.method, "period": period,
        "contact": CONTACT,
    }  # fmt: skip


def _grant(held: Registry, row: Grant) -> Row:
    """A request, the consent to it, the grant, the agreement, and what became of the grant."""
    elements, taken = _elements(held, row), at(row.submitted)
    consented = taken + timedelta(hours=row.hours)
    resource = held.coded(row.code)
    by = OFFICERS[resource.unit] if row.hours else "system"
    request = _request(
        held, row.code, row.unit, row.submitted, **elements, state="consented", completeAt=stamp(taken),
        decision={"result": "consent", "decidedAt": stamp(consented), "decidedBy": by},
        firstDeliveredAt=stamp(consented + timedelta(hours=26)),
    )  # fmt: skip
    grant = held.add("grants", {
        "request": request["id"], "resource": row.code, "consumer": request["requester"],
        **{name: elements["scope"][name] for name in ("items", "regions", "purpose")},
        **{name: elements[name] for name in ("scenario", "method", "period")},
        "state": row.state, "grantedAt": stamp(consented),
    })  # fmt: skip
    request["grant"] = grant["id"]
    agreed(held, grant, CONTACT, "2026-11-18")
    if row.state == "suspended":
        said = {"reason": "抽查发现用于商业推广。", "at": stamp(at("11-10 15:00")), "by": OFFICERS[resource.unit]}
        grant["suspension"] = said
    if row.state == "ended":
        _dispose(held, grant)
    return grant


def _dispose(held: Registry, grant: Row) -> None:
    head = {"grant": grant["id"], "resource": grant["resource"], "consumer": grant["consumer"]}
    disposal = held.add("disposals", {**head, "reason": "achieved", "manner": "destroyed", "at": "2026-10-29",
                                      "by": "宋临川", "note": "覆写两遍并经复核。"})  # fmt: skip
    grant.update(endedAt=stamp(at("10-30 09:00")), disposal=disposal["id"])


def _unfinished(held: Registry) -> None:
    """Requests that did not come to a grant, or not yet."""
    asked = _elements(held, GRANTS[4])
    code, unit = GRANTS[4].code, GRANTS[4].unit
    lacking = {name: asked[name] for name in ("basis", "scenario", "contact")}
    _request(held, code, unit, "11-16 09:20", **lacking, state="incomplete", toldAt=stamp(at("11-16 09:20")))
    _request(held, code, unit, "11-16 10:05", **asked, state="submitted", completeAt=stamp(at("11-16 10:05")))
    extension = {"approver": DATA_OFFICE.name, "reason": "须会商业务处室。", "until": "2026-11-25",
                 "toldAt": stamp(at("11-10 16:00"))}  # fmt: skip
    taken = stamp(at("10-30 10:00"))
    _request(held, code, unit, "10-30 10:00", **asked, state="extended", completeAt=taken, extension=extension)
    refusal = {"result": "refuse", "reason": "与履行职责无关。", "legalBasis": "《政务数据共享条例》第二十条",
               "decidedAt": stamp(at("10-23 11:00")), "decidedBy": OFFICERS[WATER]}  # fmt: skip
    taken = stamp(at("10-21 14:00"))
    _request(held, code, REVENUE, "10-21 14:00", **asked, state="refused", completeAt=taken, decision=refusal)
    taken, gone = stamp(at("10-22 14:00")), stamp(at("10-22 17:00"))
    _request(held, code, PROVINCE, "10-22 14:00", **asked, state="withdrawn", completeAt=taken, withdrawnAt=gone)


def _used(held: Registry, grant: Row, when: datetime) -> None:
    head = {"grant": grant["id"], "resource": grant["resource"], "consumer": grant["consumer"], **USE}
    kept = {"recordedAt": stamp(when), "recordedBy": "culture:gateway", "keptUntil": f"{when.year + 5}-12-31"}
    held.add("uses", {**head, "scenario": grant["scenario"], **kept})


def _batches(held: Registry, grant: Row) -> None:
    head = {"grant": grant["id"], "resource": grant["resource"], "consumer": grant["consumer"]}
    problem = {"type": "about:blank", "title": "前置库不可用", "status": 503}
    held.add("batches", {**head, "state": "failed", "startedAt": stamp(at("11-13 02:00")),
                         "finishedAt": stamp(at("11-13 02:05")), "problem": problem})  # fmt: skip
    held.add("batches", {**head, "state": "running", "startedAt": stamp(at("11-17 02:00"))})


def _done(held: Registry, grant: Row) -> None:
    head = {"grant": grant["id"], "resource": grant["resource"], "consumer": grant["consumer"]}
    held.add("batches", {**head, "state": "done", "startedAt": stamp(at("11-12 02:00")),
                         "finishedAt": stamp(at("11-12 02:03")), "count": 0})  # fmt: skip


def _corrections(held: Registry) -> None:
    code = GRANTS[0].code
    head = {"resource": code, "requester": party(CULTURE), "kind": "inaccurate", "found": "水量与许可证不一致。"}
    held.add("corrections", {**head, "record": "000004", "item": "许可水量", "state": "submitted",
                             "submittedAt": stamp(at("11-16 15:00"))})  # fmt: skip
    reply = {"result": "corrected", "explanation": "已按许可证更正。", "repliedAt": stamp(at("10-22 10:00")),
             "repliedBy": OFFICERS[WATER], "toldAt": stamp(at("10-22 10:00"))}  # fmt: skip
    held.add("corrections", {**head, "record": "000002", "state": "replied", "evidence": "许可证影印件。",
                             "submittedAt": stamp(at("10-19 10:00")), "reply": reply})  # fmt: skip
    held.add("corrections", {**head, "requester": party(COUNTY), "state": "withdrawn", "proposed": "以现场为准。",
                             "submittedAt": stamp(at("10-26 10:00")),
                             "withdrawnAt": stamp(at("10-27 10:00"))})  # fmt: skip


def _posted(held: Registry) -> None:
    """Messages of the days before; the last one does not fit and was rejected."""
    resource = held.coded(GRANTS[0].code)
    posts = ((WATER, CULTURE, "11-05 08:00", "SHA-256"), (WATER, CULTURE, "11-06 08:00", "SM3"),
             (WATER, PROVINCE, "11-06 08:30", "SM3"), (CULTURE, WATER, "11-12 09:00", "SHA-256"),
             (WATER, DATA_OFFICE, "11-13 09:00", "SM3"), (DATA_OFFICE, WATER, "11-16 09:00", "SHA-256"),
             (WATER, CULTURE, "11-17 08:00", "SM3"))  # fmt: skip
    for number, (sender, receiver, when, algorithm) in enumerate(posts, 1):
        records = resource.records[number : number + 3] if number < len(posts) else [{"许可水量": "甚多"}]
        header = {"id": f"m-{number:08x}-0000-4000-8000-00000000{number:04x}", "sender": sender.uscc,
                  "receiver": receiver.uscc, "sentAt": stamp(at(when)), "resource": resource.code,
                  "nonce": f"seed-{number:012d}", "digest": digest(records, algorithm)}  # fmt: skip
        receive(held, {"header": header, "records": records}, stamp(at(when) + timedelta(seconds=2)))


def past(audit: Audit, morning: datetime) -> None:
    """Audit records of the year and a month before the fixed morning."""
    culture, water = Account("culture:gateway", "peer", CULTURE), Account(OFFICERS[WATER], "officer", WATER)
    for month in range(13):
        when = morning - timedelta(days=390 - 30 * month)
        audit.record(culture, "submitRequest", "/resources/r-510010/requests", 201, True, when)
        audit.record(water, "decideRequest", "/requests/q-040003/decision", 200, True, when + timedelta(hours=1))
        audit.record(culture, "decideRequest", "/requests/q-040003/decision", 403, True, when + timedelta(hours=2))
