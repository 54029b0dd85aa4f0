"""Grants and what is delivered under them: by query, as a file, in batches."""

from __future__ import annotations

import base64
import hashlib
import uuid

from flask import Response, g, request

from tests.second_exchange import registry as kept
from tests.second_exchange.digests import digest
from tests.second_exchange.inputs import END, MISUSE
from tests.second_exchange.intake import end
from tests.second_exchange.registry import Row
from tests.second_system import asked
from tests.second_system.answers import JSON, as_json, page_of
from tests.second_system.refusal import Refused, parameter

MOST_RECORDS = 500


def misused(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(MISUSE)
    authority = g.account.role == "administrator"
    grant = kept.row_of("grants", id) if authority else kept.provided_row("grants", id)
    if kept.state_of(grant) in ("ended", "expired"):
        raise Refused(409, "授权已终止或者已到期")
    if grant["state"] == "active":
        said = {"reason": content["reason"], "at": kept.now(), "by": g.account.user}
        grant.update(state="suspended", suspension=said)
    return as_json(kept.shown(grant))


def ended(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(END)
    grant = kept.own_row("grants", id, "consumer")
    if grant["state"] == "ended":
        raise Refused(409, "授权已终止")
    end(grant, content["reason"], content["disposal"])
    return as_json(kept.shown(grant))


def _usable(id: str, method: str) -> Row:  # noqa: A002 - the contract's name
    """A grant of the caller's department that gives data today by this method."""
    grant = kept.own_row("grants", id, "consumer")
    if kept.state_of(grant) != "active" or grant["period"]["from"] > kept.today():
        raise Refused(403, "授权未生效、已暂停、已到期或者已终止")
    ended = kept.registry().coded(grant["resource"]).shown["status"] == "ended"
    if grant["method"] != method or ended:
        raise Refused(403, "共享方式与授权不符，或者服务已终止")
    return grant


def _delivered(grant: Row, region: str | None = None) -> list[Row]:
    """The records of the regions granted, or of one of them, cut to the items granted."""
    resource = kept.registry().coded(grant["resource"])
    by_region = [item["name"] for item in resource.shown["items"] if item.get("region")]
    regions = [region] if region else grant["regions"]
    kept.registry().rows["requests"][grant["request"]].setdefault("firstDeliveredAt", kept.now())
    return [
        {name: record[name] for name in record if name in grant["items"]}
        for record in resource.records
        if all(record[name] in regions for name in by_region)
    ]


def queried(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    scenario, region = request.args.get("scenario"), asked.word("region", "[0-9]{6}")
    if scenario is not None and not 1 <= len(scenario) <= 200:
        raise parameter("scenario", "须为 1 至 200 个字符")
    grant = _usable(id, "service")
    if scenario not in (None, grant["scenario"]) or region not in (None, *grant["regions"]):
        raise Refused(403, "所写场景或者区划超出授权")
    return as_json(page_of(_delivered(grant, region)))


def downloaded(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    grant = _usable(id, "file")
    records = _delivered(grant)
    head = {"resource": grant["resource"], "grant": grant["id"], "madeAt": kept.now(), "count": len(records)}
    answer = as_json({**head, "records": records})
    value = base64.b64encode(hashlib.sha256(answer.get_data()).digest()).decode()
    answer.headers["Content-Digest"] = f"sha-256=:{value}:"
    answer.headers["Content-Disposition"] = f'attachment; filename="{grant["id"]}.json"'
    return answer


def started(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    grant = _usable(id, "batch")
    head = {"grant": grant["id"], "resource": grant["resource"], "consumer": grant["consumer"]}
    batch = kept.registry().add("batches", {**head, "state": "running", "startedAt": kept.now()})
    return as_json(_told(batch), 202, location=f"/grants/{id}/batches/{batch['id']}")


def _told(batch: Row, *left_out: str) -> Row:
    return {name: value for name, value in batch.items() if name not in ("consumer", *left_out)}


def _worked_on(batch: Row) -> Row:
    """The job as it stands: the work is done by the next time somebody looks."""
    if batch["state"] == "running":
        grant = kept.registry().rows["grants"][batch["grant"]]
        records = _delivered(grant)
        parts = [records[n : n + MOST_RECORDS] for n in range(0, len(records), MOST_RECORDS)]
        messages = [_message(grant, part) for part in parts]
        batch.update(state="done", finishedAt=kept.now(), count=len(records), messages=messages)
    return batch


def _message(grant: Row, records: list[Row]) -> Row:
    header = {
        "id": f"m-{uuid.uuid4()}",
        "sender": kept.registry().provider(grant).uscc,
        "receiver": grant["consumer"]["uscc"],
        "sentAt": kept.now(),
        "resource": grant["resource"],
        "nonce": uuid.uuid4().hex,
        "digest": digest(records, "SM3"),
    }
    return {"header": header, "records": records}


def batches(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    kept.own_row("grants", id, "consumer")
    rows = [row for row in kept.registry().visible("batches", g.account) if row["grant"] == id]
    return as_json(page_of([_told(_worked_on(row), "messages") for row in rows]))


def _batch(id: str, batch: str) -> Row:  # noqa: A002 - the contract's name
    kept.own_row("grants", id, "consumer")
    found = kept.row_of("batches", batch)
    if found["grant"] != id:
        raise Refused(404, "没有这项任务")
    return found


def batch(id: str, batch: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    return as_json(_told(_worked_on(_batch(id, batch))))


def cancelled(id: str, batch: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    kept.registry().rows["batches"].pop(_batch(id, batch)["id"])
    return "", 204
