"""One clause in the JSON report: what it came to, its findings, and the exchanges that prove them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from conformance.model.case import Case
from conformance.model.exchange import Exchange, Headers, Request
from conformance.model.report import ClauseResult, Counterexample, Evidence, Smallest
from conformance.model.verdict import Verdict
from conformance.model.waiver import Waiver
from conformance.model.workflow import Workflow
from conformance.reports.body import NOTHING, Body, both_body
from conformance.reports.normaliser import Normaliser, normalised_headers, request_ids


def clause_body(item: ClauseResult, normaliser: Normaliser | None = None, most: int | None = None) -> Body:
    """One clause and what it came to, with `most` of its findings, all where that is None."""
    clause = item.clause
    return {
        "id": clause.id,
        "family": clause.family,
        "title": both_body(clause.title),
        "statement": both_body(clause.statement),
        "level": clause.level.value,
        "severity": clause.severity.value,
        "manual": clause.manual,
        "verdict": item.verdict.value,
        "reason": item.reason.value if item.reason else None,
        "detail": item.detail or NOTHING,
        "input": item.input,
        "exercised": item.exercised,
        "judged_operations": item.judged_operations,
        "places": item.places,
        "operations": _operations(item),
        "held_back": list(item.held_back),
        "waiver": waiver_body(item.waiver) if item.waiver else None,
        "known": item.known,
        "source": {
            "doc": clause.source.doc,
            "clause": clause.source.clause,
            "cited": both_body(clause.source.cited),
            "basis": clause.source.basis,
        },
        "remediation": both_body(clause.remediation),
        "findings": [_finding(found, normaliser) for found in item.findings[:most]],
    }


def _operations(item: ClauseResult) -> list[str]:
    if item.verdict is not Verdict.FAIL:
        return []
    return sorted({*item.operations, *(found.operation for found in item.findings)})


def waiver_body(waiver: Waiver) -> Body:
    """Who allows which departure, why, and until when."""
    return {**asdict(waiver), "operations": list(waiver.operations), "expires": waiver.expires.isoformat()}


def _finding(found: Counterexample, normaliser: Normaliser | None) -> Body:
    shown: Body = {
        "message": found.message,
        "operation": found.operation,
        "at": found.at,
        "seen": found.seen,
        "due": found.due,
        "repeated": found.repeated,
        "curl": found.curl,
        "case": found.case,
        "question": _question(found.question, _role(found)) if found.question else None,
        "smallest": _smallest(found.smallest) if found.smallest else None,
        "script": list(found.script),
        **({} if normaliser else {"explored": found.explored, **workflow_body(found.workflow)}),
        "waiver": found.waiver,
        "known": found.known,
        "evidence": evidence_bodies(found.evidence, normaliser),
    }
    proofs = (*found.evidence, *([found.smallest.evidence] if found.smallest else []))
    return normaliser.named(shown, answered_ids(proofs)) if normaliser else shown


def workflow_body(workflow: Workflow) -> Body:
    """A workflow as it is run, else the word for what keeps it from being stated."""
    return {"workflow": workflow.definition or None, "omission": workflow.omission.value if workflow.omission else ""}


def answered_ids(proofs: Iterable[Evidence]) -> tuple[str, ...]:
    """The request ids that the answers state, to be named wherever something said of them repeats them."""
    answers = (it.exchange.response for it in proofs)
    return tuple(sorted({value for it in answers if it for value in request_ids(it.headers)}))


def _smallest(smallest: Smallest) -> Body:
    return {
        "case": smallest.case.id,
        "question": _question(smallest.case, smallest.evidence.exchange.role),
        "curl": smallest.evidence.curl,
        "script": list(smallest.script),
        "request": _request(smallest.evidence.exchange.request),
        "requests": smallest.requests,
        "complete": smallest.complete,
    }


def _role(found: Counterexample) -> str:
    return next((it.exchange.role for it in found.evidence if it.exchange.operation.id == found.operation), "")


def _question(case: Case, role: str) -> Body:
    """A case in full, in the words of a corpus file, and the role it was asked in."""
    return {"role": role, **_parts(case)}


def _parts(case: Case) -> Body:
    why = case.why
    return {
        "id": case.id,
        "operation": case.operation,
        "expects": case.expects,
        "why": {"location": why.location, "pointer": why.pointer, "keyword": why.keyword} if why else None,
        "path": dict(case.path),
        "query": dict(case.query),
        "headers": dict(case.headers),
        **({"cookies": dict(case.cookies)} if case.cookies else {}),
        "media": case.media,
        "body": case.body,
        "after": [_parts(earlier) for earlier in case.after],
    }


def _request(request: Request) -> Body:
    return {
        "method": request.method,
        "url": request.url,
        "headers": _headers(request.headers),
        "body": request.body or b"",
    }


def evidence_bodies(proofs: Iterable[Evidence], normaliser: Normaliser | None) -> list[Body]:
    """The exchanges that prove something, in order."""
    return [_normalised_evidence(it) if normaliser else _evidence(it) for it in proofs]


def _evidence(evidence: Evidence) -> Body:
    exchange = evidence.exchange
    response = exchange.response
    shown: Body = {
        "digest": evidence.digest,
        "step": exchange.step,
        "role": exchange.role,
        "request": _request(exchange.request),
    }
    if response is not None:
        headers = _headers(response.headers)
        shown["response"] = {"status": response.status, "headers": headers, "body": response.body}
    else:
        shown["failure"] = _failure(exchange)
    return shown


def _failure(exchange: Exchange) -> Body:
    failure = exchange.failure
    if failure is None:
        return {"reason": None, "detail": NOTHING}
    return {"reason": failure.reason.value, "detail": failure.detail}


def _normalised_evidence(evidence: Evidence) -> Body:
    """The evidence without its own digest, which is over the address, and with what changes by the minute named."""
    shown = _evidence(evidence)
    del shown["digest"]
    response = evidence.exchange.response
    if response is not None:
        shown["response"]["headers"] = _headers(normalised_headers(response.headers))
    return shown


def _headers(headers: Headers) -> list[Body]:
    return [{"name": name, "value": value} for name, value in headers]
