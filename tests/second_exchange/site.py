"""The Flask application: which function serves which operation of the contract, and for whom."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask, Response, g

from tests.second_exchange import intake, lists, post, supply, uses
from tests.second_exchange.codes import LISTS
from tests.second_exchange.registry import Registry
from tests.second_exchange.seed import past, planted
from tests.second_system import asked, plain
from tests.second_system.accounts import DATA_OFFICE
from tests.second_system.answers import JSON, as_json
from tests.second_system.clock import Clock, stamp
from tests.second_system.guard import Rules, guard

TITLE = "临澜市公共数据交换平台"
MORNING = datetime(2026, 11, 18, 1, 15, tzinfo=UTC)
DECLARATION = {
    "name": {"zh": TITLE, "en": "Linlan data exchange"},
    "department": DATA_OFFICE.name,
    "uscc": DATA_OFFICE.uscc,
    "level": "city",
    "regionCode": "339900",
    "zone": "government-network",
    "environment": "test",
    "timeZone": "Asia/Shanghai",
    "auditRetention": "P400D",
    "useRetention": f"P{uses.KEPT_YEARS}Y",
    "mlps": 3,
    "standards": ["互通标准 2026.11"],
    "asOf": stamp(MORNING),
}
SENDERS = {"officer", "peer", "upper", "lower"}
READERS = SENDERS | {"own-unit", "administrator"}
OFFICES = READERS | {"auditor"}
OFFICER = {"officer"}
GRANT, BATCH, USE = "/grants/<id>", "/grants/<id>/batches/<batch>", "/grants/<id>/uses/<use>"


def time() -> Response:
    asked.accepts(JSON)
    return as_json({"now": stamp(g.now)})


ROUTES = (
    ("GET", "/time", "getTime", time, set()),
    ("GET", "/resources", "listResources", lists.resources, OFFICES),
    ("GET", "/resources/<id>", "getResource", lists.resource, OFFICES),
    ("GET", "/resources/<id>/schema", "getResourceSchema", lists.schema, OFFICES),
    ("POST", "/resources/<id>/requests", "submitRequest", intake.submitted, SENDERS),
    ("POST", "/resources/<id>/corrections", "submitCorrection", uses.corrected, SENDERS),
    ("GET", "/requests", "listRequests", lists.listing("requests", state="request-state", resource=""), READERS),
    ("GET", "/requests/<id>", "getRequest", lists.reading("requests"), READERS),
    ("DELETE", "/requests/<id>", "withdrawRequest", intake.withdrawn, SENDERS),
    ("POST", "/requests/<id>/supplement", "supplementRequest", intake.supplemented, SENDERS),
    ("POST", "/requests/<id>/decision", "decideRequest", intake.decided, OFFICER),
    ("GET", "/grants", "listGrants", lists.listing("grants", state="grant-state", resource=""), READERS),
    ("GET", GRANT, "getGrant", lists.reading("grants"), READERS),
    ("POST", f"{GRANT}/misuse", "reportMisuse", supply.misused, OFFICER | {"administrator"}),
    ("POST", f"{GRANT}/end", "endGrant", supply.ended, SENDERS),
    ("GET", f"{GRANT}/records", "queryRecords", supply.queried, SENDERS),
    ("GET", f"{GRANT}/file", "downloadFile", supply.downloaded, SENDERS),
    ("GET", f"{GRANT}/batches", "listBatches", supply.batches, SENDERS),
    ("POST", f"{GRANT}/batches", "startBatch", supply.started, SENDERS),
    ("GET", BATCH, "getBatch", supply.batch, SENDERS),
    ("DELETE", BATCH, "cancelBatch", supply.cancelled, SENDERS),
    ("GET", f"{GRANT}/uses", "listUses", uses.uses, READERS),
    ("POST", f"{GRANT}/uses", "recordUse", uses.recorded, SENDERS),
    ("GET", USE, "getUse", uses.use, READERS),
    ("DELETE", USE, "withdrawUse", uses.use_withdrawn, SENDERS),
    ("GET", "/messages", "listMessages", post.listed, READERS),
    ("POST", "/messages", "sendMessage", post.sent, SENDERS),
    ("GET", "/messages/<id>", "getMessage", post.read, READERS),
    ("DELETE", "/messages/<id>", "withdrawMessage", post.withdrawn, SENDERS),
    ("GET", "/messages/<id>/receipt", "getReceipt", post.receipt, READERS),
    ("GET", "/agreements", "listAgreements", lists.listing("agreements", resource=""), READERS),
    ("GET", "/agreements/<id>", "getAgreement", lists.reading("agreements"), READERS),
    ("GET", "/corrections", "listCorrections", lists.listing("corrections", state="correction-state"), READERS),
    ("GET", "/corrections/<id>", "getCorrection", lists.reading("corrections"), READERS),
    ("DELETE", "/corrections/<id>", "withdrawCorrection", uses.correction_withdrawn, SENDERS),
    ("POST", "/corrections/<id>/reply", "replyCorrection", uses.replied, OFFICER),
    ("GET", "/disposals", "listDisposals", lists.listing("disposals"), READERS),
    ("GET", "/terminations", "listTerminations", lists.listing("terminations"), READERS),
    ("GET", "/disputes", "listDisputes", lists.listing("disputes"), READERS),
    ("GET", "/reconciliation", "getReconciliation", post.reconciled, READERS),
)
ROLES = {operation: roles for _, _, operation, _, roles in ROUTES if roles} | plain.AUDITORS
WRITES = {operation for method, _, operation, _, _ in ROUTES if method != "GET"}
DATA = {"queryRecords", "downloadFile", "getBatch", *plain.AUDITORS}


def create_app(clock: Clock) -> Flask:
    """An exchange with its seed data, living on the given clock."""
    app = Flask("second_exchange", static_folder=None)
    app.extensions["registry"] = planted(Registry())
    app.extensions["clock"] = clock
    guard(app, Rules({*plain.PUBLIC, "getTime"}, ROLES, WRITES, WRITES | DATA))
    plain.routed(app, plain.About("data-exchange", TITLE, DECLARATION, LISTS))
    past(app.extensions["audit"], MORNING)
    for method, rule, operation, view, _ in ROUTES:
        app.add_url_rule(rule, operation, view, methods=[method])
    return app
