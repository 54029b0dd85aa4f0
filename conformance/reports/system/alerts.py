"""One system's departures that nobody allowed, as alerts of code scanning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.model.text import Lang
from conformance.reports.alert import Alert, Rule, fingerprint
from conformance.reports.reading import Document, Node, failed, said, title
from conformance.reports.system.sentences import SEEN_ONCE

LEVELS = {"must": "error", "should": "warning", "may": "note"}
SECURITY = {"high": "8.0", "medium": "5.0", "low": "3.0"}
"""The weight of a security clause by its severity; other families are problems, not security alerts."""


def category(document: Document) -> str:
    """What sets the runs on a target apart from those on another."""
    return f"{document['profile']['kind']}/{document['target']['name']}"


def address(document: Document) -> str:
    """Where the system stood."""
    return str(document["target"]["address"]).rstrip("/") + "/"


def alerts(document: Document, lang: Lang) -> Iterator[Alert]:
    """A finding that no waiver covers is an alert, where the vendor wrote the system down."""
    origin = document["target"]["origin"]
    called = {it["operation"]: f"{it['method']} {it['path']}" for it in document["coverage"]["operations"]}
    for clause in failed(document):
        rule = _rule(clause, lang)
        for found in clause["findings"]:
            if not found["waiver"]:
                identity = fingerprint(clause["id"], found["operation"], found["at"], said(found, "due", "en"))
                name = called.get(found["operation"], "")
                message = said(found, "message", lang) + ("" if found["repeated"] else SEEN_ONCE.into(lang))
                yield Alert(rule, message, origin, name, identity, _web(found))


def _rule(clause: Node, lang: Lang) -> Rule:
    statement, remediation = title(clause, lang, "statement"), title(clause, lang, "remediation")
    return Rule(
        clause["id"],
        title(clause, lang),
        statement,
        (statement, remediation, title(clause["source"], lang, "cited")),
        LEVELS[clause["level"]],
        (clause["family"], clause["level"], clause["severity"]),
        SECURITY[clause["severity"]] if clause["family"] == "security" else "",
    )


def _web(found: Node) -> dict[str, Any]:
    """The last exchange of a finding."""
    if not found["evidence"]:
        return {}
    proof = found["evidence"][-1]
    response = proof.get("response")
    answer = {"statusCode": response["status"], "headers": _headers(response["headers"])} if response else {}
    return {"webRequest": _request(proof["request"]), **({"webResponse": answer} if answer else {})}


def _request(request: Node) -> dict[str, Any]:
    path, mark, query = request["url"].partition("?")
    return {
        "protocol": "HTTP",
        "version": "1.1",
        "method": request["method"],
        "target": f"/{'/'.join(path.split('/')[3:])}{mark}{query.partition('#')[0]}",
        "headers": _headers(request["headers"]),
    }


def _headers(headers: list[Node]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for header in headers:
        name = header["name"]
        joined[name] = f"{joined[name]}, {header['value']}" if name in joined else header["value"]
    return joined
