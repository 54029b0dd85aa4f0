"""What stands around every operation: who calls, what they may, how refusals look, the audit and common headers."""

from __future__ import annotations

import json
import uuid
from urllib.parse import quote

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from tests.second_system.accounts import ANONYMOUS, account_of
from tests.second_system.refusal import TITLES, Refused

IGNORE_CREDENTIALS = {
    "getDeclaration", "getSecurityTxt", "getContract", "getPrivacyNotice", "listCodeLists", "getCodeList",
    "listCategories",
}  # fmt: skip
DEPARTMENTS = {"officer", "administrator", "own-unit", "peer", "upper", "lower"}
ROLES = {
    "registerResource": {"officer"},
    "changeResource": {"officer"},
    "withdrawResource": {"officer"},
    "reviewResource": {"administrator"},
    "openResource": DEPARTMENTS,
    "listAudit": {"auditor"},
    "getAuditRecord": {"auditor"},
}
WRITES = {"registerResource", "changeResource", "withdrawResource", "reviewResource"}


def guard(app: Flask) -> None:
    """Hang the guard onto an application."""
    app.before_request(_identify)
    app.after_request(_record)
    app.after_request(_dress)
    app.register_error_handler(Refused, _refusal)
    app.register_error_handler(HTTPException, _framework_refusal)
    app.register_error_handler(Exception, _breakdown)


def _identify() -> None:
    g.app = current_app
    g.now = current_app.extensions["clock"]()
    g.operation = request.endpoint or ""
    g.account = ANONYMOUS
    if not g.operation or g.operation in IGNORE_CREDENTIALS:
        return
    account = account_of(request.headers.get("Authorization"))
    if account:
        g.account = account
    allowed = ROLES.get(g.operation)
    if account is None or (allowed and account is ANONYMOUS):
        raise Refused(401, "令牌缺失或无效")
    if allowed and account.role not in allowed:
        raise Refused(403, "该角色不能执行此操作")


def _record(response: Response) -> Response:
    operation = g.get("operation", "")
    if operation in ROLES or (operation and response.status_code in (401, 403)):
        held = current_app.extensions["holdings"]
        held.record(g.account, operation, request.path, response.status_code, operation in WRITES, g.now)
    return response


def _dress(response: Response) -> Response:
    response.headers["X-Request-Id"] = uuid.uuid4().hex
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'"
    if g.get("operation") in IGNORE_CREDENTIALS:
        response.headers["Access-Control-Allow-Origin"] = "*"
    if g.get("operation") in ROLES:
        response.headers["Cache-Control"] = "no-store"
    return response


def _problem(status: int, detail: str = "", errors: list[dict[str, str]] | None = None) -> Response:
    problem = {
        "type": "about:blank",
        "title": TITLES.get(status, f"HTTP {status}"),
        "status": status,
        "instance": quote(request.path),
        **({"detail": detail} if detail else {}),
        **({"errors": errors} if errors else {}),
    }
    return Response(json.dumps(problem), status, content_type="application/problem+json")


def _refusal(refused: Refused) -> Response:
    answer = _problem(refused.status, refused.detail, refused.errors)
    if refused.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="linlan"'
    return answer


def _framework_refusal(error: HTTPException) -> Response:
    answer = _problem(error.code or 500)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def _breakdown(error: Exception) -> Response:
    current_app.logger.exception("unhandled")
    return _problem(500)
