"""SARIF 2.1.0 as code scanning takes it: a rule a clause, a result a departure nobody allowed, each with a place."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from conformance.model.text import Lang
from conformance.reports import not_called, words
from conformance.reports.network.alerts import Alert, Rule, alerts
from conformance.reports.reading import Document, Node, altered, failed, of_network, said, title, waived

SUFFIX = ".sarif"
NETWORK = True
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"must": "error", "should": "warning", "may": "note"}
SECURITY = {"high": "8.0", "medium": "5.0", "low": "3.0"}
"""`security-severity` of a security clause by its severity; other families are problems, not security alerts."""

DESCRIPTION = 1024
"""Characters of a description that code scanning takes."""


def render(document: Document, lang: Lang) -> bytes:
    """What failed, as SARIF. What passed, was allowed or is undecided would be shown as an alert: it is not here.

    Source: SARIF 2.1.0 errata 01; what GitHub code scanning requires of it.
    """
    said = _network(document, lang) if of_network(document) else _system(document, lang)
    sarif_run = {
        "tool": {
            "driver": {
                "name": "Hutong",
                "fullName": "Hutong 互通",
                "semanticVersion": document["run"]["tool"].rpartition(" ")[2],
                "rules": said.rules,
            }
        },
        "language": "zh-CN" if lang == "zh" else "en",
        "automationDetails": {"id": f"hutong/{said.category}/"},
        **({"originalUriBaseIds": {"TARGET": {"uri": said.address}}} if said.address else {}),
        **_invocations(document, lang),
        "results": said.results,
        "columnKind": "unicodeCodePoints",
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [sarif_run]}
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _invocations(document: Document, lang: Lang) -> dict[str, Any]:
    """What kept the run, or its result, from being whole, and what was not called; nothing where nothing did."""
    remarks = [altered(document, lang), words.INTERRUPTED.into(lang) if document["signal"] else ""]
    told = [{"level": "error", "message": {"text": remark}} for remark in remarks if remark]
    notes = [{"level": "note", "message": {"text": line}} for line in not_called.said(document, lang)]
    if not (told or notes):
        return {}
    return {"invocations": [{"executionSuccessful": not told, "toolExecutionNotifications": [*told, *notes]}]}


@dataclass(frozen=True)
class Said:
    """What a log says: its rules, its results, what sets its runs apart from those of another target, and where."""

    rules: list[dict[str, Any]]
    results: list[dict[str, Any]]
    category: str
    address: str = ""


def _system(document: Document, lang: Lang) -> Said:
    broken = [clause for clause in failed(document) if not waived(clause)]
    target = document["target"]
    return Said(
        [_rule(clause, lang) for clause in broken],
        [result for clause in broken for result in _results(clause, document, lang)],
        f"{document['profile']['kind']}/{target['name']}",
        target["address"].rstrip("/") + "/",
    )


def _network(document: Document, lang: Lang) -> Said:
    found = [*alerts(document, lang)]
    rules = dict.fromkeys(alert.rule for alert in found)
    return Said([_rule_of_network(rule, lang) for rule in rules], [_alert(alert) for alert in found], "network")


def _rule_of_network(rule: Rule, lang: Lang) -> dict[str, Any]:
    statement = rule.statement.into(lang)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title.into(lang)},
        "fullDescription": {"text": statement},
        "help": {"text": f"{statement}\n\n{rule.remediation.into(lang)}"},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["interoperability"], "problem.severity": "error"},
    }


def _alert(alert: Alert) -> dict[str, Any]:
    named = [{"fullyQualifiedName": alert.name, "kind": "resource"}]
    return {
        "ruleId": alert.rule.id,
        "level": "error",
        "message": {"text": _plain(alert.message)},
        "locations": [{"physicalLocation": _physical(alert.origin), "logicalLocations": named}],
        "partialFingerprints": {"primaryLocationLineHash": alert.fingerprint},
    }


def _rule(clause: Node, lang: Lang) -> dict[str, Any]:
    severity = {"security-severity": SECURITY[clause["severity"]]} if clause["family"] == "security" else {}
    said = (
        title(clause, lang, "statement"),
        title(clause, lang, "remediation"),
        title(clause["source"], lang, "cited"),
    )
    return {
        "id": clause["id"],
        "shortDescription": {"text": title(clause, lang)},
        "fullDescription": {"text": title(clause, lang, "statement")[:DESCRIPTION]},
        "help": {"text": "\n\n".join(said)},
        "defaultConfiguration": {"level": LEVELS[clause["level"]]},
        "properties": {
            "tags": [clause["family"], clause["level"], clause["severity"]],
            "problem.severity": LEVELS[clause["level"]].replace("note", "recommendation"),
            **severity,
        },
    }


def _results(clause: Node, document: Document, lang: Lang) -> Iterator[dict[str, Any]]:
    for finding in clause["findings"]:
        if finding["waiver"]:
            continue
        operation = finding["operation"]
        result: dict[str, Any] = {
            "ruleId": clause["id"],
            "level": LEVELS[clause["level"]],
            "message": {"text": _plain(said(finding, "message", lang))},
            "locations": [_location(operation, document)],
            "partialFingerprints": {"primaryLocationLineHash": _fingerprint(clause, finding)},
        }
        proof = finding["evidence"][-1] if finding["evidence"] else None
        if proof:
            result["webRequest"] = _request(proof["request"])
        if proof and proof.get("response"):
            response = proof["response"]
            result["webResponse"] = {"statusCode": response["status"], "headers": _headers(response["headers"])}
        yield result


def _location(operation: str, document: Document) -> dict[str, Any]:
    """Where the vendor wrote the system down: a place in the checkout, which every result must have."""
    location: dict[str, Any] = {"physicalLocation": _physical(document["target"]["origin"])}
    covered = {one["operation"]: one for one in document["coverage"]["operations"]}
    if operation in covered:
        name = f"{covered[operation]['method']} {covered[operation]['path']}"
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "resource"}]
    return location


def _physical(origin: Node) -> dict[str, Any]:
    region = {"startLine": origin["line"], "startColumn": 1, "endLine": origin["line"], "endColumn": 2}
    return {"artifactLocation": {"uri": quote(origin["file"])}, "region": region}


def _plain(text: str) -> str:
    """Text of a message in which nothing is a link (SARIF 2.1.0, 3.11.6)."""
    return re.sub(r"([\\\[\]])", r"\\\1", text) if "](" in text else text


def _fingerprint(clause: Node, finding: Node) -> str:
    """The same for the same departure in the next run; without it all results on one line are merged."""
    named = "\n".join((clause["id"], finding["operation"], finding["at"], said(finding, "due", "en")))
    return f"{hashlib.sha256(named.encode('utf-8', 'backslashreplace')).hexdigest()[:16]}:1"


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
