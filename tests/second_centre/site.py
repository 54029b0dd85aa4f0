"""The Flask application: which function serves which operation of the contract, and for whom."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from tests.second_centre import cases, complaints, lists
from tests.second_centre.centre import Centre
from tests.second_centre.codes import LISTS
from tests.second_centre.pages import TITLE
from tests.second_centre.seed import past_acts, planted
from tests.second_system import plain
from tests.second_system.accounts import DATA_OFFICE
from tests.second_system.clock import Clock, stamp
from tests.second_system.guard import Rules, guard

MORNING = datetime(2026, 11, 25, 1, 40, tzinfo=UTC)
DECLARATION = {
    "name": {"zh": TITLE, "en": "Linlan citizen service centre"},
    "department": DATA_OFFICE.name,
    "uscc": DATA_OFFICE.uscc,
    "level": "city",
    "regionCode": "339900",
    "zone": "internet",
    "environment": "test",
    "timeZone": "Asia/Shanghai",
    "auditRetention": "P400D",
    "mlps": 3,
    "standards": ["互通标准 2026.11"],
    "asOf": stamp(MORNING),
}
APPLICANTS = {"applicant", "other-applicant"}
APPLYING = APPLICANTS | {"own-unit"}
READERS = APPLYING | {"officer", "administrator", "auditor", "peer"}
OFFICES = {"officer", "own-unit", "administrator", "auditor"}
OFFICER = {"officer"}
CASE, COMPLAINT = "/cases/<id>", "/complaints/<id>"
CASES = lists.listing("cases", state="case-state", item="", channel="channel")
CERTIFICATES = lists.listing("certificates", state="certificate-state")
EVALUATIONS = lists.open_listing("evaluations", grade="satisfaction", department="")
TASKS = lists.listing("rectifications", state="rectification-state")
COMPLAINTS = lists.listing("complaints", state="complaint-state", kind="complaint-kind")
ROUTES = (
    ("GET", "/items", "listItems", lists.items, set()),
    ("GET", "/items/<id>", "getItem", lists.item, set()),
    ("POST", "/items/<id>/cases", "submitCase", cases.submitted, APPLYING),
    ("GET", "/cases", "listCases", CASES, READERS),
    ("GET", CASE, "getCase", lists.reading("cases"), READERS),
    ("DELETE", CASE, "withdrawCase", cases.withdrawn, APPLYING),
    ("POST", f"{CASE}/supplement", "supplementCase", cases.supplied, APPLYING),
    ("POST", f"{CASE}/acceptance", "acceptCase", cases.accepted, OFFICER),
    ("POST", f"{CASE}/decision", "decideCase", cases.decided, OFFICER),
    ("POST", f"{CASE}/evaluation", "evaluateCase", cases.evaluated, APPLICANTS),
    ("GET", "/certificates", "listCertificates", CERTIFICATES, READERS),
    ("GET", "/certificates/<id>", "getCertificate", lists.reading("certificates"), READERS),
    ("GET", "/certificates/<id>/file", "getCertificateFile", lists.certificate_file, READERS),
    ("GET", "/certificate-verification", "verifyCertificate", lists.verified, set()),
    ("GET", "/publicity", "listPublicity", lists.publicity, set()),
    ("GET", "/publicity/<id>", "getPublicity", lists.published, set()),
    ("GET", "/overdue", "listOverdue", lists.open_listing("overdue"), set()),
    ("GET", "/evaluations", "listEvaluations", EVALUATIONS, set()),
    ("GET", "/rectifications", "listRectifications", TASKS, OFFICES),
    ("GET", "/departments", "listDepartments", lists.departments, set()),
    ("GET", "/departments/<id>", "getDepartment", lists.department, set()),
    ("GET", "/complaints", "listComplaints", COMPLAINTS, READERS),
    ("POST", "/complaints", "submitComplaint", complaints.submitted, APPLICANTS),
    ("GET", COMPLAINT, "getComplaint", lists.reading("complaints"), READERS),
    ("DELETE", COMPLAINT, "withdrawComplaint", complaints.withdrawn, APPLICANTS),
    ("POST", f"{COMPLAINT}/reply", "replyComplaint", complaints.answered, OFFICER),
)
ROLES = {operation: roles for _, _, operation, _, roles in ROUTES if roles} | plain.AUDITORS
OPEN = {operation for _, _, operation, _, roles in ROUTES if not roles}
WRITES = {operation for method, _, operation, _, _ in ROUTES if method != "GET"}
DATA = {"getCertificate", "getCertificateFile", *plain.AUDITORS}


def create_app(clock: Clock) -> Flask:
    """A centre with its seed data, living on the given clock."""
    app = Flask("second_centre", static_folder=None)
    app.extensions["centre"] = planted(Centre(), MORNING)
    app.extensions["clock"] = clock
    guard(app, Rules({*plain.PUBLIC, *OPEN}, ROLES, WRITES, WRITES | DATA))
    plain.routed(app, plain.About("one-stop", TITLE, DECLARATION, LISTS))
    past_acts(app.extensions["audit"], MORNING)
    for method, rule, operation, view, _ in ROUTES:
        app.add_url_rule(rule, operation, view, methods=[method])
    return app
