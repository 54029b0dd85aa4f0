"""SARIF 2.1.0 as code scanning takes it: a rule a clause, a result a departure nobody allowed, each with a place."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from conformance.model.text import Lang
from conformance.reports.alert import Alert, Rule
from conformance.reports.reading import Document, Node, altered
from conformance.reports.remarks import limited, remarks
from conformance.reports.subject import part

SUFFIX = ".sarif"
NETWORK = True
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

DESCRIPTION = 1024
"""Characters of a description that code scanning takes."""


def render(document: Document, lang: Lang) -> bytes:
    """What failed, as SARIF. What passed, was allowed or is undecided would be shown as an alert: it is not here.

    Source: SARIF 2.1.0 errata 01; what GitHub code scanning requires of it.
    """
    found = part(document, "alerts")
    address, alerts = found.address(document), [*found.alerts(document, lang)]
    sarif_run = {
        "tool": {
            "driver": {
                "name": "Hutong",
                "fullName": "Hutong 互通",
                "semanticVersion": document["run"]["tool"].rpartition(" ")[2],
                "rules": [_rule(rule) for rule in dict.fromkeys(alert.rule for alert in alerts)],
            }
        },
        "language": "zh-CN" if lang == "zh" else "en",
        "automationDetails": {"id": f"hutong/{found.category(document)}/"},
        **({"originalUriBaseIds": {"TARGET": {"uri": address}}} if address else {}),
        **_invocations(document, lang),
        "results": [_result(alert) for alert in alerts],
        "columnKind": "unicodeCodePoints",
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [sarif_run]}
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _invocations(document: Document, lang: Lang) -> dict[str, Any]:
    """What kept the run, or its result, from being whole, and what else is to be known; nothing where nothing is."""
    remark = altered(document, lang)
    said = [("error", remark)] if remark else []
    said += [(it.level, it.text.into(lang)) for it in remarks(document)]
    said += [("note", text.into(lang)) for text in limited(document)]
    if not said:
        return {}
    whole = all(level != "error" for level, _ in said)
    notes = [{"level": level, "message": {"text": text}} for level, text in said]
    return {"invocations": [{"executionSuccessful": whole, "toolExecutionNotifications": notes}]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.statement[:DESCRIPTION]},
        "help": {"text": "\n\n".join(rule.help)},
        "defaultConfiguration": {"level": rule.level},
        "properties": {
            "tags": [*rule.tags],
            "problem.severity": rule.level.replace("note", "recommendation"),
            **({"security-severity": rule.security} if rule.security else {}),
        },
    }


def _result(alert: Alert) -> dict[str, Any]:
    """A result, which must have a place in the checkout."""
    location: dict[str, Any] = {"physicalLocation": _physical(alert.origin)}
    if alert.name:
        location["logicalLocations"] = [{"fullyQualifiedName": alert.name, "kind": "resource"}]
    return {
        "ruleId": alert.rule.id,
        "level": alert.rule.level,
        "message": {"text": _plain(alert.message)},
        "locations": [location],
        "partialFingerprints": {"primaryLocationLineHash": alert.fingerprint},
        **alert.web,
    }


def _physical(origin: Node) -> dict[str, Any]:
    region = {"startLine": origin["line"], "startColumn": 1, "endLine": origin["line"], "endColumn": 2}
    return {"artifactLocation": {"uri": quote(origin["file"])}, "region": region}


def _plain(text: str) -> str:
    """Text of a message in which nothing is a link (SARIF 2.1.0, 3.11.6)."""
    return re.sub(r"([\\\[\]])", r"\\\1", text) if "](" in text else text
