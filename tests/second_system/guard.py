"""What stands around every operation: who calls, what they may, how refusals look, the audit and common headers."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Set
from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from tests.second_system.accounts import ANONYMOUS, account_of
from tests.second_system.refusal import TITLES, Refused


@dataclass(frozen=True)
class Rules:
    """Who may do what: operations that ask for no credential, roles by operation, and what is written or audited."""

    public: Set[str]
    roles: Mapping[str, Set[str]]
    writes: Set[str]
    audited: Set[str]


def guard(app: Flask, rules: Rules) -> None:
    """Hang the guard onto an application."""
    app.extensions["rules"] = rules
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
    rules = _rules()
    if not g.operation or g.operation in rules.public:
        return
    account = account_of(request.headers.get("Authorization"))
    if account:
        g.account = account
    allowed = rules.roles.get(g.operation)
    if account is None or (allowed and account is ANONYMOUS):
        raise Refused(401, "令牌缺失或无效")
    if allowed and account.role not in allowed:
        raise Refused(403, "该角色不能执行此操作")


def _rules() -> Rules:
    rules: Rules = current_app.extensions["rules"]
    return rules


def _record(response: Response) -> Response:
    operation = g.get("operation", "")
    rules = _rules()
    if operation in rules.audited or (operation and response.status_code in (401, 403)):
        audit = current_app.extensions["audit"]
        audit.record(g.account, operation, request.path, response.status_code, operation in rules.writes, g.now)
    return response


def _dress(response: Response) -> Response:
    response.headers["X-Request-Id"] = uuid.uuid4().hex
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'"
    if g.get("operation") in _rules().public:
        response.headers["Access-Control-Allow-Origin"] = "*"
    if g.get("operation") in _rules().roles:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _problem(status: int, detail: str = "", errors: list[dict[str, str]] | None = None, **members: str) -> Response:
    problem = {
        "type": "about:blank",
        "title": TITLES.get(status, f"HTTP {status}"),
        "status": status,
        "instance": quote(request.path),
        **({"detail": detail} if detail else {}),
        **({"errors": errors} if errors else {}),
        **members,
    }
    return Response(json.dumps(problem), status, content_type="application/problem+json")


def _refusal(refused: Refused) -> Response:
    answer = _problem(refused.status, refused.detail, refused.errors, **refused.members)
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
