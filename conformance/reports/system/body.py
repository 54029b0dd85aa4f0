"""The body of one system's JSON report before a language is chosen, with leaves as in `conformance.reports.body`."""

from __future__ import annotations

from dataclasses import asdict

from conformance.model.holding import Held
from conformance.model.report import Cause, Covered, Report
from conformance.model.verdict import Reason, Verdict
from conformance.reports import words
from conformance.reports.body import Body, both_body, closing, counts, opening, origin_body, sources
from conformance.reports.clause_body import clause_body, waiver_body, workflow_body
from conformance.reports.normaliser import Normaliser

OPEN = (Verdict.INCONCLUSIVE, Verdict.ERROR, Verdict.MANUAL)


def body(report: Report, normaliser: Normaliser | None = None, most: int | None = None) -> Body:
    """The whole body but its times and digest.

    A `normaliser` names request ids and dates; with it what is derived is left out. `most` findings of a clause are
    listed, all where it is None.
    """
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
            **({} if normaliser else {"origin": origin_body(target)}),
        },
        "profile": {
            "kind": profile.kind,
            "title": both_body(profile.title),
            "contract": profile.contract,
            "levels": [level.value for level in profile.gate.mandatory],
            "named": [{"clause": name, "reason": both_body(why)} for name, why in sorted(profile.gate.named.items())],
            "coverage": profile.gate.coverage,
        },
        "digests": {
            "release": report.release_digest,
            "profile": profile.digest,
            "contract": report.contract_digest,
            "corpus": report.corpus_digest,
            "tool": report.tool_digest,
        },
        "counts": counts(report.results),
        "sources": sources(report.results),
        "clauses": [clause_body(item, normaliser, most) for item in report.results],
        "waivers": [waiver_body(waiver) for waiver in report.waivers],
        "causes": [_cause(cause) for cause in report.causes],
        "coverage": _coverage(report),
        "flaws": [{"pointer": it.pointer, "problem": it.problem, "operation": it.operation} for it in report.flaws],
        **({} if normaliser else {"arazzo": {"source": report.source, **workflow_body(report.stands)}}),
        **closing(report),
    }


def addresses(report: Report) -> list[str]:
    """Where the system stood."""
    return [report.target.address]


def _cause(cause: Cause) -> Body:
    return {"summary": cause.summary, "clauses": list(cause.clauses), "places": cause.places}


def _coverage(report: Report) -> Body:
    missed: dict[str, list[str]] = {}
    for result in report.results:
        for name in result.held_back:
            missed.setdefault(name, []).append(result.clause.id)
    return {
        "operations": [_covered(it) for it in report.covered],
        "answered": asdict(report.answered) if report.answered else None,
        "untested": [
            {"clause": it.clause.id, "why": words.why_open(it)} for it in report.results if it.verdict in OPEN
        ],
        "unlock": [{"input": it.input, "clauses": list(it.clauses)} for it in report.unlock],
        "held_back": [_held(it, missed.get(it.operation, [])) for it in report.held_back],
        "without_questions": [{"operation": it.operation, "because": it.why.value} for it in report.without],
        "timed_out": list(report.timed_out),
    }


def _covered(covered: Covered) -> Body:
    undrawn = [{"status": it.status, "why": it.why.value} for it in covered.undrawn]
    told = {"statuses": list(covered.statuses), "stated": list(covered.stated), "undrawn": undrawn}
    return {**asdict(covered), **told}


def _held(held: Held, clauses: list[str]) -> Body:
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
        "clauses": clauses,
    }
