"""The body of the JSON report before a language is chosen.

Leaves say what they are: `str` a word from anywhere, `Text` a sentence, a tuple of them sentences, `bytes` a body.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conformance.model.case import Case
from conformance.model.exchange import Exchange, Headers, Request
from conformance.model.holding import Held
from conformance.model.interop import Interop
from conformance.model.report import Cause, ClauseResult, Counterexample, Evidence, Report, Smallest
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from conformance.model.waiver import Waiver
from conformance.model.workflow import Workflow
from conformance.reports import words
from conformance.reports.steady import Steady, request_ids, steady_headers

Body = dict[str, Any]
OPEN = (Verdict.INCONCLUSIVE, Verdict.ERROR, Verdict.MANUAL)
NOTHING = Text("", "")


def body(report: Report, steady: Steady | None = None) -> Body:
    """The whole body but its times and digest. `steady` names request ids and dates, and leaves out what is derived."""
    target, profile = report.target, report.profile
    return {
        **opening(report),
        "target": {
            "name": target.name,
            "kind": target.kind,
            "depth": report.depth,
            "address": target.address,
            "environment": target.environment,
            "writes": target.may_write,
            "client": target.client,
            "version": target.version,
            "only": list(target.only),
            "exclude": list(target.exclude),
            "allowed": list(target.allowed),
            "window": target.window.text if target.window else "",
            **({} if steady else {"origin": origin_body(target)}),
        },
        "profile": {
            "kind": profile.kind,
            "title": _both(profile.title),
            "contract": profile.contract,
            "levels": [level.value for level in profile.gate.mandatory],
            "named": [{"clause": name, "reason": _both(why)} for name, why in sorted(profile.gate.named.items())],
            "coverage": profile.gate.coverage,
        },
        "digests": {
            "release": report.release_digest,
            "profile": profile.digest,
            "contract": report.contract_digest,
            "corpus": report.corpus_digest,
            "tool": report.tool_digest,
        },
        "counts": {verdict.value: number for verdict, number in words.counts(report.results).items()},
        "sources": sources(report.results),
        "clauses": [clause_body(item, steady) for item in report.results],
        "waivers": [_waiver(waiver) for waiver in report.waivers],
        "causes": [_cause(cause) for cause in report.causes],
        "coverage": _coverage(report),
        "flaws": [{"pointer": it.pointer, "problem": it.problem, "operation": it.operation} for it in report.flaws],
        **({} if steady else {"arazzo": {"source": report.source, **_workflow(report.stands)}}),
        **closing(report),
    }


def opening(found: Report | Interop) -> Body:
    """What every document says first, of a run on one system or on a network: what it was and what it came to."""
    gate = found.gate
    return {
        "run": {"seed": found.seed, "tool": found.tool, "release": found.release, "as_of": found.today},
        "gate": {"met": gate.met, "exit_code": gate.exit_code, "reasons": gate.reasons},
    }


def origin_body(target: Target) -> Body:
    """Where the tester wrote a system down."""
    file, line = target.origin
    return {"file": file, "line": line}


def sources(results: Iterable[ClauseResult]) -> list[Body]:
    """The laws and standards that clauses rest on, by their keys."""
    documents = {item.clause.source.doc: item.clause.source.document for item in results}
    return [{"doc": key, "title": _both(it.title), "read": it.read} for key, it in sorted(documents.items())]


def closing(found: Report | Interop) -> Body:
    """What every document says last: what was sent, what there is to note, and what was left behind."""
    return {
        "exchanges": {"count": found.requests, "requests_by_method": dict(sorted(found.requests_by_method.items()))},
        "notes": [{"text": note} for note in found.notes],
        "left_behind": list(found.left_behind),
        "signal": found.signal,
    }


def _both(text: Text) -> Body:
    return {"zh": text.zh, "en": text.en}


def clause_body(item: ClauseResult, steady: Steady | None) -> Body:
    """One clause and what it came to."""
    clause = item.clause
    return {
        "id": clause.id,
        "family": clause.family,
        "title": _both(clause.title),
        "statement": _both(clause.statement),
        "level": clause.level.value,
        "severity": clause.severity.value,
        "manual": clause.manual,
        "verdict": item.verdict.value,
        "reason": item.reason.value if item.reason else None,
        "detail": item.detail or NOTHING,
        "input": item.input,
        "exercised": item.exercised,
        "places": item.places,
        "operations": _operations(item),
        "held_back": list(item.held_back),
        "waiver": _waiver(item.waiver) if item.waiver else None,
        "known": item.known,
        "source": {
            "doc": clause.source.doc,
            "clause": clause.source.clause,
            "cited": _both(clause.source.cited),
            "basis": clause.source.basis,
        },
        "remediation": _both(clause.remediation),
        "findings": [_finding(found, steady) for found in item.findings],
    }


def _operations(item: ClauseResult) -> list[str]:
    if item.verdict is not Verdict.FAIL:
        return []
    return sorted({*item.operations, *(found.operation for found in item.findings)})


def _waiver(waiver: Waiver) -> Body:
    return {
        "id": waiver.id,
        "clause": waiver.clause,
        "target": waiver.target,
        "operations": list(waiver.operations),
        "justification": waiver.justification,
        "approver": waiver.approver,
        "expires": waiver.expires.isoformat(),
    }


def _finding(found: Counterexample, steady: Steady | None) -> Body:
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
        **({} if steady else _workflow(found.workflow)),
        "waiver": found.waiver,
        "known": found.known,
        "evidence": evidence_bodies(found.evidence, steady),
    }
    proofs = (*found.evidence, *([found.smallest.evidence] if found.smallest else []))
    return steady.named(shown, answered_ids(proofs)) if steady else shown


def _workflow(workflow: Workflow) -> Body:
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


def evidence_bodies(proofs: Iterable[Evidence], steady: Steady | None) -> list[Body]:
    """The exchanges that prove something, in order."""
    return [_steady_evidence(it) if steady else _evidence(it) for it in proofs]


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


def _steady_evidence(evidence: Evidence) -> Body:
    """The evidence without its own digest, which is over the address, and with what changes by the minute named."""
    shown = _evidence(evidence)
    del shown["digest"]
    response = evidence.exchange.response
    if response is not None:
        shown["response"]["headers"] = _headers(steady_headers(response.headers))
    return shown


def _headers(headers: Headers) -> list[Body]:
    return [{"name": name, "value": value} for name, value in headers]


def _cause(cause: Cause) -> Body:
    return {"summary": cause.summary, "clauses": list(cause.clauses), "places": cause.places}


def _coverage(report: Report) -> Body:
    return {
        "operations": [
            {
                "operation": it.operation,
                "method": it.method,
                "path": it.path,
                "requests": it.requests,
                "statuses": list(it.statuses),
            }
            for it in report.covered
        ],
        "untested": [
            {"clause": it.clause.id, "why": words.why_open(it)} for it in report.results if it.verdict in OPEN
        ],
        "unlock": [{"input": it.input, "clauses": list(it.clauses)} for it in report.unlock],
        "held_back": [_held(it, report) for it in report.held_back],
    }


def _held(held: Held, report: Report) -> Body:
    return {
        "operation": held.operation,
        "method": held.method,
        "path": held.path,
        "reason": Reason.OUT_OF_SCOPE.value,
        "because": held.because,
        "word": held.word,
        "where": held.where,
        "why": held.why,
        "remedy": held.remedy,
        "clauses": [it.clause.id for it in report.results if held.operation in it.held_back],
    }
