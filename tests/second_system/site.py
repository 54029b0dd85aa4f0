"""The Flask application: which function serves which operation of the contract."""

from __future__ import annotations

from flask import Flask

from tests.second_system import plain, reading, writing
from tests.second_system.clock import Clock
from tests.second_system.codes import LISTS
from tests.second_system.guard import Rules, guard
from tests.second_system.seed import past, planted
from tests.second_system.shown import DECLARATION, TITLE

ROUTES = (
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
)
WRITES = {"registerResource", "changeResource", "withdrawResource", "reviewResource"}
ROLES = {
    "registerResource": {"officer"},
    "changeResource": {"officer"},
    "withdrawResource": {"officer"},
    "reviewResource": {"administrator"},
    "openResource": {"officer", "administrator", "own-unit", "peer", "upper", "lower"},
    **plain.AUDITORS,
}


def create_app(clock: Clock) -> Flask:
    """A catalogue with its seed data, living on the given clock."""
    app = Flask("second_system", static_folder=None)
    app.extensions["holdings"] = planted()
    app.extensions["clock"] = clock
    guard(app, Rules({*plain.PUBLIC, "listCategories"}, ROLES, WRITES, set(ROLES)))
    plain.routed(app, plain.About("resource-catalogue", TITLE, DECLARATION, LISTS))
    past(app.extensions["audit"])
    for method, rule, operation, view in ROUTES:
        app.add_url_rule(rule, operation, view, methods=[method])
    return app
