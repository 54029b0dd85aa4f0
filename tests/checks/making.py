"""Makes exchanges by hand, for what no honest system would answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from conformance.config.loading import kind_contract, the_standard
from conformance.engine.parameters import made, takes
from conformance.engine.vocabulary import tools
from conformance.model.clause import Clause, Verify
from conformance.model.contract import Operation
from conformance.model.exchange import Exchange, Outcome, Request, Response, Trace, Value, Why
from conformance.model.target import Credential
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.norms.clause_flaws import resolved
from conformance.wire.redaction import Redactor

LIST = Operation("listResources", "GET", "/resources")
CATALOGUE = kind_contract("resource-catalogue")
ADDRESS = "http://127.0.0.1:8000"
TODAY = date(2026, 11, 2)
CALENDAR = the_standard().working_days
SECRET = "9f2c-the-officer-of-the-tests"
REDACTOR = Redactor([Credential("officer", "GOV_TOKEN", secret=SECRET)])


def exchange(
    step: str = "",
    data: Any = None,
    status: int = 200,
    *,
    path: str = "/resources",
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    asked: Mapping[str, str] | None = None,
    body: Any = None,
    operation: Operation = LIST,
    media: str = "application/json",
    why: Why | None = None,
) -> Exchange:
    """One exchange whose answer is `data` in JSON; None for an answer without a body."""
    content = b"" if data is None else json.dumps(data, ensure_ascii=False).encode()
    sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    fields = {**({"Content-Type": media} if content else {}), **(headers or {})}
    return Exchange(
        operation,
        "officer",
        REDACTOR.request(Request(method, ADDRESS + path, tuple((asked or {}).items()), sent)),
        REDACTOR.response(Response(status, "", tuple(fields.items()), content)),
        step=step,
        why=why,
        outcome=Outcome(status, data),
    )


def trace(*exchanges: Exchange, record: str = "entry") -> Trace:
    """A trace about a kind of record of the catalogue's contract."""
    return Trace("by-hand", "", exchanges, record=CATALOGUE.records[record])


def value(data: Any) -> Value:
    return Value(data, "items[0]", exchange(), data)


def said(check: Any, subject: Any, **arguments: Any) -> list[str]:
    """What a check finds, in English; `undecided: ...` where it cannot tell."""
    found: list[str] = []
    try:
        found.extend(finding.message.en for finding in check(subject, **arguments))
    except Undecided as undecided:
        detail: Text = undecided.detail
        return found or [f"undecided: {detail.en}"]  # what it found before stays found
    return found


def arguments(clause: Clause, verify: Verify, **given: Any) -> dict[str, Any]:
    """The arguments a clause gives a check, with its own figures, and those of the engine that the check takes."""
    check = tools().checks[verify.check]
    figures = {name: param.default for name, param in clause.params.items()}
    every = {"today": TODAY, "contract": CATALOGUE, "calendar": CALENDAR, "facts": {}, **given}
    own = {name: value for name, value in every.items() if name in takes(check)}
    return made(check, resolved(verify.arguments, figures)) | own


def judged(name: str, subject: Any, probe: str = "", **given: Any) -> list[str]:
    """What a clause finds by all its checks, or by those on what one probe asked, in English as `said` tells it."""
    clause = the_standard().clauses[name]
    asked = [verify for verify in clause.verify if probe in ("", verify.probe)]
    return [
        line
        for verify in asked
        for line in said(tools().checks[verify.check], subject, **arguments(clause, verify, **given))
    ]
