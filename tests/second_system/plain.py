"""The operations of a system itself, the same for every kind: declaration, contract, notices, codes, audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g

from tests.second_system import asked, audit, pages
from tests.second_system.answers import JSON, as_json, root
from tests.second_system.code_lists import Lists, code_list, index
from tests.second_system.published import document
from tests.second_system.refusal import Refused


@dataclass(frozen=True)
class About:
    """What a system says of itself. The declaration lacks what its address and its contract tell."""

    kind: str
    title: str
    declaration: Mapping[str, Any]
    lists: Lists


def routed(app: Flask, about: About) -> None:
    """Hang the plain operations onto an application; its contract is printed first, lest the first caller wait."""
    document(about.kind, "")
    app.extensions["about"] = about
    app.extensions["audit"] = audit.Audit()
    for rule, operation, view in ROUTES:
        app.add_url_rule(rule, operation, view, methods=["GET"])


def _about() -> About:
    about: About = g.app.extensions["about"]
    return about


def declared() -> Response:
    asked.accepts(JSON)
    version = document(_about().kind, root())["info"]["version"]
    contract = {"url": f"{root()}/openapi.json", "version": version}
    return as_json({"kind": _about().kind, **_about().declaration, "contract": contract, "codeLists": "/code-lists"})


def security_txt() -> Response:
    text = "Contact: mailto:security@linlan.example\nExpires: 2027-06-30T16:00:00Z\nPreferred-Languages: zh\n"
    return Response(text, content_type="text/plain; charset=utf-8")


def contract() -> Response:
    asked.accepts(JSON)
    return as_json(document(_about().kind, root()))


def privacy() -> str:
    return pages.page("privacy", system=_about().title)


def lists() -> Response:
    asked.accepts(JSON)
    items = index(_about().lists)
    return as_json({"items": items, "total": len(items)})


def one_list(name: str) -> Response:
    asked.accepts(JSON)
    found = code_list(_about().lists, name)
    if not found:
        raise Refused(404, "没有这张代码表")
    return as_json(found)


ROUTES = (
    ("/.well-known/hutong", "getDeclaration", declared),
    ("/.well-known/security.txt", "getSecurityTxt", security_txt),
    ("/openapi.json", "getContract", contract),
    ("/privacy", "getPrivacyNotice", privacy),
    ("/code-lists", "listCodeLists", lists),
    ("/code-lists/<name>", "getCodeList", one_list),
    ("/audit", "listAudit", audit.listed),
    ("/audit/<id>", "getAuditRecord", audit.one),
)
PUBLIC = {operation for _, operation, _ in ROUTES[:6]}
AUDITORS = {"listAudit": {"auditor"}, "getAuditRecord": {"auditor"}}
