"""The Flask application: which function serves which operation of the contract, and for whom."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from tests.second_disclosure import applications, documents, others
from tests.second_disclosure.codes import LISTS
from tests.second_disclosure.files import HOST, Files
from tests.second_disclosure.pages import TITLE
from tests.second_disclosure.seed import past, planted
from tests.second_system import plain
from tests.second_system.clock import Clock, stamp
from tests.second_system.guard import Rules, guard

MORNING = datetime(2026, 11, 3, 1, 5, tzinfo=UTC)
DECLARATION = {
    "name": {"zh": TITLE, "en": "Information disclosure of the Linlan water bureau"},
    "department": HOST.name,
    "uscc": HOST.uscc,
    "level": "city",
    "regionCode": HOST.region,
    "zone": "internet",
    "environment": "test",
    "timeZone": "Asia/Shanghai",
    "auditRetention": "P400D",
    "mlps": 2,
    "standards": ["互通标准 2026.11"],
    "asOf": stamp(MORNING),
}
APPLICANTS, OFFICER, REVIEWER = {"applicant", "other-applicant"}, {"officer"}, {"administrator"}
PARTIES = APPLICANTS | OFFICER | REVIEWER | {"own-unit", "auditor"}
ONE = "/applications/<id>"
ROUTES = (
    ("GET", "/guide", "getGuide", others.guide, set()),
    ("GET", "/headings", "listHeadings", documents.headings, set()),
    ("GET", "/documents", "listDocuments", documents.find, set()),
    ("POST", "/documents", "registerDocument", documents.registered, OFFICER),
    ("GET", "/documents/<id>", "getDocument", documents.read, set()),
    ("PUT", "/documents/<id>", "changeDocument", documents.changed, OFFICER),
    ("DELETE", "/documents/<id>", "withdrawDocument", documents.withdrawn, OFFICER),
    ("POST", "/documents/<id>/review", "reviewDocument", documents.reviewed, REVIEWER),
    ("GET", "/documents/<id>/files/<file>", "downloadFile", documents.downloaded, set()),
    ("GET", "/reports", "listReports", others.reports, set()),
    ("GET", "/reports/<id>", "getReport", others.report, set()),
    ("GET", "/penalties", "listPenalties", others.penalties, set()),
    ("GET", "/penalties/<id>", "getPenalty", others.penalty, set()),
    ("GET", "/applications", "listApplications", applications.found, PARTIES),
    ("POST", "/applications", "submitApplication", applications.submitted, APPLICANTS),
    ("GET", ONE, "getApplication", applications.read, PARTIES),
    ("PUT", ONE, "changeApplication", applications.changed, APPLICANTS),
    ("DELETE", ONE, "withdrawApplication", applications.withdrawn, APPLICANTS),
    ("POST", f"{ONE}/receipt", "confirmReceipt", applications.confirmed, OFFICER),
    ("POST", f"{ONE}/correction", "askForCorrection", applications.corrected, OFFICER),
    ("POST", f"{ONE}/consultations", "consult", applications.consulted, OFFICER),
    ("POST", f"{ONE}/extension", "extendPeriod", applications.extended, OFFICER),
    ("POST", f"{ONE}/answer", "answerApplication", applications.answered, OFFICER),
    ("POST", f"{ONE}/archive", "archiveApplication", applications.archived, OFFICER),
    ("GET", "/corrections", "listCorrections", others.corrections, PARTIES),
    ("POST", "/corrections", "submitCorrection", others.correction_submitted, APPLICANTS),
    ("GET", "/corrections/<id>", "getCorrection", others.correction, PARTIES),
    ("DELETE", "/corrections/<id>", "withdrawCorrection", others.correction_withdrawn, APPLICANTS),
    ("POST", "/corrections/<id>/reply", "replyCorrection", others.replied, OFFICER),
)
ROLES = {operation: roles for _, _, operation, _, roles in ROUTES if roles} | plain.AUDITORS
WRITES = {operation for method, _, operation, _, _ in ROUTES if method != "GET"}


def create_app(clock: Clock) -> Flask:
    """A platform with its seed data, living on the given clock."""
    app = Flask("second_disclosure", static_folder=None)
    app.extensions["files"] = planted(Files())
    app.extensions["clock"] = clock
    guard(app, Rules({*plain.PUBLIC, "getGuide", "listHeadings"}, ROLES, WRITES, set(ROLES)))
    plain.routed(app, plain.About("disclosure", TITLE, DECLARATION, LISTS))
    past(app.extensions["audit"], MORNING)
    for method, rule, operation, view, _ in ROUTES:
        app.add_url_rule(rule, operation, view, methods=[method])
    return app
