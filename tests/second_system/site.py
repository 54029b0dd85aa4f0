"""The Flask application: which function serves which operation of the contract."""

from __future__ import annotations

from flask import Flask

from tests.second_system import reading, writing
from tests.second_system.clock import Clock
from tests.second_system.guard import guard
from tests.second_system.seed import planted

ROUTES = (
    ("GET", "/.well-known/hutong", "getDeclaration", reading.declared),
    ("GET", "/.well-known/security.txt", "getSecurityTxt", reading.security_txt),
    ("GET", "/openapi.json", "getContract", reading.contract),
    ("GET", "/privacy", "getPrivacyNotice", reading.privacy),
    ("GET", "/code-lists", "listCodeLists", reading.lists),
    ("GET", "/code-lists/<name>", "getCodeList", reading.one_list),
    ("GET", "/categories", "listCategories", reading.categories),
    ("GET", "/resources", "listResources", reading.find),
    ("GET", "/resources/<id>", "getResource", reading.read),
    ("GET", "/resources/<id>/data", "openResource", reading.opened),
    ("GET", "/dcat", "getDcat", reading.dcat),
    ("POST", "/resources", "registerResource", writing.registered),
    ("PUT", "/resources/<id>", "changeResource", writing.changed),
    ("DELETE", "/resources/<id>", "withdrawResource", writing.withdrawn),
    ("POST", "/resources/<id>/review", "reviewResource", writing.reviewed),
    ("GET", "/resources/<id>/versions", "listVersions", reading.history),
    ("GET", "/resources/<id>/versions/<int:number>", "getVersion", reading.one_version),
    ("GET", "/changes", "listChanges", reading.changes),
    ("GET", "/audit", "listAudit", reading.audit),
    ("GET", "/audit/<id>", "getAuditRecord", reading.audit_record),
)


def create_app(clock: Clock) -> Flask:
    """A catalogue with its seed data, living on the given clock."""
    app = Flask("second_system", static_folder=None)
    app.extensions["holdings"] = planted()
    app.extensions["clock"] = clock
    guard(app)
    for method, rule, operation, view in ROUTES:
        app.add_url_rule(rule, operation, view, methods=[method])
    return app
