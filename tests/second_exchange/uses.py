"""What departments that use data write down: records of use, and corrections asked for."""

from __future__ import annotations

from flask import Response, g

from tests.second_exchange import registry as kept
from tests.second_exchange.inputs import CORRECTION, REPLY, USE
from tests.second_exchange.registry import Row
from tests.second_system import asked
from tests.second_system.answers import JSON, as_json, page_of
from tests.second_system.refusal import Refused

KEPT_YEARS = 5


def recorded(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(USE)
    grant = kept.own_row("grants", id, "consumer")
    if grant["state"] == "ended":
        raise Refused(409, "授权已终止")
    head = {"grant": id, "resource": grant["resource"], "consumer": grant["consumer"], **content}
    until = f"{int(kept.today()[:4]) + KEPT_YEARS}-12-31"
    said = {"recordedAt": kept.now(), "recordedBy": g.account.user, "keptUntil": until}
    use = kept.registry().add("uses", {**head, **said})
    return as_json(use, 201, location=f"/grants/{id}/uses/{use['id']}")


def uses(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    kept.row_of("grants", id)
    return as_json(page_of([row for row in kept.registry().visible("uses", g.account) if row["grant"] == id]))


def _use(id: str, use: str) -> Row:  # noqa: A002 - the contract's name
    found = kept.row_of("uses", use)
    if found["grant"] != id:
        raise Refused(404, "没有这条使用记录")
    return found


def use(id: str, use: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    return as_json(_use(id, use))


def use_withdrawn(id: str, use: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    _use(id, use)
    kept.registry().rows["uses"].pop(kept.own_row("uses", use, "consumer")["id"])
    return "", 204


def corrected(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(CORRECTION)
    head = {"resource": kept.resource_of(id).code, "requester": kept.party(g.account.unit), **content}
    row = kept.registry().add("corrections", {**head, "state": "submitted", "submittedAt": kept.now()})
    return as_json(row, 201, location=f"/corrections/{row['id']}")


def correction_withdrawn(id: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    row = kept.own_row("corrections", id, "requester")
    if row["state"] != "withdrawn":
        row.update(state="withdrawn", withdrawnAt=kept.now())
    return "", 204


def replied(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(REPLY)
    row = kept.provided_row("corrections", id)
    if row["state"] != "submitted":
        raise Refused(409, "已反馈或者已撤回")
    said = {"repliedAt": kept.now(), "repliedBy": g.account.user, "toldAt": kept.now()}
    row.update(state="replied", reply={**content, **said})
    return as_json(row)
